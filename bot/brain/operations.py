"""Arithmetic as an ONNX graph, which onnxruntime does in one call: several times as fast as step by step in numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[Any]
OPERATIONS, FUSED = "", "com.microsoft"
"""Where operations are defined: by ONNX, and onnxruntime's own."""
VERSIONS = {OPERATIONS: 17, FUSED: 1}
FORMAT = 8
"""Version of the file's form that goes with these versions of operations."""
ERRORS = 3
"""The level from which on onnxruntime speaks."""


class Graph:
    """Collects operations; each method adds some and returns the name of what comes out."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}

    def constant(self, name: str, values: Array) -> str:
        """Return the name of an array that is a part of the model."""
        self._constants.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(values), name))
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
        names = [f"{len(self._nodes)}.{place}" for place in range(outputs)]
        self._nodes.append(helper.make_node(operation, inputs, names, domain=domain, **settings))
        return names

    def model(self, inputs: Mapping[str, Sequence[str | int]], outputs: Sequence[str]) -> bytes:
        """Return all of it as onnxruntime reads it. inputs: sizes (a name: any) of float arrays by name."""
        graph = helper.make_graph(
            self._nodes,
            "graph",
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, sizes) for name, sizes in inputs.items()],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
            list(self._constants.values()),
        )
        versions = [helper.make_opsetid(*version) for version in VERSIONS.items()]
        return bytes(helper.make_model(graph, opset_imports=versions, ir_version=FORMAT).SerializeToString())


def session(model: bytes, threads: int = 0) -> onnxruntime.InferenceSession:
    """Return what runs a model; threads: 0 for all cores."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = ERRORS
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
