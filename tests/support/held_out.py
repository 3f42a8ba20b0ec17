"""Held-out texts and what came of them, made up for tests."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.base import Arguments
from bot.conversation.rehearsal import Would
from bot.evaluation.cases import Case, HeldOut, unmarked
from bot.evaluation.outcomes import Outcome
from bot.evaluation.scores import Result


def outcome(
    marked: str,
    intent: str | None,
    guess: str | None,
    confidence: float = 0.9,
    would: Would = Would.GUIDE,
    exact: bool = False,
    entities: tuple[tuple[str, str], ...] = (),
    **arguments: str,
) -> Outcome:
    """Of a text with its marks; `arguments` are what was found in it."""
    text, marks = unmarked(marked)
    ranking = ((guess, confidence),) if guess else ()
    case = Case(text, text, intent, marks)
    found = Arguments(**arguments)  # type: ignore[arg-type]
    return Outcome(case, "en", exact, guess, ranking, entities, found, would, found.group)


def result(language: str, texts: Sequence[Outcome], news: Sequence[Outcome] = ()) -> Result:
    """All that came of one language."""
    held = HeldOut(language, language, tuple(one.case for one in texts), tuple(one.case for one in news))
    return Result(held, tuple(texts), tuple(news))
