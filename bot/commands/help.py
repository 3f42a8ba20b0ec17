"""HELP: how it works, in one SMS."""

from __future__ import annotations

from typing import ClassVar

from bot.commands.base import Arguments, Command, Context, Effects
from bot.replies.reply import reply


class Help(Command):
    intent: ClassVar = "help"
    words: ClassVar = "help"

    def run(self, context: Context, arguments: Arguments) -> Effects:
        return (reply("utter_help"),)
