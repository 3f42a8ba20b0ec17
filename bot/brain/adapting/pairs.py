"""Sentences of languages that nobody trained beside English ones that mean the same: no intent, no mark.

`data/pairs/<language>.tsv`, a pair a line: the sentence, a tab, the English one. The model learns to say the same of
both (Reimers and Gurevych 2020), and so to find in Somali what it was taught in English.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.brain.adapting.filling import filled
from bot.brain.encoder.model_file import Array
from bot.brain.encoder.pieces import Pieces
from bot.brain.encoder.prepared import plain, prepare

PAIRS = Path(__file__).parents[3] / "data" / "pairs"
MOST_PIECES = 64
BATCH = 64
Pair = tuple[str, str]


@dataclass(frozen=True)
class Batch:
    """Some pairs: the sentences, then their English ones in the same order.

    pieces: [2 pairs, pieces], their numbers; present: 1 for a piece, 0 for filling.
    """

    pieces: Array
    present: Array


class UnevenPair(ValueError):
    """A line of a file of pairs is not two sentences with one tab between. line: its number, from 1."""

    def __init__(self, path: Path, line: int) -> None:
        super().__init__(f"{path.name}, line {line}")
        self.path, self.line = path, line


def read(folder: Path = PAIRS) -> list[Pair]:
    """Return all pairs of a folder. Raises UnevenPair."""
    return [pair for path in sorted(folder.glob("*.tsv")) for pair in read_file(path)]


def read_file(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        sentence, *english = line.split("\t")
        if len(english) != 1 or not (sentence.strip() and english[0].strip()):
            raise UnevenPair(path, number)
        yield sentence.strip(), english[0].strip()


def batches(pairs: list[Pair], pieces: Pieces, chance: random.Random) -> Iterator[Batch]:
    """Yield batches without end, all pairs once before any comes again; nothing when there are none."""
    while pairs:
        mixed = chance.sample(pairs, len(pairs))
        for start in range(0, len(mixed), BATCH):
            part = mixed[start : start + BATCH]
            yield Batch(*filled([cut(text, pieces) for side in zip(*part, strict=True) for text in side]))


def cut(text: str, pieces: Pieces) -> list[int]:
    """Return the numbers of a sentence's pieces."""
    return pieces.marked([piece.number for piece in prepare(plain(text)).pieces(pieces, MOST_PIECES)])
