"""CLOSE 4321: for all and for good, after a code; every member is told once."""

from __future__ import annotations

from typing import ClassVar

from bot.commands.base import Arguments, Choice, Context, Effects, Prove, Tell, numbered
from bot.commands.group_command import GroupCommand, Rank
from bot.replies.reply import Numeral, Span, reply
from bot.store.effects import CloseGroup, NoteCode
from bot.store.records import Group
from bot.store.states import Act


class Close(GroupCommand):
    intent: ClassVar = "delete_group"
    words: ClassVar = "close"
    may: ClassVar = Rank.OWNER

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        wait = context.house.limits.wait(context.journal, Act.CODE_ASKED, context.person.id)
        if wait:
            return (reply("utter_limit", time=Span(wait)),)
        code = context.directory.unused_number()
        size = context.directory.size(group)
        question = reply("utter_code_close", size, group=numbered(group), code=Numeral(code))
        return NoteCode(), Prove(question, code, Choice(CloseNow.intent, Arguments(group=group.number)))


class CloseNow(GroupCommand):
    """Never texted: what the code of Close allows."""

    intent: ClassVar = "close_now"
    may: ClassVar = Rank.OWNER
    texted: ClassVar = False
    choosable: ClassVar = False

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        others = tuple(member for member in context.directory.members(group) if member != context.person.id)
        told = Tell(others, reply("utter_group_ended", group=numbered(group)), group)
        return CloseGroup(group.id), reply("utter_closed", group=numbered(group)), told
