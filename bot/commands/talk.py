"""What asks for nothing, and is answered all the same."""

from __future__ import annotations

from typing import ClassVar

from bot.commands.base import Arguments, Command, Context, Effects
from bot.replies.reply import reply


class Greet(Command):
    intent: ClassVar = "greet"
    choosable: ClassVar = False

    def act(self, context: Context, arguments: Arguments) -> Effects:
        return (reply("utter_greet"),)


class Thank(Command):
    intent: ClassVar = "thank"
    choosable: ClassVar = False

    def act(self, context: Context, arguments: Arguments) -> Effects:
        return (reply("utter_thank"),)


class OutOfScope(Command):
    intent: ClassVar = "out_of_scope"
    choosable: ClassVar = False

    def act(self, context: Context, arguments: Arguments) -> Effects:
        return (reply("utter_out_of_scope"),)


class Privacy(Command):
    intent: ClassVar = "ask_privacy"

    def act(self, context: Context, arguments: Arguments) -> Effects:
        return (reply("utter_privacy"),)


class Cost(Command):
    intent: ClassVar = "ask_cost"

    def act(self, context: Context, arguments: Arguments) -> Effects:
        return (reply("utter_cost"),)
