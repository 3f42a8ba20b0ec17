"""What all commands of a leader upon one member have in common: who it is."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import ClassVar

from bot.commands import references
from bot.commands.base import NOTHING, Arguments, Ask, Choice, Command, Context, Effects, Need, Pending, numbered, who
from bot.commands.group_command import GroupCommand, Rank
from bot.replies.reply import Choices, Reply, reply
from bot.store.records import Group, Membership


class MemberCommand(GroupCommand):
    """REMOVE 4321 17: by member number or nickname."""

    takes: ClassVar[tuple[Need, ...]] = (Need.GROUP, Need.MEMBER)
    may: ClassVar = Rank.LEADER
    seen: ClassVar = True
    departed: ClassVar[bool] = False
    """Whether it also concerns who is not in the group any more, or not yet."""

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        if not arguments.member:
            pending = Pending(self.intent, arguments, Need.MEMBER)
            return (Ask(reply("utter_ask_member", group=numbered(group)), pending=pending),)
        member = references.member(context, group, arguments.member)
        if isinstance(member, Reply):
            return (member,)
        if not member.current and not self.departed:
            return (reply("utter_no_such_member", group=numbered(group), who=who(member)),)
        known = replace(arguments, member=member.nickname or str(member.number))
        if not context.sure and self.alternatives(context, member):
            return (self._choose(context, group, member, known),)
        return self.upon_member(context, member)

    @abstractmethod
    def upon_member(self, context: Context, member: Membership) -> Effects:
        """What shall happen."""

    def alternatives(self, context: Context, member: Membership) -> tuple[Command, ...]:
        """What own words may mean as well: then a digit decides between these. None: a yes is enough."""
        return ()

    def _choose(self, context: Context, group: Group, member: Membership, known: Arguments) -> Ask:
        offered = self.alternatives(context, member)
        lines = (*(command.label(context.catalogue, known) for command in offered), reply("utter_label_nothing"))
        choices = (*(Choice(command.intent, known) for command in offered), NOTHING)
        question = reply("utter_choose_for_member", group=numbered(group), who=who(member), choices=Choices(lines))
        return Ask(question, choices)
