"""From texts to vectors: cut into pieces, then through the graph, on all cores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby, islice

import numpy as np

from bot.brain.encoder.graph import INPUT
from bot.brain.encoder.model_file import Array
from bot.brain.encoder.pieces import Piece
from bot.brain.encoder.prepared import Prepared
from bot.brain.encoder.words import Words
from bot.brain.operations import session

BATCH = 64
ENDS = 2
"""Pieces that mark the beginning and the end of a text."""


@dataclass(frozen=True)
class Encoded:
    """A text as the model has read it. vector: what all of it means, length 1; marks: a row for each piece.

    A mark says what a piece is in its sentence: part of a name, of the words to pass on, or nothing such.
    """

    text: Prepared
    pieces: list[Piece]
    vector: Array
    marks: Array

    def fingerprint(self) -> str:
        """Return a name for it, by which Rasa tells training texts apart: what it says of itself would be long."""
        return blake2b(self.vector.tobytes(), digest_size=16).hexdigest()


class Encoder:
    """graph: a model as `graph_of` makes it; words: the table that it was made with."""

    def __init__(self, graph: bytes, words: Words) -> None:
        self._session = session(graph)
        self._words = words

    def pieces(self, text: Prepared) -> list[Piece]:
        """Cut a text, which may be too long to be read to its end."""
        return text.pieces(self._words.pieces, self._words.longest - ENDS)

    def encode(self, text: Prepared) -> Encoded:
        """Read one text."""
        return self._encoded([(text, self.pieces(text))])[0]

    def encode_many(self, texts: Sequence[Prepared]) -> Iterator[Encoded]:
        """Yield each text as it is read, those of as many pieces together."""
        cut = sorted(((text, self.pieces(text)) for text in texts), key=lambda each: len(each[1]))
        for _, alike in groupby(cut, key=lambda each: len(each[1])):
            while batch := list(islice(alike, BATCH)):
                yield from self._encoded(batch)

    def _encoded(self, texts: list[tuple[Prepared, list[Piece]]]) -> list[Encoded]:
        """Read texts of as many pieces."""
        ids = [self._words.pieces.marked([piece.number for piece in pieces]) for _, pieces in texts]
        vectors, marks = self._session.run(None, {INPUT: self._words.placed(ids)})
        return [Encoded(*cut, *read) for cut, *read in zip(texts, vectors, marks[:, 1:-1], strict=True)]


def together(pieces: Sequence[Piece], words: Sequence[tuple[int, int]]) -> Iterator[range]:
    """Yield for each word, (start, end), the row of pieces that share a letter with it; both stand in order."""
    first = 0
    for start, end in words:
        while first < len(pieces) and pieces[first].end <= start:
            first += 1
        last = first
        while last < len(pieces) and pieces[last].start < end:
            last += 1
        yield range(first, last)


def means(rows: Array, parts: Sequence[range]) -> Array:
    """Return the mean (float32) of each part of the rows; nothing for a part without any."""
    sums = np.zeros((len(rows) + 1, rows.shape[1]))
    np.cumsum(rows, axis=0, out=sums[1:])
    bounds = np.array([(part.start, part.stop) for part in parts], np.intp).reshape(-1, 2)
    sizes = np.maximum(bounds[:, 1] - bounds[:, 0], 1)
    return np.asarray((sums[bounds[:, 1]] - sums[bounds[:, 0]]) / sizes[:, None], np.float32)
