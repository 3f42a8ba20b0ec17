"""Figures from what was right and wrong; pure functions. Shares are between 0 and 1."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10
NORMAL_95 = 1.959964
"""How many standard deviations to either side hold 95% of a normal distribution."""

Pair = tuple[str, str | None]
"""What a text means, and what it was taken for; None: for no command."""
Bet = tuple[float, bool]
"""How sure the model was, and whether it was right."""


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """0 of none is 0."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies, 19 times in 20: Wilson's score interval (1927). Of none: anywhere."""
        if not self.whole:
            return 0.0, 1.0
        square = NORMAL_95**2 / self.whole
        middle = (self.value + square / 2) / (1 + square)
        half = math.sqrt(self.value * (1 - self.value) * square + square**2 / 4) / (1 + square)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Found:
    """How well one kind of thing is found: so many right, of those found and of those there are."""

    kind: str
    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        return Share(self.right, self.found).value

    @property
    def recall(self) -> float:
        return Share(self.right, self.wanted).value

    @property
    def f1(self) -> float:
        return Share(2 * self.right, self.found + self.wanted).value


@dataclass(frozen=True)
class Bin:
    """The texts whose confidence lies from `low` to `high`; `confidence` is their mean one, 0 when there are none."""

    low: float
    high: float
    confidence: float
    right: Share


@dataclass(frozen=True)
class Level:
    """If only confidences from `level` on counted: how many texts pass, and how many of these are wrong."""

    level: float
    passing: Share
    wrong: Share


def intents(pairs: Sequence[Pair]) -> tuple[Found, ...]:
    """How well each intent is found that occurs, by name."""
    meant, guessed = Counter(meant for meant, _ in pairs), Counter(guess for _, guess in pairs)
    right = Counter(meant for meant, guess in pairs if meant == guess)
    return tuple(Found(name, right[name], guessed[name], meant[name]) for name in sorted(meant))


def macro_f1(pairs: Sequence[Pair]) -> float:
    """The mean F1 of the intents that occur: the rare one counts as much as the frequent one."""
    return mean([found.f1 for found in intents(pairs)])


def confusion(pairs: Sequence[Pair]) -> Counter[Pair]:
    """How often each intent was taken for each."""
    return Counter(pairs)


def bins(bets: Sequence[Bet]) -> tuple[Bin, ...]:
    """Ten of the same width, lowest first; a confidence on the edge is in the upper one, 1 in the last."""
    held: list[list[Bet]] = [[] for _ in range(BINS)]
    for bet in bets:
        held[min(int(bet[0] * BINS), BINS - 1)].append(bet)
    return tuple(
        Bin(
            place / BINS,
            (place + 1) / BINS,
            mean([confidence for confidence, _ in inside]),
            Share(sum(right for _, right in inside), len(inside)),
        )
        for place, inside in enumerate(held)
    )


def calibration_error(held: Sequence[Bin]) -> float:
    """How far confidence and truth are apart, over all texts of the bins: the expected calibration error."""
    texts = sum(one.right.whole for one in held)
    apart = sum(one.right.whole * abs(one.right.value - one.confidence) for one in held)
    return apart / texts if texts else 0.0


def level(at: float, bets: Sequence[Bet]) -> Level:
    """What a level of confidence lets pass."""
    passing = [right for confidence, right in bets if confidence >= at]
    return Level(at, Share(len(passing), len(bets)), Share(passing.count(False), len(passing)))


def mean(values: Sequence[float]) -> float:
    """0 of none."""
    return sum(values) / len(values) if values else 0.0
