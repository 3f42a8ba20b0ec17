"""Where things stand in the two pictures of the report, in pixels; templates/*.svg draw them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.measures import Bin, Pair, Share, confusion
from bot.evaluation.outcomes import NO_COMMAND

CELL = 25
LEFT, TOP, RIGHT, BOTTOM = 132, 116, 84, 8
SIDE = 200
"""Width and height of the square of a curve."""
STRIP = 34
"""Height of the strip below it that shows how many texts there are."""
SMALLEST_POINT, LARGEST_POINT = 2.5, 7.0


@dataclass(frozen=True)
class Label:
    """A row or a column of a matrix. `right`: of the texts of a row, how many are on the diagonal."""

    name: str
    at: float
    right: Share


@dataclass(frozen=True)
class Square:
    """How often one intent was taken for another. `share` of its row, 0 to 1."""

    x: int
    y: int
    count: int
    share: float
    meant: str
    guess: str
    whole: int

    @property
    def right(self) -> bool:
        return self.meant == self.guess


@dataclass(frozen=True)
class Matrix:
    """A confusion matrix: rows are what texts mean, columns what they were taken for."""

    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    squares: tuple[Square, ...]
    cell: int = CELL
    left: int = LEFT
    top: int = TOP

    @property
    def inner_width(self) -> int:
        return len(self.columns) * CELL

    @property
    def inner_height(self) -> int:
        return len(self.rows) * CELL

    @property
    def width(self) -> int:
        return LEFT + self.inner_width + RIGHT

    @property
    def height(self) -> int:
        return TOP + self.inner_height + BOTTOM


def matrix(pairs: Sequence[Pair]) -> Matrix:
    """One row an intent that occurs; its column stands at the same place, then come intents that do not occur."""
    counts = confusion([(meant, guess or NO_COMMAND) for meant, guess in pairs])
    whole = Counter(meant for meant, _ in pairs)
    rows = sorted(whole)
    columns = rows + sorted({guess or NO_COMMAND for _, guess in pairs} - set(rows))
    squares = tuple(
        Square(
            x=LEFT + column * CELL,
            y=TOP + row * CELL,
            count=counts[meant, guess],
            share=counts[meant, guess] / whole[meant],
            meant=meant,
            guess=guess,
            whole=whole[meant],
        )
        for row, meant in enumerate(rows)
        for column, guess in enumerate(columns)
        if counts[meant, guess]
    )
    return Matrix(_labels(rows, TOP, counts, whole), _labels(columns, LEFT, counts, whole), squares)


@dataclass(frozen=True)
class Point:
    """The texts of one bin: x is their mean confidence, y how many of them are right; a bar of that height below."""

    x: float
    y: float
    radius: float
    bar_x: float
    bar_height: float
    held: Bin


@dataclass(frozen=True)
class Curve:
    """How often the model is right when it is so and so sure: on the diagonal, when it knows how sure it may be."""

    name: str
    points: tuple[Point, ...]
    error: float
    side: int = SIDE
    strip: int = STRIP

    @property
    def line(self) -> str:
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


def curve(name: str, held: Sequence[Bin], error: float) -> Curve:
    """The bins that hold texts, as points; y grows downwards, as it does in a picture."""
    most = max((one.right.whole for one in held), default=0) or 1
    return Curve(name, tuple(_point(one, one.right.whole / most) for one in held if one.right.whole), error)


def _point(held: Bin, size: float) -> Point:
    return Point(
        x=SIDE * held.confidence,
        y=SIDE * (1 - held.right.value),
        radius=SMALLEST_POINT + (LARGEST_POINT - SMALLEST_POINT) * size**0.5,
        bar_x=SIDE * held.low,
        bar_height=max(1.0, STRIP * size),
        held=held,
    )


def _labels(names: Sequence[str], start: int, counts: Counter[Pair], whole: Counter[str]) -> tuple[Label, ...]:
    return tuple(
        Label(name, start + (place + 0.5) * CELL, Share(counts[name, name], whole[name]))
        for place, name in enumerate(names)
    )
