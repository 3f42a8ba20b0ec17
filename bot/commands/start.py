"""START: texts again, after STOP."""

from __future__ import annotations

from typing import ClassVar

from bot.commands.base import Arguments, Command, Context, Effects
from bot.replies.reply import reply
from bot.store.effects import StartService


class Start(Command):
    intent: ClassVar = "start_service"
    words: ClassVar = "start"

    def act(self, context: Context, arguments: Arguments) -> Effects:
        return StartService(), reply("utter_started")
