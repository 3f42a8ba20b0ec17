"""The network as it is used, a third of a millisecond a text.

Each word's description goes through one layer; two recurrent passes (GRU, one from each end) carry along what stands
before and behind; a last layer gives each tag of each word its log-probability.
It is kept as plain arrays (numpy's .npz without pickled objects): reading a model runs no code from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime

from bot.brain.encoder.model_file import Array
from bot.brain.operations import FUSED, Graph, session
from bot.brain.tagger.habits import unusual
from bot.brain.tagger.traits import Reading

WEIGHTS = (
    *("centre", "directions", "letters", "shapes", "intents", "habits"),
    *("first", "first_shift", "last", "last_shift"),
)
PASSES = ("forward", "backward")
PASS_WEIGHTS = ("input", "state", "input_shift", "state_shift")
WORDS, INTENTS = "words", "intents"
NAMES = (*WEIGHTS, *(f"{each}_{name}" for each in PASSES for name in PASS_WEIGHTS))


@dataclass(frozen=True)
class Network:
    """What was learned. labels: the intents, in the order of their rows; weights: by name, see NAMES."""

    labels: tuple[str, ...]
    weights: Mapping[str, Array]

    def scores(self, reading: Reading, intents: Mapping[str, float]) -> Array:
        """Return the log-probability of each tag (columns) for each word (rows).

        intents: what the text is likely to be; names that were not learned count for nothing.
        """
        weights = self.weights
        likely = np.array([[intents.get(label, 0.0) for label in self.labels]], np.float32)
        words = [
            (reading.meaning - weights["centre"]) @ weights["directions"],
            reading.marks,
            weights["letters"][reading.letters].reshape(len(reading.words), -1),
            weights["shapes"][reading.shapes],
            reading.signs,
        ]
        (scores,) = self.arithmetic.run(None, {WORDS: np.hstack(words), INTENTS: likely})
        return np.asarray(scores)

    def unusual(self, intents: Mapping[str, float]) -> frozenset[str]:
        """Return what texts of these intents do not have: see `habits`."""
        return unusual(self.weights["habits"], self.labels, intents)

    @cached_property
    def arithmetic(self) -> onnxruntime.InferenceSession:
        """What computes the scores, on one core: for so few numbers a second one is no help."""
        return session(graph_of(self.weights), threads=1)

    def write(self, path: Path) -> None:
        """Keep the network in a file, in half precision."""
        np.savez_compressed(
            path, labels=np.array(self.labels), **{name: self.weights[name].astype(np.float16) for name in NAMES}
        )

    @classmethod
    def load(cls, path: Path) -> Network:
        """Read what `write` wrote; no code runs from it. Raises ValueError, KeyError or OSError for another file."""
        with np.load(path, allow_pickle=False) as arrays:
            weights = {name: arrays[name].astype(np.float32) for name in NAMES}
            network = cls(tuple(str(label) for label in arrays["labels"]), weights)
        network.arithmetic  # noqa: B018  # put together now: no text waits
        return network


def graph_of(weights: Mapping[str, Array]) -> bytes:
    """Return the network: from descriptions of words and chances of intents to log-probabilities of tags."""
    graph = Graph()
    told = len(weights["first"]) - weights["intents"].shape[1]
    by_intent = graph.constant("by intent", weights["intents"] @ weights["first"][told:])
    rows = graph.add("MatMul", WORDS, graph.constant("first", weights["first"][:told]))
    rows = graph.add("Add", rows, graph.add("MatMul", INTENTS, by_intent))
    rows = graph.add("Add", rows, graph.constant("first_shift", weights["first_shift"]))
    rows = graph.add("Gelu", rows, domain=FUSED)
    width = rows_of("state", weights).shape[2]
    states, _ = graph.add_many(
        "GRU",
        graph.add("Unsqueeze", rows, graph.constant("texts", np.array([1]))),
        *(graph.constant(part, rows_of(part, weights)) for part in ("input", "state")),
        graph.constant("shifts", np.hstack([rows_of(part, weights) for part in ("input_shift", "state_shift")])),
        outputs=2,
        hidden_size=width,
        direction="bidirectional",
        linear_before_reset=1,
    )
    rows = graph.add("Reshape", states, graph.constant("beside", np.array([-1, len(PASSES) * width])))
    rows = graph.add("MatMul", rows, graph.constant("last", weights["last"]))
    rows = graph.add("Add", rows, graph.constant("last_shift", weights["last_shift"]))
    inputs: dict[str, list[str | int]] = {WORDS: ["words", told], INTENTS: [1, len(weights["intents"])]}
    return graph.model(inputs, [graph.add("LogSoftmax", rows, axis=-1)])


def rows_of(part: str, weights: Mapping[str, Array]) -> Array:
    """Return the weights of both passes, a row for each number that comes out, as ONNX has them."""
    return np.stack([weights[f"{each}_{part}"].T for each in PASSES])
