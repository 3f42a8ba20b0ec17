"""ABOUT 4321, or a member's own group's number alone."""

from __future__ import annotations

from typing import ClassVar

from bot.commands import references
from bot.commands.base import Arguments, Command, Context, Effects, Need, numbered, titled
from bot.replies.reply import Listing, Numeral, Reply, reply
from bot.store.records import Group

MOST_RUNNERS = 3


class About(Command):
    intent: ClassVar = "group_info"
    words: ClassVar = "about"
    takes: ClassVar = (Need.GROUP,)

    def run(self, context: Context, arguments: Arguments) -> Effects:
        if arguments.group is None:
            return (references.ask(context, self.intent, arguments, mine=bool(self._mine(context))),)
        group = references.find(context, arguments.group)
        return (group if isinstance(group, Reply) else describe(context, group),)

    def _mine(self, context: Context) -> int:
        return len(context.directory.memberships_of(context.person.id))


def describe(context: Context, group: Group) -> Reply:
    """Number, name, size and who runs it, by member number."""
    size = context.directory.size(group)
    runners = context.directory.runners(group)[:MOST_RUNNERS]
    numbers = Listing(tuple(Numeral(f"#{runner.number}") for runner in runners))
    if not runners:
        return reply("utter_about_empty", group=titled(group), number=numbered(group))
    return reply("utter_about", size, group=titled(group), number=numbered(group), runners=numbers)
