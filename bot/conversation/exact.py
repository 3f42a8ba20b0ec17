"""From what a text is, when nobody has to understand its words, to effects."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.base import Ask, Choice, Context, Effects
from bot.commands.grammar import Either, Exact
from bot.commands.registry import by_intent
from bot.conversation import reading
from bot.conversation.deciding import run_choice
from bot.conversation.questions import load_choice
from bot.replies.reply import Choices, Numeral, reply
from bot.store import codes
from bot.store.effects import MissCode, SpendCode, StopService


def exact_effects(read: reading.Reading, context: Context) -> Effects:
    """What a text that needs no brain does."""
    match read:
        case Exact(intent, arguments, doubtful=True):
            return (by_intent()[intent].confirm(context, arguments),)
        case Exact(intent, arguments, sure):
            return by_intent()[intent].run(replace(context, sure=sure), arguments)
        case Either(post, command):
            return (_either((post, command), context),)
        case reading.Chosen(choice):
            return run_choice(choice, context)
        case reading.Code(found, given):
            return _code_effects(found, given, context)
        case reading.CarrierStop():
            return (StopService(),)
        case reading.OnlyMedia():
            return (reply("utter_media"),)
        case reading.NoSuchChoice(_, True):
            return (reply("utter_question_expired"),)
        case reading.NoSuchChoice(0):
            return (reply("utter_no_question"),)
        case reading.NoSuchChoice(last):
            return (reply("utter_answer_digit", last=last),)
        case _:
            return ()


def _either(meant: tuple[Exact, Exact], context: Context) -> Ask:
    """Two ways to understand what was typed: what others would see is the same words, so the digit settles it."""
    labels = tuple(by_intent()[exact.intent].label(context.catalogue, exact.arguments) for exact in meant)
    choices = tuple(Choice(exact.intent, exact.arguments) for exact in meant)
    return Ask(reply("utter_choose", choices=Choices(labels)), choices)


def _code_effects(found: codes.Look, given: str, context: Context) -> Effects:
    match found:
        case codes.Right(content):
            return SpendCode(), *run_choice(load_choice(content), context)
        case codes.Wrong(0):
            return MissCode(), reply("utter_code_over")
        case codes.Wrong(left) if context.directory.group_by_number(given) is None:
            return MissCode(), reply("utter_code_wrong_only", left)
        case codes.Wrong(left):
            return MissCode(), reply("utter_code_wrong", left, group=Numeral(given))
        case codes.Elsewhere():
            return (reply("utter_code_elsewhere"),)
        case _:
            return (reply("utter_code_over"),)
