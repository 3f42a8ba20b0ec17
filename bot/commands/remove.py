"""REMOVE, BAN, UNBAN 4321 17."""

from __future__ import annotations

from typing import ClassVar

from bot.commands.base import Arguments, Command, Context, Effects, Settle, Tell, numbered, who
from bot.commands.group_command import rank
from bot.commands.leave import Leave
from bot.commands.member_command import MemberCommand
from bot.replies.reply import Numeral, Reply, reply
from bot.store.effects import Ban, RemoveMember, Unban
from bot.store.records import Membership
from bot.store.states import Role


class Remove(MemberCommand):
    """Who is removed may join again."""

    intent: ClassVar = "remove_member"
    words: ClassVar = "remove"

    def upon_member(self, context: Context, member: Membership) -> Effects:
        if member.person_id == context.person.id:
            return (Leave().confirm(context, Arguments(group=member.group.number)),)
        refusal = _protected(context, member)
        if refusal:
            return (refusal,)
        told = Tell((member.person_id,), reply("utter_you_removed", group=numbered(member.group)), member.group)
        done = reply("utter_removed", group=numbered(member.group), who=who(member))
        return RemoveMember(member.id), done, told

    def alternatives(self, context: Context, member: Membership) -> tuple[Command, ...]:
        refused = member.person_id == context.person.id or _protected(context, member)
        return () if refused else (self, BanMember())


class BanMember(MemberCommand):
    """Never again in this group, by any door; also who has left, or asks to join."""

    intent: ClassVar = "ban_member"
    words: ClassVar = "ban"
    texted: ClassVar = False
    spoken: ClassVar = "remove_member"
    choosable: ClassVar = False
    departed: ClassVar = True

    def upon_member(self, context: Context, member: Membership) -> Effects:
        if member.person_id == context.person.id:
            return (Leave().confirm(context, Arguments(group=member.group.number)),)
        refusal = _protected(context, member)
        if refusal:
            return (refusal,)
        done = reply("utter_ban_done", group=numbered(member.group), who=Numeral(f"#{member.number}"))
        told = Tell((member.person_id,), reply("utter_you_banned", group=numbered(member.group)), member.group)
        effects = Ban(member.id), done, Settle(f"join {member.group.id} {member.number}")
        return (*effects, told) if member.current else effects


class UnbanMember(MemberCommand):
    intent: ClassVar = "unban_member"
    words: ClassVar = "unban"
    texted: ClassVar = False
    spoken: ClassVar = "remove_member"
    choosable: ClassVar = False
    departed: ClassVar = True

    def upon_member(self, context: Context, member: Membership) -> Effects:
        if not context.directory.has_ban(member):
            return (reply("utter_not_banned", group=numbered(member.group), who=who(member)),)
        return Unban(member.id), reply("utter_unbanned", group=numbered(member.group), who=who(member))


def _protected(context: Context, member: Membership) -> Reply | None:
    """Leaders cannot be removed by their like, and owners by nobody."""
    if member.role is Role.OWNER:
        return reply("utter_owner_stays", group=numbered(member.group), who=who(member))
    own = rank(context.directory.membership(member.group, context.person.id))
    if member.current and own <= rank(member):
        return reply("utter_not_owner", group=numbered(member.group))
    return None
