"""JOIN 4321."""

from __future__ import annotations

from typing import ClassVar

from bot.commands import references
from bot.commands.about import describe
from bot.commands.base import Arguments, Command, Context, Effects, Need, numbered
from bot.replies.reply import Reply, reply
from bot.store.effects import AddMember
from bot.store.records import Group
from bot.store.states import Role


class Join(Command):
    intent: ClassVar = "join_group"
    words: ClassVar = "join"
    takes: ClassVar = (Need.GROUP,)

    def run(self, context: Context, arguments: Arguments) -> Effects:
        if arguments.group is None:
            return (references.ask(context, self.intent, arguments, mine=False),)
        group = references.find(context, arguments.group)
        if isinstance(group, Reply):
            return (group,)
        if context.directory.membership(group, context.person.id):
            return (describe(context, group),)
        added = enter(context, group)
        return added, reply("utter_joined", group=numbered(group), member=added.number)


def enter(context: Context, group: Group) -> AddMember:
    """The person as a new member; the first one in a group that all have left runs it."""
    number = context.directory.next_number(group, context.person.id)
    role = Role.MEMBER if context.directory.runners(group) else Role.OWNER
    return AddMember(group.id, number, role)
