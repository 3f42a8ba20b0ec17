"""FORGET ME: erases the person, after a code."""

from __future__ import annotations

from typing import ClassVar

from bot.commands.base import Arguments, Choice, Command, Context, Effects, Prove
from bot.commands.leave import hand_over
from bot.replies.reply import Numeral, Span, reply
from bot.store.effects import Forget, NoteCode
from bot.store.states import Act


class ForgetMe(Command):
    intent: ClassVar = "forget_me"
    words: ClassVar = "forget"

    def act(self, context: Context, arguments: Arguments) -> Effects:
        wait = context.house.limits.wait(context.journal, Act.CODE_ASKED, context.person.id)
        if wait:
            return (reply("utter_limit", time=Span(wait)),)
        code = context.directory.unused_number()
        question = reply("utter_code_forget", code=Numeral(code))
        return NoteCode(), Prove(question, code, Choice(ForgetNow.intent))


class ForgetNow(Command):
    """Never texted: what the code of ForgetMe allows. No group is orphaned by it."""

    intent: ClassVar = "forget_now"
    texted: ClassVar = False
    choosable: ClassVar = False

    def act(self, context: Context, arguments: Arguments) -> Effects:
        mine = context.directory.memberships_of(context.person.id)
        heirs = [effect for membership in mine for effect in hand_over(context, membership)]
        return Forget(), reply("utter_forgotten"), *heirs
