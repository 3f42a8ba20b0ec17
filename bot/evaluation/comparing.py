"""Two models on the same texts: which one is better, language by language, and whether that can be chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.measures import Share
from bot.evaluation.outcomes import Outcome
from bot.evaluation.scores import Result

CHANCE = 0.05
POINT = 100
"""Texts of which one is a point."""


@dataclass(frozen=True)
class Comparison:
    """Of one language: right before and now; texts that only the one or the other gets right; p of that by chance."""

    name: str
    before: Share
    now: Share
    won: tuple[Outcome, ...]
    lost: tuple[Outcome, ...]

    @property
    def p(self) -> float:
        return mcnemar(len(self.won), len(self.lost))

    @property
    def difference(self) -> float:
        return self.now.value - self.before.value

    @property
    def regressed(self) -> bool:
        """Worse, and either by more than one point or hardly by chance."""
        fewer = self.before.part - self.now.part
        return fewer > 0 and (fewer * POINT > self.now.whole or self.p < CHANCE)

    @property
    def verdict(self) -> str:
        if self.regressed:
            return "regressed"
        return "better" if len(self.won) > len(self.lost) and self.p < CHANCE else "as good"


def mcnemar(won: int, lost: int) -> float:
    """How likely so uneven a split is when each text is won or lost by the toss of a coin (McNemar's exact test)."""
    flips, fewer = won + lost, min(won, lost)
    return min(1.0, 2 * sum(math.comb(flips, heads) for heads in range(fewer + 1)) / (1 << flips))


def compare(before: Sequence[Result], now: Sequence[Result]) -> tuple[Comparison, ...]:
    """Language by language; both must be of the same texts, in the same order (ValueError)."""
    return tuple(_language(old, new) for old, new in zip(before, now, strict=True))


def _language(before: Result, now: Result) -> Comparison:
    if before.held != now.held:
        raise ValueError("these are not the same texts")
    pairs = list(zip(before.texts, now.texts, strict=True))
    return Comparison(
        now.held.name,
        Share(sum(old.right for old, _ in pairs), len(pairs)),
        Share(sum(new.right for _, new in pairs), len(pairs)),
        tuple(new for old, new in pairs if new.right and not old.right),
        tuple(new for old, new in pairs if old.right and not new.right),
    )
