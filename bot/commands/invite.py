"""INVITE 4321 number number: each gets one text, from whom and how to join; nobody is added."""

from __future__ import annotations

from typing import ClassVar

from bot.commands.base import Arguments, Ask, Context, Effects, Invite, Need, Pending, numbered, who
from bot.commands.group_command import GroupCommand
from bot.replies.reply import Listing, Reply, Span, reply
from bot.store.effects import NoteInvitation
from bot.store.records import Group
from bot.store.states import Act
from bot.text.phone_list import Piece, pieces

ENDING = 3
"""Digits by which a number is named back: enough for who typed it, of no use to anybody else."""


class InvitePeople(GroupCommand):
    intent: ClassVar = "invite_people"
    words: ClassVar = "invite"
    takes: ClassVar = (Need.GROUP, Need.PHONES)
    seen: ClassVar = True

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        membership = context.directory.membership(group, context.person.id)
        given = pieces(arguments.phones or "", context.house.region)
        if not given or membership is None:
            pending = Pending(self.intent, arguments, Need.PHONES)
            return (Ask(reply("utter_ask_phones", group=numbered(group)), pending=pending),)
        good = [piece.e164 for piece in given if piece.e164 and context.journal.may_be_invited(group, piece.e164)]
        left = context.house.limits.invites_left(context.journal, context.person.id)
        if len(good) > left:
            wait = context.house.limits.wait(context.journal, Act.INVITED, context.person.id)
            return (reply("utter_limit", time=Span(wait)) if wait else reply("utter_invite_most", most=left),)
        text = reply("utter_invitation", group=numbered(group), who=who(membership))
        noted = (NoteInvitation(group.id, membership.id, phone) for phone in good)
        return *noted, *(Invite(phone, text) for phone in good), _answer(group, len(good), given, good)


def _answer(group: Group, invited: int, given: tuple[Piece, ...], good: list[str]) -> Reply:
    """Every number that was not invited is named back by its end."""
    bad = Listing(tuple("..." + piece.text[-ENDING:] for piece in given if piece.e164 not in good))
    if not bad.items:
        return reply("utter_invited", invited, group=numbered(group))
    if not good:
        return reply("utter_invited_nobody", group=numbered(group), pieces=bad)
    return reply("utter_invited_some", group=numbered(group), count=invited, pieces=bad)
