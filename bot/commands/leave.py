"""LEAVE 4321; without a group, the list of one's groups. An owner who leaves does not orphan the group."""

from __future__ import annotations

from typing import ClassVar

from bot.commands.base import Arguments, Ask, Choice, Context, Effects, Tell, numbered, who
from bot.commands.group_command import GroupCommand, Rank, rank
from bot.commands.join import question_to
from bot.replies.reply import reply
from bot.store.directory import OFFERED_AGAIN
from bot.store.effects import ChangeRole, EndMembership, OfferOwnership
from bot.store.records import Group, Membership
from bot.store.states import Role


class Leave(GroupCommand):
    intent: ClassVar = "leave_group"
    words: ClassVar = "leave"
    asks_always: ClassVar = True

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        membership = context.directory.membership(group, context.person.id)
        if membership is None:
            return (reply("utter_not_in_group", group=numbered(group)),)
        left = reply("utter_left", group=numbered(group))
        return EndMembership(membership.id), left, *hand_over(context, membership)


def hand_over(context: Context, leaving: Membership) -> Effects:
    """When the last owner goes, the group gets another at once, who is told and may pass it on."""
    owners = [m for m in context.directory.runners(leaving.group) if m.role is Role.OWNER]
    if leaving.role is not Role.OWNER or len(owners) > 1:
        return ()
    heir = next(iter(context.directory.heirs(leaving.group)), None)
    return (*_bequeath(heir), *_requests(context, heir)) if heir else ()


def _bequeath(heir: Membership) -> Effects:
    group = heir.group
    about = Arguments(group=group.number)
    offer = Ask(
        reply("utter_offer_left", group=numbered(group)),
        (Choice(TakeOver.intent, about), Choice(PassOn.intent, about)),
        plain=True,
    )
    told = Tell((heir.person_id,), offer, group, f"owner {group.id} -")
    return ChangeRole(heir.id, Role.OWNER), OfferOwnership(heir.id), told


def _requests(context: Context, heir: Membership) -> Effects:
    """Who asked to join while the one who leaves led the group alone: now it is the heir's to say."""
    if len(context.directory.runners(heir.group)) > 1:
        return ()
    waiting = context.directory.asking(heir.group)
    return tuple(question_to((heir.person_id,), heir.group, asking.number, who(asking)) for asking in waiting)


def _lately(heir: Membership, context: Context) -> bool:
    return heir.offered_at is not None and context.now - heir.offered_at < OFFERED_AGAIN


class TakeOver(GroupCommand):
    """The first choice of a member who was made owner, or whom a silent owner's group is offered."""

    intent: ClassVar = "take_over"
    texted: ClassVar = False
    choosable: ClassVar = False

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        membership = context.directory.membership(group, context.person.id)
        thanks = reply("utter_offer_taken", group=numbered(group))
        if membership is None or rank(membership) is Rank.OWNER:
            return (thanks,)
        owners = tuple(m.person_id for m in context.directory.runners(group) if m.role is Role.OWNER)
        told = reply("utter_joined_by_owner", group=numbered(group), who=who(membership))
        return ChangeRole(membership.id, Role.OWNER), thanks, Tell(owners, told, group)


class PassOn(GroupCommand):
    """The second choice: the next one is asked; whoever is alone stays the owner."""

    intent: ClassVar = "pass_on"
    texted: ClassVar = False
    choosable: ClassVar = False

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        membership = context.directory.membership(group, context.person.id)
        if membership is None or rank(membership) is not Rank.OWNER:
            return (reply("utter_offer_declined", group=numbered(group)),)
        owners = [m for m in context.directory.runners(group) if m.role is Role.OWNER]
        asked = {heir for heir in context.directory.heirs(group) if not _lately(heir, context)}
        if len(owners) == 1 and not asked:
            return (reply("utter_offer_stays", group=numbered(group)),)
        passed = hand_over(context, membership)
        return ChangeRole(membership.id, Role.MEMBER), reply("utter_offer_declined", group=numbered(group)), *passed
