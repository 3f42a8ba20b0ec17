"""The network as it is used: numpy only, a millisecond a text.

Each word's description goes through one layer; two recurrent passes (GRU, one from each end) carry along what stands
before and behind; a last layer gives each tag of each word its log-probability.
It is kept as plain arrays (numpy's .npz without pickled objects): reading a model runs no code from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import erf, expit, log_softmax

from bot.brain.encoder.model_file import Array
from bot.brain.tagger.traits import Reading

WEIGHTS = ("centre", "directions", "letters", "shapes", "intents", "first", "first_shift", "last", "last_shift")
PASSES = ("forward", "backward")
PASS_WEIGHTS = ("input", "state", "input_shift", "state_shift")
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
        likely = np.array([intents.get(label, 0.0) for label in self.labels], np.float32)
        words = len(reading.words)
        described = np.hstack(
            [
                (reading.meaning - weights["centre"]) @ weights["directions"],
                reading.marks,
                weights["letters"][reading.letters].reshape(words, -1),
                weights["shapes"][reading.shapes],
                reading.signs,
                np.tile(likely @ weights["intents"], (words, 1)),
            ]
        )
        rows = gelu(described @ weights["first"] + weights["first_shift"])
        passed = [self._pass("forward", rows), self._pass("backward", rows[::-1])[::-1]]
        return np.asarray(log_softmax(np.hstack(passed) @ weights["last"] + weights["last_shift"], axis=1))

    def _pass(self, name: str, rows: Array) -> Array:
        """Return the state after each row, in the order of the rows."""
        state_weights, shift = self.weights[f"{name}_state"], self.weights[f"{name}_state_shift"]
        inputs = rows @ self.weights[f"{name}_input"] + self.weights[f"{name}_input_shift"]
        width = state_weights.shape[0]
        state, states = np.zeros(width, np.float32), np.zeros((len(rows), width), np.float32)
        for place, row in enumerate(inputs):
            inner = state @ state_weights + shift
            gates = expit(row[: 2 * width] + inner[: 2 * width])
            keep, reset = gates[:width], gates[width:]
            state = keep * state + (1 - keep) * np.tanh(row[2 * width :] + reset * inner[2 * width :])
            states[place] = state
        return states

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
            return cls(tuple(str(label) for label in arrays["labels"]), weights)


def gelu(rows: Array) -> Array:
    """Return each number as it is when great and as nothing when small, smoothly (Gaussian error linear unit)."""
    return np.asarray(rows * 0.5 * (1.0 + erf(rows / np.sqrt(2.0))), np.float32)
