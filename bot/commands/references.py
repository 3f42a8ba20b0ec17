"""From what a person called a group to the group, or to the reply that helps on."""

from __future__ import annotations

from bot.commands import rules
from bot.commands.base import Arguments, Ask, Choice, Context, Need, Pending, titled
from bot.replies.reply import Choices, Numeral, Reply, reply
from bot.store.records import Group

MOST_CHOICES = 3


def find(context: Context, reference: str) -> Group | Reply:
    """The group of that number or name; the reply when there is none."""
    number = rules.number_in(reference)
    group = context.directory.group(number or reference)
    if group is not None:
        return group
    if number is not None:
        return reply("utter_no_such_group", group=Numeral(number))
    return reply("utter_no_such_name", name=reference.strip()[: rules.LONGEST_NAME])


def ask(context: Context, intent: str, arguments: Arguments, mine: bool) -> Ask | Reply:
    """Ask which group: of the person's own up to three as numbered choices, or by its number."""
    pending = Pending(intent, arguments, Need.GROUP)
    groups = [membership.group for membership in context.directory.memberships_of(context.person.id)]
    if mine and not groups:
        return reply("utter_no_groups")
    if not mine or not groups:
        return Ask(reply("utter_ask_group"), pending=pending)
    offered = groups[:MOST_CHOICES]
    choices = tuple(Choice(intent, arguments.with_answer(Need.GROUP, group.number)) for group in offered)
    lines = Choices(tuple(titled(group) for group in offered))
    return Ask(reply("utter_choose_group", choices=lines), choices, pending)
