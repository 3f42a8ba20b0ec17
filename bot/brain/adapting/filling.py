"""Texts of unlike length as one array."""

from __future__ import annotations

import numpy as np

from bot.brain.encoder.model_file import Array

FILLING = 1
"""The number of the piece that stands for nothing."""
STEP = 4
"""Lengths are multiples of this, so that there are few different ones."""


def even(length: int) -> int:
    """Return the next length that arrays may have."""
    return -(-length // STEP) * STEP


def filled(texts: list[list[int]]) -> tuple[Array, Array]:
    """Return the numbers of pieces, [texts, pieces], filled up to the same length; and 1 for a piece, 0 for filling."""
    longest = even(max(map(len, texts)))
    pieces, present = np.full((len(texts), longest), FILLING, np.int32), np.zeros((len(texts), longest), np.float32)
    for row, numbers in enumerate(texts):
        pieces[row, : len(numbers)], present[row, : len(numbers)] = numbers, 1
    return pieces, present
