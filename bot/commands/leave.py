"""LEAVE 4321; without a group, the list of one's groups."""

from __future__ import annotations

from typing import ClassVar

from bot.commands import references
from bot.commands.base import Arguments, Command, Context, Effects, Need, numbered
from bot.replies.reply import Reply, reply
from bot.store.effects import ChangeRole, EndMembership
from bot.store.records import Membership
from bot.store.states import Role


class Leave(Command):
    intent: ClassVar = "leave_group"
    words: ClassVar = "leave"
    takes: ClassVar = (Need.GROUP,)

    def run(self, context: Context, arguments: Arguments) -> Effects:
        if arguments.group is None:
            return (references.ask(context, self.intent, arguments, mine=True),)
        group = references.find(context, arguments.group)
        if isinstance(group, Reply):
            return (group,)
        membership = context.directory.membership(group, context.person.id)
        if membership is None:
            return (reply("utter_not_in_group", group=numbered(group)),)
        return *_depart(context, membership), reply("utter_left", group=numbered(group))


def _depart(context: Context, membership: Membership) -> tuple[EndMembership | ChangeRole, ...]:
    """An owner who leaves does not orphan the group: the longest-serving moderator, else member, runs it."""
    end = EndMembership(membership.id)
    owners = [m for m in context.directory.runners(membership.group) if m.role is Role.OWNER]
    if membership.role is not Role.OWNER or len(owners) > 1:
        return (end,)
    heir = context.directory.eldest(membership.group, but=membership)
    return (end, ChangeRole(heir.id, Role.OWNER)) if heir else (end,)
