"""OPEN, APPROVE, ANNOUNCE, GUESTS 4321: who may join, write, and ask the leaders."""

from __future__ import annotations

from typing import ClassVar

from bot.commands.base import NOTHING, Arguments, Ask, Choice, Context, Effects, Need, numbered
from bot.commands.group_command import GroupCommand, Rank
from bot.commands.join import AdmitMember
from bot.replies.reply import Choices, Reply, reply
from bot.store.effects import SetGuests, SetJoining, SetPosting
from bot.store.records import Group
from bot.store.states import Joining, Posting


class _Policy(GroupCommand):
    """Typed, or chosen by a digit."""

    texted: ClassVar = False
    spoken: ClassVar = "restrict_group"
    choosable: ClassVar = False
    may: ClassVar = Rank.LEADER
    seen: ClassVar = True


class OpenGroup(_Policy):
    """Opens what is closed: joining, or writing; where both are, a digit decides."""

    intent: ClassVar = "open_group"
    words: ClassVar = "open"

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        if group.posting is Posting.MEMBERS:
            return open_joining(group)
        if group.joining is Joining.OPEN:
            return let_all_write(group)
        return (choose(group, (OpenJoining(), LetAllWrite())),)


class OpenJoining(_Policy):
    intent: ClassVar = "open_joining"

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        return open_joining(group)


class LetAllWrite(_Policy):
    intent: ClassVar = "let_all_write"

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        return let_all_write(group)


class ApproveJoins(_Policy):
    """APPROVE 4321; APPROVE 4321 17 lets #17 in, who has asked."""

    intent: ClassVar = "approve_joins"
    words: ClassVar = "approve"
    takes: ClassVar = (Need.GROUP, Need.MEMBER)

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        if arguments.member:
            return AdmitMember().upon(context, group, arguments)
        return SetJoining(group.id, Joining.APPROVAL), reply("utter_policy_approve", group=numbered(group))


class AnnounceOnly(_Policy):
    intent: ClassVar = "announce_only"
    words: ClassVar = "announce"

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        return SetPosting(group.id, Posting.LEADERS), reply("utter_policy_announce", group=numbered(group))


class RestrictGroup(GroupCommand):
    """What own words can mean by all of these: the two that would change something, as numbered choices."""

    intent: ClassVar = "restrict_group"
    may: ClassVar = Rank.LEADER

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        joining = ApproveJoins() if group.joining is Joining.OPEN else OpenJoining()
        posting = AnnounceOnly() if group.posting is Posting.MEMBERS else LetAllWrite()
        return (choose(group, (joining, posting)),)


class Guests(_Policy):
    """GUESTS 4321: a digit decides whether people outside may ask the leaders."""

    intent: ClassVar = "choose_guests"
    words: ClassVar = "guests"

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        about = Arguments(group=group.number)
        choices = (Choice(GuestsMayAsk.intent, about), Choice(GuestsMayNotAsk.intent, about))
        return (Ask(reply("utter_ask_guests", group=numbered(group)), choices, plain=True),)


class GuestsMayAsk(_Policy):
    intent: ClassVar = "guests_may_ask"

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        return SetGuests(group.id, True), reply("utter_guests_may_ask", group=numbered(group))


class GuestsMayNotAsk(_Policy):
    intent: ClassVar = "guests_may_not_ask"

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        return SetGuests(group.id, False), reply("utter_guests_may_not_ask", group=numbered(group))


def choose(group: Group, offered: tuple[_Policy, ...]) -> Ask:
    """One digit: what it would change."""
    about = Arguments(group=group.number)
    lines = Choices((*(_line(command) for command in offered), reply("utter_label_nothing")))
    choices = (*(Choice(command.intent, about) for command in offered), NOTHING)
    return Ask(reply("utter_choose_policy", group=numbered(group), choices=lines), choices)


def _line(command: _Policy) -> Reply:
    return reply(f"utter_label_{command.intent}")


def open_joining(group: Group) -> Effects:
    return SetJoining(group.id, Joining.OPEN), reply("utter_policy_open", group=numbered(group))


def let_all_write(group: Group) -> Effects:
    return SetPosting(group.id, Posting.MEMBERS), reply("utter_policy_all_write", group=numbered(group))
