"""The words of all installed languages that say how long, from their catalogues."""

from __future__ import annotations

from datetime import time, timedelta
from functools import lru_cache

from bot.errors import CatalogueError
from bot.replies.catalogue import Catalogue
from bot.text.durations import EVENING, MORNING, DurationWords
from bot.text.moments import Half
from bot.text.normalise import fold

UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
}


@lru_cache(maxsize=8)
def _words(languages: tuple[tuple[str, str, tuple[str, ...]], ...]) -> DurationWords:
    """From (language, list, words). CatalogueError for an amount that is no number."""
    lists: dict[str, list[tuple[str, float | None]]] = {}
    for code, name, words in languages:
        lists.setdefault(name, []).extend(_amount(word, code) for word in words)
    plain = {name: frozenset(word for word, _ in entries) for name, entries in lists.items()}
    units = {word: unit for name, unit in UNITS.items() for word, amount in lists[name] if amount is None}
    lengths = {word: unit * (amount or 1) for name, unit in UNITS.items() for word, amount in lists[name]}
    dark: dict[str, time] = dict.fromkeys(plain["morning"] | plain["night"], MORNING)
    halves = {
        **dict.fromkeys(plain["am"] | plain["morning"], Half.BEFORE_NOON),
        **dict.fromkeys(plain["pm"] | plain["evening"], Half.AFTER_NOON),
        **dict.fromkeys(plain["night"], Half.NIGHT),
    }
    return DurationWords(
        units=units,
        lengths=lengths,
        numbers={word: amount for word, amount in lists["numbers"] if amount},
        times={**dark, **dict.fromkeys(plain["evening"], EVENING)},
        halves=halves,
        tomorrow=plain["tomorrow"],
        until=plain["until"],
        clocks=plain["clock"],
        joins=plain["and"],
        fillers=plain["fillers"],
    )


def _amount(word: str, code: str) -> tuple[str, float | None]:
    """ "two=2": the folded word and how many it says by itself."""
    text, _, amount = word.partition("=")
    try:
        return fold(text), float(amount) if amount else None
    except ValueError:
        raise CatalogueError(code, f"{word!r} is no word and amount") from None


NAMES = (*UNITS, "morning", "night", "tomorrow", "evening", "am", "pm", "clock", "and", "until", "fillers", "numbers")


def words_of(catalogue: Catalogue) -> DurationWords:
    """Of all languages at once; one that has no list of its own lends nothing."""
    return _words(
        tuple(
            (code, name, language.words(f"utter_time_{name}"))
            for code, language in catalogue.languages.items()
            for name in NAMES
        )
    )
