"""MOVED and the old phone number, or MOVED 4321 17: a person's groups on a new phone.

The old phone gets a code, which is texted from the new one. Is the old phone lost, a leader of the group has to say
that it is they. Nothing tells whether a phone is known here.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from bot.commands import references
from bot.commands.base import (
    Arguments,
    Ask,
    Choice,
    Command,
    Context,
    Effects,
    Need,
    Prove,
    Settle,
    Tell,
    numbered,
    who,
)
from bot.commands.group_command import GroupCommand, Rank, rank
from bot.replies.reply import Numeral, Reply, Span, reply
from bot.store.effects import CarryMembership, NoteCode
from bot.store.records import Group, Membership
from bot.store.states import Act, Role
from bot.text.phone_list import pieces


class MovePhone(Command):
    intent: ClassVar = "move_phone"
    words: ClassVar = "moved"
    takes: ClassVar = (Need.GROUP, Need.MEMBER, Need.PHONES)

    def act(self, context: Context, arguments: Arguments) -> Effects:
        wait = context.house.limits.wait(context.journal, Act.CODE_ASKED, context.person.id)
        if wait:
            return (reply("utter_limit", time=Span(wait)),)
        if arguments.group and arguments.member:
            return self._ask_leaders(context, arguments.group, arguments.member)
        phones = [piece.e164 for piece in pieces(arguments.phones or "", context.house.region) if piece.e164]
        if len(phones) != 1:
            return (reply("utter_ask_old_phone"),)
        return self._ask_old_phone(context, phones[0])

    def _ask_old_phone(self, context: Context, phone: str) -> Effects:
        """The same answer whether or not somebody with that phone is in any group."""
        sent = reply("utter_moved_code_sent")
        before = context.journal.person_with(phone)
        if before is None or before == context.person.id or not context.directory.memberships_of(before):
            return NoteCode(), sent
        code = context.directory.unused_number()
        question = reply("utter_moved_code", code=Numeral(code))
        about = Arguments(member=before)
        return NoteCode(), sent, Prove(question, code, Choice(CarryOver.intent, about), bearer=before)

    def _ask_leaders(self, context: Context, reference: str, member: str) -> Effects:
        group = references.find(context, reference)
        if isinstance(group, Reply):
            return (group,)
        found = references.member(context, group, member)
        asked = reply("utter_moved_asked", group=numbered(group), who=_said(member))
        if isinstance(found, Reply) or not found.current or found.person_id == context.person.id:
            return NoteCode(), asked  # who is in a group is nobody's business
        if context.directory.is_banned(group, context.person.id):
            return NoteCode(), asked
        question = self._question(context, group, found)
        if not question.people:
            return (reply("utter_only_leader", group=numbered(group)),)
        warning = reply("utter_moved_warning", group=numbered(group), who=who(found))
        void = Settle(_subject(group, found.number), asked=True)  # who claims it last is the one that is decided about
        return NoteCode(), asked, void, question, Tell((found.person_id,), warning, group)

    def _question(self, context: Context, group: Group, found: Membership) -> Tell:
        about = Arguments(group=group.number, member=str(found.number), name=context.person.id)
        question = Ask(
            reply("utter_moved_question", group=numbered(group), who=who(found)),
            (Choice(ConfirmMove.intent, about), Choice(DenyMove.intent, about)),
            plain=True,
        )
        leaders = (leader.person_id for leader in context.directory.runners(group))
        asked = tuple(leader for leader in leaders if leader not in (found.person_id, context.person.id))
        return Tell(asked, question, group, _subject(group, found.number))


def _said(member: str) -> Numeral | str:
    digits = member.strip().removeprefix("#")
    return Numeral(f"#{digits}") if digits.isdecimal() else member.strip()[:20]


def _subject(group: Group, number: int) -> str:
    return f"move {group.id} {number}"


class CarryOver(Command):
    """Never texted: what the code on the old phone allows. All groups come along, but those that ban the new phone."""

    intent: ClassVar = "carry_over"
    texted: ClassVar = False
    choosable: ClassVar = False

    def act(self, context: Context, arguments: Arguments) -> Effects:
        before = arguments.member or ""
        carried = [
            membership
            for membership in context.directory.memberships_of(before)
            if not context.directory.is_banned(membership.group, context.person.id)
        ]
        moves = (_carry(context, membership, context.person.id, membership.role) for membership in carried)
        return (
            *moves,
            reply("utter_moved", len(carried)),
            Tell((before,), reply("utter_moved_away"), carried[0].group if carried else None),
        )


class _Verdict(GroupCommand):
    """A leader's word about a phone that is lost; the first answer counts."""

    texted: ClassVar = False
    choosable: ClassVar = False
    may: ClassVar = Rank.LEADER

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        found = references.member(context, group, arguments.member or "")
        claimant = arguments.name or ""
        gone = not context.directory.knows(claimant) or context.directory.is_banned(group, claimant)
        if isinstance(found, Reply) or not found.current or found.person_id == claimant or gone:
            return (reply("utter_decided_already", group=numbered(group)),)
        return *self.decide(context, found, claimant), Settle(_subject(group, found.number))

    @abstractmethod
    def decide(self, context: Context, found: Membership, claimant: str) -> Effects:
        """What a leader has said."""


class ConfirmMove(_Verdict):
    """The new phone never gets more than the leader could give without a code; an owner is moved by an owner only."""

    intent: ClassVar = "confirm_move"

    def decide(self, context: Context, found: Membership, claimant: str) -> Effects:
        own = rank(context.directory.membership(found.group, context.person.id))
        if found.role is Role.OWNER and own is not Rank.OWNER:
            return (reply("utter_not_owner", group=numbered(found.group)),)
        leads = found.role is not Role.MEMBER and own is Rank.OWNER
        carried = _carry(context, found, claimant, Role.MODERATOR if leads else Role.MEMBER)
        done = reply("utter_moved_done", group=numbered(found.group), who=who(found))
        told = Tell((claimant,), reply("utter_moved", 1), found.group)
        robbed = reply("utter_moved_by_leader", group=numbered(found.group))
        return carried, done, told, Tell((found.person_id,), robbed, found.group)


class DenyMove(_Verdict):
    intent: ClassVar = "deny_move"

    def decide(self, context: Context, found: Membership, claimant: str) -> Effects:
        told = Tell((claimant,), reply("utter_moved_refused", group=numbered(found.group), who=who(found)), found.group)
        return reply("utter_dropped"), told


def _carry(context: Context, membership: Membership, to: str, role: Role) -> CarryMembership:
    """The better of two roles when the new phone is in the group already."""
    own = context.directory.membership(membership.group, to)
    best = own.role if own is not None and rank(own) > rank(membership) else role
    return CarryMembership(membership.id, best, to)
