"""From what a person called a group or a member to it, or to the reply that helps on."""

from __future__ import annotations

from bot.commands import rules
from bot.commands.base import NOTHING, Arguments, Ask, Choice, Context, Need, Pending, called, numbered, titled
from bot.replies.reply import Choices, Numeral, Reply, Span, Value, reply
from bot.store.directory import RESERVED
from bot.store.records import Group, Membership
from bot.text.digits import western

MOST_CHOICES = 3


def find(context: Context, reference: str) -> Group | Reply:
    """The group of that number or name; the reply when there is none."""
    number = rules.number_in(reference)
    group = context.directory.group(number or reference)
    if group is not None:
        return group
    closed = context.directory.closed(number or reference)
    if closed is not None and closed.closed_at is not None:
        wait = closed.closed_at + RESERVED - context.now
        return reply("utter_group_closed", group=numbered(closed), time=Span(wait))
    if number is not None:
        return reply("utter_no_such_group", group=Numeral(number))
    return reply("utter_no_such_name", name=reference.strip()[: rules.LONGEST_NAME])


def ask(intent: str, arguments: Arguments, groups: tuple[Group, ...], sure: bool) -> Ask:
    """Ask which group: of these up to three as numbered choices, or by its number. `sure`: the digit settles it."""
    pending = Pending(intent, arguments, Need.GROUP)
    if not groups:
        return Ask(reply("utter_ask_group"), pending=pending)
    offered = groups[:MOST_CHOICES]
    choices = tuple(Choice(intent, arguments.with_answer(Need.GROUP, group.number), sure) for group in offered)
    lines: tuple[Value, ...] = tuple(titled(group) for group in offered)
    if len(offered) == 1:
        choices, lines = (*choices, NOTHING), (*lines, reply("utter_label_nothing"))
    return Ask(reply("utter_choose_group", choices=Choices(lines)), choices, pending)


def member(context: Context, group: Group, called_by: str) -> Membership | Reply:
    """Who has that member number or nickname in the group, also who has left it; the reply when nobody has."""
    reference = western(called_by).strip().removeprefix("#").strip()
    found = context.directory.called(group, reference)
    return found or reply("utter_no_such_member", group=numbered(group), who=called(reference[: rules.LONGEST_NAME]))
