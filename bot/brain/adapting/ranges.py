"""How great numbers become inside the model: what its arithmetic in 8 bits is scaled by."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from bot.brain.encoder.encoder import ENDS
from bot.brain.encoder.graph import INPUT, measuring
from bot.brain.encoder.model_file import Array, ModelFile
from bot.brain.encoder.prepared import Prepared
from bot.brain.encoder.words import words
from bot.brain.operations import session


def greatest(file: ModelFile, texts: Iterable[Prepared]) -> dict[str, Array]:
    """Return, by the first matrix's name, what is greatest in each column of rows that come to be multiplied."""
    names, model = measuring(file)
    running, table = session(model), words()
    found: dict[str, Array] = {}
    for text in texts:
        ids = table.pieces.marked([piece.number for piece in text.pieces(table.pieces, table.longest - ENDS)])
        for name, rows in zip(names, running.run(None, {INPUT: table.placed([ids])}), strict=True):
            most = np.abs(rows[0]).max(axis=0)
            found[name] = np.maximum(found.get(name, most), most)
    return found
