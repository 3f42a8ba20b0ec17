"""MODERATOR, OWNER, MEMBER 4321 17: who leads a group. By its owners; another owner needs a code."""

from __future__ import annotations

from typing import ClassVar

from bot.commands.base import Arguments, Choice, Command, Context, Effects, Prove, Tell, numbered, who
from bot.commands.group_command import Rank
from bot.commands.member_command import MemberCommand
from bot.replies.reply import Numeral, Reply, Span, reply
from bot.store.effects import ChangeRole, NoteCode
from bot.store.records import Membership
from bot.store.states import Act, Role


class AddModerator(MemberCommand):
    intent: ClassVar = "add_moderator"
    words: ClassVar = "moderator"
    may: ClassVar = Rank.OWNER

    def upon_member(self, context: Context, member: Membership) -> Effects:
        if member.role is Role.MODERATOR:
            return (_already(member),)
        if member.role is Role.OWNER:
            return _lower(context, member, Role.MODERATOR)
        return _promote(member, Role.MODERATOR, "utter_moderator_made", "utter_you_moderate")

    def alternatives(self, context: Context, member: Membership) -> tuple[Command, ...]:
        offered: dict[Role, Command] = {
            Role.MODERATOR: self,
            Role.OWNER: AddOwner(),
            Role.MEMBER: MakeMember(),
        }
        return tuple(command for role, command in offered.items() if role is not member.role)


class AddOwner(MemberCommand):
    """Handing over cannot be undone: it needs the proof that the owner's own phone asks for it."""

    intent: ClassVar = "add_owner"
    words: ClassVar = "owner"
    may: ClassVar = Rank.OWNER
    texted: ClassVar = False
    spoken: ClassVar = "add_moderator"
    choosable: ClassVar = False

    def upon_member(self, context: Context, member: Membership) -> Effects:
        if member.role is Role.OWNER:
            return (_already(member),)
        wait = context.house.limits.wait(context.journal, Act.CODE_ASKED, context.person.id)
        if wait:
            return (reply("utter_limit", time=Span(wait)),)
        code = context.directory.unused_number()
        question = reply("utter_code_owner", group=numbered(member.group), who=who(member), code=Numeral(code))
        about = Arguments(group=member.group.number, member=str(member.number))
        return NoteCode(), Prove(question, code, Choice(HandOver.intent, about))


class HandOver(MemberCommand):
    """Never texted: what the code of AddOwner allows."""

    intent: ClassVar = "hand_over"
    may: ClassVar = Rank.OWNER
    texted: ClassVar = False
    choosable: ClassVar = False

    def upon_member(self, context: Context, member: Membership) -> Effects:
        return _promote(member, Role.OWNER, "utter_owner_made", "utter_you_own")


class MakeMember(MemberCommand):
    intent: ClassVar = "make_member"
    words: ClassVar = "member"
    may: ClassVar = Rank.OWNER
    texted: ClassVar = False
    spoken: ClassVar = "add_moderator"
    choosable: ClassVar = False

    def upon_member(self, context: Context, member: Membership) -> Effects:
        if member.role is Role.MEMBER:
            return (_already(member),)
        if member.role is Role.OWNER:
            return _lower(context, member, Role.MEMBER)
        told = Tell((member.person_id,), reply("utter_you_are_member", group=numbered(member.group)), member.group)
        done = reply("utter_member_made", group=numbered(member.group), who=who(member))
        return ChangeRole(member.id, Role.MEMBER), done, told


def _already(member: Membership) -> Reply:
    return reply("utter_role_already", group=numbered(member.group), who=who(member))


def _promote(member: Membership, role: Role, done: str, told: str) -> Effects:
    news = Tell((member.person_id,), reply(told, group=numbered(member.group)), member.group)
    return ChangeRole(member.id, role), reply(done, group=numbered(member.group), who=who(member)), news


def _lower(context: Context, member: Membership, role: Role) -> Effects:
    """An owner steps down by own will only, and not the last one."""
    group = numbered(member.group)
    if member.person_id != context.person.id:
        return (reply("utter_owner_stays", group=group, who=who(member)),)
    owners = [m for m in context.directory.runners(member.group) if m.role is Role.OWNER]
    if len(owners) == 1:
        return (reply("utter_last_owner", group=group),)
    return ChangeRole(member.id, role), reply("utter_you_are_member", group=group)
