"""Cuts a text into numbers, known words and unknown ones, with or without spaces between them.

Known words are folded and may be several ("o clock"); the longest wins. Burmese is written without spaces: there a
word may begin and end between any two syllables. Elsewhere it is bounded by a space or a digit ("8h").
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.text.digits import western
from bot.text.normalise import fold

_FRACTION = re.compile("([0-9]*)([¼½¾])")
# The letter wa typed for the digit zero, which looks the same: after a digit, and no vowel sign on it.
_WA_FOR_ZERO = re.compile("(?<=[0-9])ဝ+(?![\u102b-\u103e])")
# 8, 1.5, 1,5 and 18:00; more digits than one of these can use are a word.
_NUMBER = re.compile("[0-9]+(?:[.,٫:][0-9]+)?")
_MOST_DIGITS = 9

_MYANMAR = re.compile("[\u1000-\u109f]")
# What belongs to the syllable before: a mark, a final consonant, the upper one of a stack and the lower.
_SYLLABLE_GOES_ON = re.compile("[\u102b-\u103e]|[\u1000-\u1021]\u1037?[\u1039\u103a]")


@dataclass(frozen=True)
class Token:
    """A word (folded), or a number in western digits as written: "8", "1.5", "18:00"."""

    word: str
    is_number: bool = False


def is_burmese(word: str) -> bool:
    """Whether the word begins in Myanmar script."""
    return bool(_MYANMAR.match(word))


def _ends_at(text: str, place: int) -> bool:
    """Whether a word of the folded text may end, and the next begin, before the letter at `place`."""
    if place == len(text) or " " in text[place - 1 : place + 1]:
        return True
    if not (_MYANMAR.match(text, place - 1) or _MYANMAR.match(text, place)):
        return False
    return text[place - 1] != "\u1039" and not _SYLLABLE_GOES_ON.match(text, place)


def _words(text: str, known: Collection[str], longest: int) -> Iterator[Token]:
    """The words of a folded text; an unknown one reaches to the next place where a word may begin."""
    start = 0
    while start < len(text):
        ends = [end for end in range(start + 1, min(start + longest, len(text)) + 1) if _ends_at(text, end)]
        end = next((end for end in reversed(ends) if text[start:end] in known), None)
        if end is None:
            end = next(end for end in range(start + 1, len(text) + 1) if _ends_at(text, end))
        yield Token(text[start:end])
        start = end + (text[end : end + 1] == " ")


def cut(text: str, known: Collection[str]) -> tuple[Token, ...]:
    """The tokens of any text, in its order. Never fails."""
    text = _WA_FOR_ZERO.sub(lambda match: "0" * len(match[0]), western(text))
    text = _FRACTION.sub(lambda match: f" {int(match[1][-9:] or 0) + unicodedata.numeric(match[2])} ", text)
    longest = max(map(len, known), default=0)
    tokens: list[Token] = []
    end = 0
    for number in _NUMBER.finditer(text):
        tokens += _words(fold(text[end : number.start()]), known, longest)
        tokens.append(Token(number[0], is_number=len(number[0]) <= _MOST_DIGITS))
        end = number.end()
    tokens += _words(fold(text[end:]), known, longest)
    return tuple(tokens)
