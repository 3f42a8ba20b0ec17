"""The network as it is used: numpy only, a millisecond a text.

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
from scipy.special import erf, expit, log_softmax

from bot.brain.encoder.model_file import Array
from bot.brain.tagger.habits import unusual
from bot.brain.tagger.traits import Reading

WEIGHTS = (
    *("centre", "directions", "letters", "shapes", "intents", "habits"),
    *("first", "first_shift", "last", "last_shift"),
)
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
        return np.asarray(log_softmax(self._passed(rows) @ weights["last"] + weights["last_shift"], axis=1))

    def unusual(self, intents: Mapping[str, float]) -> frozenset[str]:
        """Return what texts of these intents do not have: see `habits`."""
        return unusual(self.weights["habits"], self.labels, intents)

    def _passed(self, rows: Array) -> Array:
        """Return beside each other the states after each row of both passes, which go step by step together."""
        both = np.stack([rows, rows[::-1]])
        inputs = both @ self._pairs["input"] + self._pairs["input_shift"][:, None]
        state_weights, shift = self._pairs["state"], self._pairs["state_shift"][:, None]
        width = state_weights.shape[1]
        state, states = np.zeros((2, 1, width), np.float32), np.zeros((2, len(rows), width), np.float32)
        for place in range(len(rows)):
            row, inner = inputs[:, place : place + 1], state @ state_weights + shift
            gates = expit(row[..., : 2 * width] + inner[..., : 2 * width])
            keep, reset = gates[..., :width], gates[..., width:]
            new = np.tanh(row[..., 2 * width :] + reset * inner[..., 2 * width :])
            state = new + keep * (state - new)
            states[:, place] = state[:, 0]
        return np.hstack([states[0], states[1, ::-1]])

    @cached_property
    def _pairs(self) -> dict[str, Array]:
        """The weights of the forward pass and of the backward one, in one array each."""
        return {name: np.stack([self.weights[f"{each}_{name}"] for each in PASSES]) for name in PASS_WEIGHTS}

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
