"""CREATE 4321 [name], or a free number alone."""

from __future__ import annotations

from typing import ClassVar

from bot.commands import rules
from bot.commands.base import Arguments, Ask, Command, Context, Effects, Need, Pending, numbered
from bot.commands.name import refuse_name
from bot.replies.reply import Numeral, Reply, Span, reply
from bot.store.directory import RESERVED
from bot.store.effects import MakeGroup
from bot.store.states import Act


class Create(Command):
    intent: ClassVar = "create_group"
    words: ClassVar = "create"
    takes: ClassVar = (Need.GROUP, Need.NAME)

    def act(self, context: Context, arguments: Arguments) -> Effects:
        if arguments.group is None:
            return (self._ask("utter_ask_create_group", context, arguments),)
        number = rules.number_in(arguments.group)
        if number is None:
            return (self._ask("utter_number_wrong", context, arguments),)
        refusal = _refuse_number(number, context)
        if refusal is None and arguments.name:
            refusal = refuse_name(arguments.name, context, number=number)
        if refusal is not None:
            return (refusal,)
        return MakeGroup(number, arguments.name, context.language), _welcome(number, arguments.name, context)

    def _ask(self, question: str, context: Context, arguments: Arguments) -> Ask:
        example = Numeral(context.directory.unused_number())
        return Ask(reply(question, example=example), pending=Pending(self.intent, arguments, Need.GROUP))


def _refuse_number(number: str, context: Context) -> Reply | None:
    """Why there can be no such new group; None when there can."""
    if rules.is_emergency(number):
        return reply("utter_number_emergency", group=Numeral(number))
    group = context.directory.group_by_number(number)
    if group is not None:
        return reply("utter_group_exists", group=numbered(group))
    closed = context.directory.closed(number)
    if closed is not None and closed.closed_at is not None:
        wait = closed.closed_at + RESERVED - context.now
        return reply("utter_group_closed", group=numbered(closed), time=Span(wait))
    wait_a_while = context.house.limits.wait(context.journal, Act.GROUP_MADE, context.person.id)
    return reply("utter_limit", time=Span(wait_a_while)) if wait_a_while else None


def _welcome(number: str, name: str | None, context: Context) -> Reply:
    near = context.directory.near(number)
    if near is not None:
        return reply("utter_group_created_close", group=Numeral(number), other=numbered(near))
    if name:
        return reply("utter_group_created_named", group=Numeral(number), name=name)
    return reply("utter_group_created", group=Numeral(number))
