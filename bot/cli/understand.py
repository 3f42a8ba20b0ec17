"""`smsup understand`: what each text means and what would be done with it, as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot import service
from bot.cli import rasa
from bot.cli.interpreter import Heard, Interpreter
from bot.commands.base import Arguments
from bot.commands.registry import spoken
from bot.conversation.rehearsal import Foreseen, Rehearsal, Would
from bot.replies import catalogue
from bot.settings import ROOT, Settings
from bot.text.language import identify
from bot.text.phones import mask
from bot.text.zawgyi import to_unicode

ALTERNATIVES = 4
EXACT, FREE_FORM = "exact", "free-form"


@dataclass(frozen=True)
class Told:
    """What was made of a text. `ranking`: best first; of an exact text its one intent, surely. `entities`: what the
    brain found, with the words of the text they stand for."""

    language: str | None
    route: str
    foreseen: Foreseen
    ranking: tuple[tuple[str, float], ...] = ()
    entities: tuple[tuple[str, str], ...] = ()


class Understanding:
    """Exact grammar, language, model and rehearsal, put together as the service has them."""

    def __init__(self, settings: Settings, interpreter: Interpreter, names: tuple[str, ...] = ()) -> None:
        """names: of the groups that are there; without them, every name that is found is one."""
        now = datetime.now(ZoneInfo(settings.timezone))
        self._house = service.house(settings)
        self._interpreter = interpreter
        self._rehearsal = Rehearsal(catalogue.load(ROOT), self._house, now, settings.default_language, names)

    def of(self, text: str, earlier: str | None = None, own: tuple[str, ...] = ()) -> Told:
        """What the service would make of a text; `earlier`: the language that the person wrote before; `own`: which
        of the groups that are there are the person's."""
        guess = identify(text, earlier)
        language = guess.language if guess else earlier
        text = to_unicode(text)
        typed = self._rehearsal.typed(text, earlier)
        if typed is not None:
            return Told(language, EXACT, typed, ((spoken(typed.intent), 1.0),) if typed.intent else ())
        heard = self.hear(text, earlier)
        if not heard.ranking:
            return Told(language, FREE_FORM, Foreseen(Would.GUIDE, None, Arguments()))
        foreseen = self._rehearsal.understood(text, language, heard.understood(), own)
        entities = tuple((entity.kind, text[entity.start : entity.end]) for entity in heard.entities)
        return Told(language, FREE_FORM, foreseen, heard.ranking, entities)

    def hear(self, text: str, earlier: str | None = None) -> Heard:
        """What the brain makes of a text, phone numbers masked as the service masks them."""
        return self._interpreter.hear(mask(text, self._house.region), earlier)


def _promised(told: Told) -> dict[str, Any]:
    """What DESIGN section 5 promises of a text."""
    ranking, intent = told.ranking, told.foreseen.intent
    return {
        "language": told.language,
        "route": told.route,
        "intent": spoken(intent) if intent else None,
        "confidence": round(ranking[0][1], 4) if ranking else 0.0,
        "alternatives": [[name, round(confidence, 4)] for name, confidence in ranking[1 : ALTERNATIVES + 1]],
        "group": told.foreseen.arguments.group,
        "body": told.foreseen.arguments.body,
        "would": told.foreseen.would.value,
    }


def lines(settings: Settings, asked: Iterable[str]) -> Iterator[str]:
    """One JSON line for each; {"error": …} for a line that asks nothing. Raises NoRasa, NoModel, ModelUnreadable."""
    path = rasa.model(settings)
    if path is None:
        raise rasa.NoModel
    with Interpreter(settings, path) as interpreter:
        understanding = Understanding(settings, interpreter)
        for line in asked:
            if line.strip():
                yield json.dumps(answer(understanding, line), ensure_ascii=False)


def answer(understanding: Understanding, line: str) -> dict[str, Any]:
    """The object of a line, with what was made of its text."""
    try:
        given = json.loads(line)
        text, earlier = given["text"], given.get("language")
        if not isinstance(text, str) or not isinstance(earlier, str | None):
            raise TypeError
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {"error": 'a line is one JSON object with "text" and, if wanted, "language", both strings'}
    return {**given, **_promised(understanding.of(text, earlier))}
