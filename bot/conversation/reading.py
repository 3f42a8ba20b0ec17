"""What an inbound text is, before anybody understands its words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.commands import grammar, rules
from bot.commands.base import Arguments, Choice, Context, Need
from bot.commands.grammar import Either, Exact
from bot.commands.report import FalseAlarm
from bot.conversation.questions import Question
from bot.store import codes
from bot.store.records import InboundText
from bot.text.normalise import fold

CODE_DIGITS = 4
FALSE_ALARM = "9"
"""No choice has so high a digit: after an alert it means one thing, whatever else is asked."""


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
    """A digit that answers nothing: `last` is the highest that would, 0 when nothing is asked (any more: `late`)."""

    last: int
    late: bool = False


@dataclass(frozen=True)
class Chosen:
    choice: Choice


@dataclass(frozen=True)
class Code:
    """The four digits that prove a phone, or that were meant to."""

    found: codes.Right | codes.Wrong | codes.Over | codes.Elsewhere
    given: str


@dataclass(frozen=True)
class FreeForm:
    """Anything else: for the brain."""


Reading = Silent | CarrierStop | OnlyMedia | NoSuchChoice | Chosen | Code | Exact | Either | FreeForm


def read(text: InboundText, question: Question | None, code: codes.Look, context: Context) -> Reading:
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
    if code is not None:
        return Code(code, code_in(text.body) or "")
    answer = _answer(text.body, question, context)
    return answer or _words(text.body, question, grammar.parse(text.body, context)) or FreeForm()


def code_in(body: str) -> str | None:
    """The four digits that a text consists of."""
    number = rules.number_in(body)
    return number if number is not None and len(number) == CODE_DIGITS else None


def _answer(body: str, question: Question | None, context: Context) -> Reading | None:
    """A digit for a choice, a bare number for a lacking group, a small one for a lacking member."""
    word = fold(body)
    pending = question.pending if question and not question.late else None
    if pending is not None and pending.lacking is Need.MEMBER and word.isdecimal() and len(word) <= CODE_DIGITS:
        return Exact(pending.intent, pending.filled(word), sure=False)
    if pending is not None and pending.lacking is Need.PHONES and word.replace(" ", "").isdecimal() and len(word) > 2:
        return Exact(pending.intent, pending.filled(body))
    if word.isdecimal() and len(word) <= 2:
        return _digit(word, question, context)
    number = rules.number_in(body)
    if pending is None or pending.lacking is not Need.GROUP or number is None:
        return None
    return Exact(pending.intent, pending.filled(number), sure=False)


WORDS = (Need.BODY, Need.NAME, Need.NICKNAME, Need.PHONES, Need.MEMBER)
"""What any words can answer: then no brain is needed, and a digit confirms."""


def _words(body: str, question: Question | None, typed: Exact | Either | None) -> Reading | None:
    """The words that were asked for, unless a command was typed. 4321 and words may be these, or a post."""
    pending = question.pending if question and not question.late else None
    if pending is None or pending.lacking not in WORDS or isinstance(typed, Either):
        return typed
    if typed is None:
        return Exact(pending.intent, pending.filled(body.strip()), sure=pending.lacking is Need.PHONES)
    told = typed.arguments.body
    same = typed.intent == "send_message" and typed.arguments.group == pending.arguments.group
    if told is not None and same and pending.lacking is Need.BODY and pending.intent != typed.intent:
        return Either(typed, Exact(pending.intent, pending.filled(told)))
    return typed


def _digit(word: str, question: Question | None, context: Context) -> Reading:
    late = question is not None and question.late
    choice = question.choice(int(word)) if question and not late else None
    if choice:
        return Chosen(choice)
    if word == FALSE_ALARM and context.journal.last_alert(context.person.id) is not None:
        return Exact(FalseAlarm.intent, Arguments())
    return NoSuchChoice(len(question.choices) if question and not late else 0, late)
