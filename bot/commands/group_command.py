"""What all commands upon one group have in common: which group, and who may."""

from __future__ import annotations

from abc import abstractmethod
from enum import IntEnum
from typing import ClassVar

from bot.commands import references
from bot.commands.base import Arguments, Ask, Command, Context, Effects, Need, numbered
from bot.replies.reply import Reply, reply
from bot.store.records import Group, Membership
from bot.store.states import Role


class Rank(IntEnum):
    """Who somebody is to a group. A higher rank may all that a lower one may."""

    GUEST = 0
    MEMBER = 1
    LEADER = 2
    OWNER = 3


RANKS = {Role.MEMBER: Rank.MEMBER, Role.MODERATOR: Rank.LEADER, Role.OWNER: Rank.OWNER}


def rank(membership: Membership | None) -> Rank:
    return RANKS[membership.role] if membership else Rank.GUEST


class GroupCommand(Command):
    """Finds the group and asks who may, then does what it does `upon` it."""

    takes: ClassVar[tuple[Need, ...]] = (Need.GROUP,)
    may: ClassVar[Rank] = Rank.MEMBER
    asks_always: ClassVar[bool] = False
    """Whether a person's only group is asked about, too, when none is named."""

    def run(self, context: Context, arguments: Arguments) -> Effects:
        """With the group known before anything is confirmed."""
        settled = self._settle(context, arguments)
        return settled if isinstance(settled, tuple) else super().run(context, settled)

    def act(self, context: Context, arguments: Arguments) -> Effects:
        group = references.find(context, arguments.group or "")
        if isinstance(group, Reply):
            return (group,)
        refusal = self.refuse(context, group)
        return (refusal,) if refusal else self.upon(context, group, arguments)

    @abstractmethod
    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        """What shall happen; arguments.group is the group's number."""

    def refuse(self, context: Context, group: Group) -> Reply | None:
        """Why this person may not; None when they may."""
        held = rank(context.directory.membership(group, context.person.id))
        if held >= self.may:
            return None
        if held is Rank.GUEST and self.may is Rank.MEMBER:
            return reply("utter_not_in_group", group=numbered(group))
        return reply("utter_not_owner" if self.may is Rank.OWNER else "utter_not_leader", group=numbered(group))

    def _settle(self, context: Context, arguments: Arguments) -> Arguments | Effects:
        """The arguments with the group's number, or the question which group."""
        if arguments.group is None:
            groups = self.groups(context)
            if len(groups) != 1 or self.asks_always:
                return (self.ask_group(context, arguments, groups),)
            return arguments.with_answer(Need.GROUP, groups[0].number)
        group = references.find(context, arguments.group)
        return (group,) if isinstance(group, Reply) else arguments.with_answer(Need.GROUP, group.number)

    def groups(self, context: Context) -> tuple[Group, ...]:
        """Those of the person's groups where they may; the one joined last first."""
        mine = context.directory.memberships_of(context.person.id)
        return tuple(membership.group for membership in mine if rank(membership) >= self.may)

    def ask_group(self, context: Context, arguments: Arguments, groups: tuple[Group, ...]) -> Ask | Reply:
        if not groups and self.may is not Rank.GUEST and not context.directory.memberships_of(context.person.id):
            return reply("utter_no_groups")
        if not groups and self.may >= Rank.LEADER:
            mine = context.directory.memberships_of(context.person.id)
            return reply("utter_not_leader", group=numbered(mine[0].group))
        return references.ask(self.intent, arguments, groups, sure=context.sure)
