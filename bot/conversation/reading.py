"""What an inbound text is, before anybody understands its words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.commands import grammar, rules
from bot.commands.base import Arguments, Choice, Context, Need
from bot.commands.grammar import Exact
from bot.conversation.questions import Question
from bot.store.records import InboundText
from bot.text.normalise import fold


@dataclass(frozen=True)
class Silent:
    """Gets no answer: an automatic sender, or one whom the carrier has answered already."""


@dataclass(frozen=True)
class CarrierStop:
    """The carrier has stopped all texts to this person and said so."""


@dataclass(frozen=True)
class OnlyMedia:
    """A picture or a sound without a word."""


@dataclass(frozen=True)
class NoSuchChoice:
    """A digit that answers nothing: `last` is the highest that would, 0 when nothing is asked."""

    last: int


@dataclass(frozen=True)
class Chosen:
    choice: Choice


@dataclass(frozen=True)
class FreeForm:
    """Anything else: for the brain."""


Reading = Silent | CarrierStop | OnlyMedia | NoSuchChoice | Chosen | Exact | FreeForm


def read(text: InboundText, question: Question | None, context: Context) -> Reading:
    """Sort a text. Only FreeForm needs the brain."""
    if text.automatic or text.opt_out == "HELP":
        return Silent()
    word = fold(text.body)
    if text.opt_out == "STOP":
        return CarrierStop()
    if text.opt_out == "START" and (text.person.stopped or word != "yes"):
        return Exact("start_service", Arguments())  # YES is Twilio's word for START, and anybody's for yes
    if not word:
        return OnlyMedia() if text.media else FreeForm()
    return _answer(text.body, question) or grammar.parse(text.body, context) or FreeForm()


def _answer(body: str, question: Question | None) -> Reading | None:
    """A digit for a choice, or a bare number for a lacking group."""
    word = fold(body)
    if word.isdecimal() and len(word) <= 2:
        choice = question.choice(int(word)) if question else None
        return Chosen(choice) if choice else NoSuchChoice(len(question.choices) if question else 0)
    pending = question.pending if question else None
    number = rules.number_in(body)
    if pending is None or pending.lacking is not Need.GROUP or number is None:
        return None
    return Exact(pending.intent, pending.filled(number), sure=False)
