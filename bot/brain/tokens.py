"""Split a text of any script into tokens with exact offsets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise

GAP, DIGIT, SYMBOL, JOINED = "gap", "digit", "symbol", "joined"
# The two joiners stand inside Farsi words; every other invisible character is a gap.
JOINERS = frozenset("\u200c\u200d")

# A Burmese syllable starts at a consonant or independent vowel, unless that letter is stacked under the one before
# it (virama U+1039), is itself stacked upon, or closes the syllable (asat U+103A, a tone dot may come between).
SYLLABLE = re.compile(r"(?<!\u1039)[\u1000-\u102a\u103f\u104c-\u104f\u1050-\u1055](?!\u1037?[\u1039\u103a])")

# One or two digits beside Latin letters are letters: Arabic is typed so ("3ajel 7ari2a"), and texts are short ("gr8").
IN_WORDS = re.compile("(?<![0-9])[0-9]{1,2}(?=[a-zA-Z])|(?<=[a-zA-Z])[0-9]{1,2}(?![0-9])")


@lru_cache(maxsize=4096)
def kind(character: str) -> str:
    """The kind of a character: a gap, a digit, a symbol, joined to what is before it, or its script's name."""
    category = unicodedata.category(character)
    if character in JOINERS or category in ("Mn", "Mc", "Me"):
        return JOINED
    if category[0] in "ZC":
        return SYMBOL if category in ("Co", "Cs", "Cn") else GAP
    if category == "Nd":
        return DIGIT
    if category[0] in "PS":
        return SYMBOL
    return unicodedata.name(character, SYMBOL).split()[0]


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each token: a word of one script, a run of digits, a Burmese syllable or one symbol.

    Nothing but white space and invisible characters is left out, so any annotation that starts and ends at
    something visible starts and ends at a token.
    """
    previous = GAP
    kinds = []
    for character in text:
        current = kind(character)
        previous = previous if current == JOINED and previous not in (GAP, SYMBOL) else current
        kinds.append(previous)
    for match in IN_WORDS.finditer(text):
        kinds[match.start() : match.end()] = ["LATIN"] * (match.end() - match.start())
    for name, positions in groupby(range(len(text)), key=kinds.__getitem__):
        run = list(positions)
        start, end = run[0], run[-1] + 1
        if name == SYMBOL:
            yield from ((position, position + 1) for position in run)
        elif name == "MYANMAR":
            yield from syllables(text, start, end)
        elif name != GAP:
            yield start, end


def syllables(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each syllable of the Burmese run text[start:end]."""
    inner = [match.start() for match in SYLLABLE.finditer(text, start, end) if match.start() > start]
    bounds = [start, *inner, end]
    yield from pairwise(bounds)
