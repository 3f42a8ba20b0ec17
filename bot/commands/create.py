"""CREATE 4321 [name], or a free number alone."""

from __future__ import annotations

from typing import ClassVar

from bot.commands import rules
from bot.commands.base import Arguments, Ask, Command, Context, Effects, Need, Pending, numbered
from bot.replies.reply import Numeral, Reply, reply
from bot.store.effects import MakeGroup


class Create(Command):
    intent: ClassVar = "create_group"
    words: ClassVar = "create"
    takes: ClassVar = (Need.GROUP,)

    def run(self, context: Context, arguments: Arguments) -> Effects:
        if arguments.group is None:
            return (self._ask("utter_ask_create_group", context, arguments),)
        number = rules.number_in(arguments.group)
        if number is None:
            return (self._ask("utter_number_wrong", context, arguments),)
        if rules.is_emergency(number):
            return (reply("utter_number_emergency", group=Numeral(number)),)
        group = context.directory.group_by_number(number)
        if group is not None:
            return (reply("utter_group_exists", group=numbered(group)),)
        return self._make(number, context, arguments.name)

    def _make(self, number: str, context: Context, name: str | None) -> Effects:
        refusal = _refuse_name(name, number, context) if name else None
        if refusal is not None:
            return (refusal,)
        return MakeGroup(number, name, context.language), _welcome(number, name, context)

    def _ask(self, question: str, context: Context, arguments: Arguments) -> Ask:
        example = Numeral(context.directory.unused_number())
        return Ask(reply(question, example=example), pending=Pending(self.intent, arguments, Need.GROUP))


def _refuse_name(name: str, number: str, context: Context) -> Reply | None:
    if not rules.is_name(name, context.catalogue):
        return reply("utter_name_wrong")
    if context.directory.group_by_name(name) is not None:
        return reply("utter_name_taken", name=name, group=Numeral(number))
    return None


def _welcome(number: str, name: str | None, context: Context) -> Reply:
    near = context.directory.near(number)
    if near is not None:
        return reply("utter_group_created_close", group=Numeral(number), other=numbered(near))
    if name:
        return reply("utter_group_created_named", group=Numeral(number), name=name)
    return reply("utter_group_created", group=Numeral(number))
