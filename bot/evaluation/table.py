"""The figures as rows of words, for the screen and for the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.evaluation.cases import IN_ZAWGYI
from bot.evaluation.comparing import POINT, Comparison
from bot.evaluation.measures import Bet, Found, Level, Share, level
from bot.evaluation.scores import Scores

LEVELS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True)
class Cell:
    """`met` None: there is no target, or nothing to measure. `more`: what a reader may want to know besides."""

    words: str
    more: str = ""
    met: bool | None = None


@dataclass(frozen=True)
class Row:
    """One measure; `target` as DESIGN section 7 has it."""

    label: str
    target: str
    cells: tuple[Cell, ...]


def rows(scores: Sequence[Scores]) -> tuple[Row, ...]:
    """One row a measure, one cell a language."""

    def row(label: str, cell: Callable[[Scores], Cell], target: str = "") -> Row:
        return Row(label, target, tuple(cell(one) for one in scores))

    kinds = dict.fromkeys(found.kind for one in scores for found in one.kinds)
    return (
        row("texts", lambda one: Cell(str(one.right.whole))),
        row("intent right", lambda one: reaching(one.right, 0.90), "≥ 90%"),
        row("  19 times in 20", lambda one: Cell(_interval(one.right))),
        *_in_zawgyi(scores),
        row("macro-F1", lambda one: Cell(f"{one.macro_f1:.3f}")),
        row("among first three", lambda one: reaching(one.three, 0.97), "≥ 97%"),
        row("language", lambda one: Cell(percent(one.language), _of(one.language))),
        row("group exact", lambda one: reaching(one.group, 0.98), "≥ 98%"),
        row("  of a member", lambda one: reaching(one.known_group, 0.98), "≥ 98%"),
        row("body overlap F1", _body, "≥ 0.95"),
        row("body where none is", lambda one: Cell(str(one.invented.part), _of(one.invented))),
        *(row for kind in kinds for row in _kind(kind, scores)),
        row("calibration error", lambda one: Cell(f"{one.calibration:.3f}")),
        row("news acted upon", lambda one: _none_of(one.news_acted), "0"),
        row("news taken for a wish", lambda one: _counted(one.news_taken)),
        row("wrong acts", lambda one: _counted(one.wrong_acts)),
        row("sent unasked", lambda one: _none_of(one.sent_unasked), "0"),
        row("  of these typed", lambda one: _counted(one.sent_typed)),
    )


def levels(bets: Sequence[Bet]) -> tuple[Level, ...]:
    """What each level of confidence would let pass."""
    return tuple(level(at, bets) for at in LEVELS)


def compared(comparison: Comparison) -> tuple[str, ...]:
    """A line of the comparison: name, before, now, difference, won, lost, p, verdict."""
    return (
        comparison.name,
        percent(comparison.before),
        percent(comparison.now),
        f"{100 * comparison.difference:+.1f}",
        str(len(comparison.won)),
        str(len(comparison.lost)),
        f"{comparison.p:.3f}",
        comparison.verdict,
    )


COMPARED = ("", "before", "now", "points", "won", "lost", "p", "")


def aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    """Columns as wide as their widest word, the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return ["  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]).rstrip() for line in lines]


def percent(share: Share) -> str:
    return f"{share.value:.1%}"


def _rounded_down(share: Share) -> str:
    """What misses its aim by one text must not look as if it did not: 481 of 496 are no 97.0%."""
    return f"{1000 * share.part // max(share.whole, 1) / 10:.1f}%"


def _of(share: Share) -> str:
    return f"{share.part} of {share.whole}"


def _interval(share: Share) -> str:
    low, high = share.interval
    return f"{100 * low:.0f}–{100 * high:.0f}%"


def _in_zawgyi(scores: Sequence[Scores]) -> tuple[Row, ...]:
    """What writing the same texts in Zawgyi changes, in points."""
    right = {one.name: one.right for one in scores}
    pairs = [(one.right, right[one.name.removesuffix(IN_ZAWGYI)]) for one in scores]
    if all(zawgyi is unicode for zawgyi, unicode in pairs):
        return ()
    cells = tuple(Cell("") if zawgyi is unicode else _change(unicode, zawgyi) for zawgyi, unicode in pairs)
    return (Row("points by Zawgyi", "≥ -1.0", cells),)


def _change(before: Share, now: Share) -> Cell:
    """In points, of the same texts; one lost is borne."""
    more = now.part - before.part
    return Cell(f"{100 * (now.value - before.value):+.1f}", met=more * POINT >= -now.whole)


def reaching(share: Share, target: float) -> Cell:
    """A share that is to be so great at least."""
    return Cell(_rounded_down(share), f"{_of(share)}; 19 times in 20: {_interval(share)}", share.value >= target)


def _none_of(share: Share) -> Cell:
    return Cell(f"{share.part} of {share.whole}", met=share.part == 0) if share.whole else Cell("–")


def _counted(share: Share) -> Cell:
    return Cell(f"{share.part} of {share.whole}") if share.whole else Cell("–")


def _body(one: Scores) -> Cell:
    return Cell(f"{one.body:.3f}", f"{one.bodies} texts have one", one.body >= 0.95) if one.bodies else Cell("–")


def _kind(kind: str, scores: Sequence[Scores]) -> tuple[Row, Row]:
    """F1, and below it what it is made of."""
    none = Found(kind, 0, 0, 0)
    found = [next((found for found in one.kinds if found.kind == kind), none) for one in scores]
    f1 = tuple(Cell(f"{one.f1:.3f}", f"{one.wanted} texts have one") if one.wanted else Cell("–") for one in found)
    parts = tuple(Cell(f"{one.precision:.2f}, {one.recall:.2f}" if one.wanted else "") for one in found)
    return Row(f"{kind} F1", "", f1), Row("  precision, recall", "", parts)
