"""From texts to vectors: cut into pieces, then through the graph, on all cores."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice

import numpy as np
import onnxruntime

from bot.brain.encoder.graph import INPUT
from bot.brain.encoder.model_file import Array
from bot.brain.encoder.words import Words

BATCH = 64
ENDS = 2
"""Pieces that mark the beginning and the end of a text."""
ERRORS = 3
"""The level from which on onnxruntime speaks."""


class Encoder:
    """graph: a model as `graph_of` makes it; words: the table that it was made with."""

    def __init__(self, graph: bytes, words: Words) -> None:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = ERRORS
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._words = words

    def vector(self, text: str) -> Array:
        """Return the vector of one text: float32, length 1."""
        row: Array = self._vectors([self._ids(text)])[0]
        return row

    def vectors(self, texts: list[str]) -> Iterator[tuple[list[str], Array]]:
        """Yield the texts, those of as many pieces together, with a row for each."""
        cut = sorted(((self._ids(text), text) for text in texts), key=lambda each: len(each[0]))
        for _, alike in groupby(cut, key=lambda each: len(each[0])):
            while batch := list(islice(alike, BATCH)):
                yield [text for _, text in batch], self._vectors([ids for ids, _ in batch])

    def _ids(self, text: str) -> list[int]:
        return self._words.pieces.of(text, self._words.longest - ENDS)

    def _vectors(self, texts: list[list[int]]) -> Array:
        (found,) = self._session.run(None, {INPUT: self._words.placed(texts)})
        return np.asarray(found)
