"""What each word of a text means by itself: the mean of its pieces in the table of words of the model of meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.brain.encoder.model_file import Array
from bot.brain.encoder.words import Words


def meanings(text: str, spans: Sequence[tuple[int, int]], words: Words) -> Array:
    """Return a row (float32) for each word, text[start:end]: the mean of the pieces that share a letter with it."""
    found = words.pieces.cut(text)
    vectors = words.vectors([piece.number for piece in found])
    rows = np.zeros((len(spans), words.width), np.float32)
    first = 0
    for row, (start, end) in enumerate(spans):
        while first < len(found) and found[first].end <= start:
            first += 1
        last = first
        while last < len(found) and found[last].start < end:
            last += 1
        if last > first:
            rows[row] = vectors[first:last].mean(axis=0)
    return rows
