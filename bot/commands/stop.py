"""STOP: no text at all until START. Which of "this group" and "everything" is meant, one digit decides."""

from __future__ import annotations

from typing import ClassVar

from bot.commands.base import Arguments, Ask, Choice, Command, Context, Effects, Need, numbered
from bot.replies.reply import Choices, reply
from bot.store.effects import StopService


class Stop(Command):
    intent: ClassVar = "stop_service"
    words: ClassVar = "stop"
    takes: ClassVar = (Need.GROUP,)

    def act(self, context: Context, arguments: Arguments) -> Effects:
        if arguments.group is None and context.sure:
            return StopService(), reply("utter_stopped")
        return (self._ask(context, arguments),)

    def _ask(self, context: Context, arguments: Arguments) -> Ask:
        groups = [m.group for m in context.directory.memberships_of(context.person.id)]
        named = context.directory.group(arguments.group) if arguments.group else None
        offered = [named] if named in groups else groups[:2]
        lines = [reply("utter_label_leave_group", group=numbered(group)) for group in offered if group]
        leaves = [Choice("leave_group", Arguments(group=group.number)) for group in offered if group]
        everything = reply("utter_label_stop_service")
        question = reply("utter_stop_or_leave", choices=Choices((*lines, everything)))
        return Ask(question, (*leaves, Choice(self.intent)))
