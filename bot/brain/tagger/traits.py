"""What each word of a text looks like, as numbers for the network: its letters, its kind, its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from zlib import crc32

import numpy as np

from bot.brain.encoder.encoder import Encoded, means, together
from bot.brain.encoder.model_file import Array
from bot.brain.encoder.words import words as vocabulary
from bot.brain.references import SPACED, Reference
from bot.brain.tokens import kind, spans
from bot.text.normalise import fold

BUCKETS = 1 << 14
"""Words and their beginnings and ends share so many rows of what is learned about letters."""
PARTS = 5
SHAPES = 256
SIGNS = 5
YEAR = re.compile("(?:19[5-9]|20[0-4])[0-9]|1[34][0-9]{2}")
"""Of our calendar, or of those of Iran (14..) and the Hijra."""
MOST_WORDS = 400
"""Of a text are looked at: as many as an ordinary one of 1,600 letters has. A text of more is one of signs."""
MOST_LETTERS = 40
"""Of one word are looked at; a word of more is none."""


@dataclass(frozen=True)
class Reading:
    """A text as the network sees it. words: (start, end) of each; a row a word in all others.

    meaning: what a word means by itself, the mean of its pieces in the model's table; marks: what it is in its
    sentence, by the model.
    """

    text: str
    words: list[tuple[int, int]]
    references: Sequence[Reference]
    meaning: Array
    marks: Array
    letters: Array
    shapes: Array
    signs: Array


def read(encoded: Encoded) -> Reading:
    """Describe the words of a text that the model of meaning has read. An empty text has no words."""
    text, references = encoded.text.plain, encoded.text.references
    words = words_of(text, references)
    referring = {place: each for each in references for place in range(each.start, each.end)}
    letters = np.zeros((len(words), PARTS), np.int32)
    shapes = np.zeros(len(words), np.int32)
    signs = np.zeros((len(words), SIGNS), np.float32)
    for row, (start, end) in enumerate(words):
        word = text[start : min(end, start + MOST_LETTERS)]
        shape = shape_of(word, referring.get(start))
        number = word[0].isdecimal() or start in referring
        letters[row] = parts(f"#{shape}" if number else folded(word))
        shapes[row] = bucket(shape, SHAPES)
        glued = start > 0 and words[row - 1][1] == start
        signs[row] = (word[0].isupper(), row == 0, row == len(words) - 1, glued, ":" in text[:start])
    parts_of = list(together(encoded.pieces, words))
    meaning = means(vocabulary().vectors([piece.number for piece in encoded.pieces]), parts_of)
    return Reading(text, words, references, meaning, means(encoded.marks, parts_of), letters, shapes, signs)


def words_of(text: str, references: Sequence[Reference]) -> list[tuple[int, int]]:
    """Return (start, end) of each word."""
    return whole(list(islice(spans(text), MOST_WORDS)), references)


def whole(words: list[tuple[int, int]], references: Sequence[Reference]) -> list[tuple[int, int]]:
    """Return the words, those of one number as one: ၄ဝ၇၂၁, "six oh one nine". With gaps it may be two: "17 4321"."""
    number = {place: each for each in references if each.form != SPACED for place in range(each.start, each.end)}
    found: list[tuple[int, int]] = []
    for start, end in words:
        own = number.get(start)
        if own is not None and end <= own.end and found and found[-1][0] == own.start:
            found[-1] = own.start, end
        else:
            found.append((start, end))
    return found


def shape_of(word: str, reference: Reference | None) -> str:
    """Return what sort of thing a word is: part of a reference, digits of some length, a sign itself, or a script."""
    if reference is not None:
        return f"{reference.entity} {reference.form} {look_of(reference.value)}"
    sort = kind(word[0])
    if sort == "digit":
        return f"digits {min(len(word), 4)}"
    return word[0] if sort == "symbol" else sort


def look_of(digits: str) -> str:
    """Return what a number could be by its digits alone: a year, a price, or anything of its length."""
    if YEAR.fullmatch(digits):
        return "year"
    return f"{min(len(digits), 5)}{' round' if digits.endswith('00') else ''}"


@lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """Return the word without case and such; the word itself where nothing is left (a sign)."""
    return fold(word) or unicodedata.normalize("NFKC", word[:1])


@lru_cache(maxsize=8192)
def parts(word: str) -> tuple[int, ...]:
    """Return the rows of a word, of it without its first letter, of its first two and three, and its last three."""
    marked = (f"w{word}", f"w{word[1:]}", f"b{word[:2]}", f"p{word[:3]}", f"s{word[-3:]}")
    return tuple(bucket(part, BUCKETS) for part in marked)


def bucket(word: str, buckets: int) -> int:
    """Return the same number below `buckets` for the same word, on every machine."""
    return crc32(word.encode("utf-8", "surrogatepass")) % buckets
