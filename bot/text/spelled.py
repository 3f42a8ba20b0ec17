"""Numbers that people write in words: "six oh one nine", "هفت هزار و بیست", "تسعة صفر اتنين", "သုံးရှစ်ခုနစ်ငါး".

In: any text. Out: where numbers of 3 to 8 digits stand in it, and their digits; offsets are those of the text as it
came. Numbers said one after the other are one number ("forty three twenty one" is 4321), as people dictate. Pure,
never fails, linear in the length of the text. The words are in `spelled_words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from bot.text.normalise import fold
from bot.text.spelled_words import BURMESE, JOINS, REPEATS, VALUES, Value

FEWEST_DIGITS, MOST_DIGITS = 3, 8
MOST_LETTERS = 16
"""A longer word is no number."""
_folded = lru_cache(maxsize=8192)(fold)
"""Of short words: most of a text are usual ones."""

_MYANMAR = "[\u1000-\u103f\u1050-\u109f]+"
# Letters, with the marks above and below them.
_WORD = re.compile(f"{_MYANMAR}|[^\\W_]+(?:[\u0300-\u036f\u064b-\u0652\u0670]+[^\\W_]*)*")
# Burmese has no spaces: its number words are looked for anywhere, but in whole syllables (no vowel or tone mark
# behind, and no letter that closes the syllable).
_BURMESE_WORDS = sorted((word for word, values in VALUES.items() if BURMESE in values), key=len, reverse=True)
_BURMESE = re.compile(
    f"(?<!\u1039)(?:{'|'.join(_BURMESE_WORDS)})(?![\u102b-\u103e])(?![\u1000-\u1021]\u1037?[\u1039\u103a])"
)
_INVISIBLE = "\\s\u200b-\u200f"
_BETWEEN = re.compile(f"[{_INVISIBLE}]{{0,3}}[-\u2010-\u2015,،၊]?[{_INVISIBLE}]{{0,3}}")


@dataclass(frozen=True)
class Spelled:
    """`text[start:end]` says these digits. dictated: digit by digit or in pairs, not as "four thousand and ten"."""

    start: int
    end: int
    digits: str
    dictated: bool


@dataclass(frozen=True)
class _Word:
    """A word of the text that belongs to numbers: a value, an "and", or "double"."""

    start: int
    end: int
    languages: frozenset[str]
    values: dict[str, Value] = field(default_factory=dict)
    repeat: int = 1


@dataclass
class _Number:
    """A number as it grows: four, four thousand, four thousand and ten. thousands: what is past multiplying."""

    language: str
    thousands: int = 0
    rest: int = 0
    last: int = 0

    @property
    def value(self) -> int:
        return self.thousands + self.rest

    def begin(self, value: Value) -> None:
        """Take the first word."""
        self.last = value.number
        if value.number >= 1000 and value.multiplies:
            self.thousands = value.number
        else:
            self.rest = value.number

    def takes(self, value: Value, joined: bool) -> bool:
        """Whether the next word belongs to this number; then it is a part of it. joined: an "and" came before it."""
        if value.multiplies:
            fits = 0 < self.last < value.number and not 0 < self.thousands <= value.number
        else:
            fits = self._has_room(value.number) or self._arabic(value.number, joined)
        if fits and value.multiplies:
            self._multiply(value.number)
        elif fits:
            self.rest += value.number
        self.last = value.number if fits else self.last
        return fits

    def _multiply(self, by: int) -> None:
        if by >= 1000:
            self.thousands, self.rest = self.thousands + self.rest * by, 0
        elif self.language == BURMESE:  # three hundred two ten: 320
            self.rest += self.last * (by - 1)
        else:  # twenty three hundred: 2300
            self.rest *= by

    def _has_room(self, number: int) -> bool:
        """Whether it fits into the zeros at the end: 1 behind 20, 21 behind 300, 20 behind 4000."""
        base = self.rest or self.thousands
        zeros = len(str(base)) - len(str(base).rstrip("0"))
        return 0 < number < 10**zeros and base > 10

    def _arabic(self, number: int, joined: bool) -> bool:
        """Arabic says "one and twenty", and "three ten" for thirteen."""
        tens = (joined and 20 <= number < 100) or (not joined and number == 10)
        return self.language == "ar" and 0 < self.last < 10 and tens


def find(text: str) -> tuple[Spelled, ...]:
    """The numbers in words of a text, in its order."""
    return tuple(found for run in _runs(text) if (found := _read(run)) is not None)


def _runs(text: str) -> Iterator[list[_Word]]:
    """Words of numbers that stand one after the other and have a language in common."""
    run: list[_Word] = []
    languages: frozenset[str] = frozenset()
    for word in _words(text):
        if run and languages & word.languages and _BETWEEN.fullmatch(text, run[-1].end, word.start):
            run.append(word)
            languages &= word.languages
        else:
            yield run
            run, languages = [word], word.languages
    yield run


def _words(text: str) -> Iterator[_Word]:
    """The words of a text that belong to numbers, in order."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        if "\u1000" <= text[start] <= "\u109f":
            for part in _BURMESE.finditer(text, start, end):
                yield _valued(part.start(), part.end(), part[0])
        elif end - start <= MOST_LETTERS:
            yield from _known(match[0], start, end)


def _known(word: str, start: int, end: int) -> Iterator[_Word]:
    """A word as one of a number's; Arabic writes "and" in one with what follows."""
    key = _folded(word)
    if key in VALUES:
        yield _valued(start, end, key)
    elif key in JOINS:
        yield _Word(start, end, frozenset(JOINS[key]))
    elif key in REPEATS:
        repeat, language = REPEATS[key]
        yield _Word(start, end, frozenset({language}), repeat=repeat)
    elif word[0] == "و" and key[1:] in VALUES:
        yield _Word(start, start + 1, frozenset(JOINS["و"]))
        yield _valued(start + 1, end, key[1:])


def _valued(start: int, end: int, key: str) -> _Word:
    return _Word(start, end, frozenset(VALUES[key]), VALUES[key])


def _read(run: list[_Word]) -> Spelled | None:
    """The number that a run of words says; None when it has too few digits or too many, or is several."""
    while run and not run[-1].values:
        run = run[:-1]
    while run and (_multiplies_in_burmese(run[0]) or (not run[0].values and run[0].repeat == 1)):
        run = run[1:]
    if len(run) < 2:
        return None  # one word alone is an amount, and in Arabic "a hundred" is water
    numbers = _numbers(run, min(frozenset.intersection(*(word.languages for word in run))))
    digits = "".join(str(number.value) for number in numbers)
    if not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
        return None
    return Spelled(run[0].start, run[-1].end, digits, all(number.value < 100 for number in numbers))


def _multiplies_in_burmese(word: _Word) -> bool:
    """Burmese says "one hundred", and its "hundred" is a syllable of many words."""
    return BURMESE in word.values and word.values[BURMESE].multiplies


def _numbers(run: list[_Word], language: str) -> list[_Number]:
    """The numbers said in a run, in order; none where "and" stands between two: "five and six" are two numbers."""
    numbers: list[_Number] = []
    joined, repeat = False, 1
    for word in run:
        if not word.values:
            joined, repeat = word.repeat == 1, word.repeat
            continue
        value = word.values[language]
        if repeat > 1 or not (numbers and numbers[-1].takes(value, joined)):
            if joined and numbers:
                return []
            for _ in range(repeat):
                numbers.append(_Number(language))
                numbers[-1].begin(value)
        joined, repeat = False, 1
    return numbers
