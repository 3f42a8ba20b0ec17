"""Teach the network from annotated texts. Needs TensorFlow, which Rasa brings; takes a minute and a half."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import tensorflow as tf

from bot.brain.encoder.changes import MARK_WIDTH
from bot.brain.encoder.encoder import Encoded
from bot.brain.encoder.model_file import Array
from bot.brain.tagger.habits import habits
from bot.brain.tagger.lesson import Lesson
from bot.brain.tagger.network import Network
from bot.brain.tagger.tags import TAGS, tags_of
from bot.brain.tagger.traits import BUCKETS, PARTS, SHAPES, SIGNS, Reading, read

DIRECTIONS = 128
"""Of what a word means, that many directions in which words differ most are looked at."""
LETTER_WIDTH, SHAPE_WIDTH, INTENT_WIDTH = 32, 24, 24
WIDTH = 144
LOOKED_AT = 2000
"""Texts of which these directions are learned."""
MOST_WORDS = 120
"""A longer text would fill up all that are learned from together with it."""
BATCH = 64
POOL = 20 * BATCH
"""Texts of like length are put together out of this many: less filling, still in a random order."""
RATE, WARMING, LEAST = 3e-3, 60, 0.02
FEWEST = 300
"""Steps that are made at least: who has few texts looks at them more often."""
MEMORY = 0.1
"""What is kept are means of the weights over about this share of the steps, the last ones: they hang less on chance."""
DROPOUT = 0.25
QUIET_SHARE = 0.6
"""Of the texts without entities, this share is looked at in each round: each teaches less than one with a name."""
UNSURE, WRONG = 0.35, 0.2
"""How often the intent is told as a guess between two, and how often only the wrong one is told."""


@dataclass(frozen=True)
class Row:
    """One text as arrays, a row a word."""

    meaning: Array
    marks: Array
    letters: Array
    shapes: Array
    signs: Array
    tags: Array
    intent: int


def learn(lessons: Sequence[Lesson], encoded: Sequence[Encoded], rounds: int, seed: int = 0) -> Network:
    """Return the network that these texts teach; the same texts always give the same one, but for rounding.

    encoded: each text as the model of meaning reads it.
    """
    random.seed(seed)
    tf.random.set_seed(seed)
    chance = random.Random(seed)  # noqa: S311  # the same every time, on purpose
    labels = tuple(sorted({lesson.intent for lesson in lessons}))
    readings = [read(each) for each in encoded]
    sample = chance.sample(readings, min(len(readings), LOOKED_AT))
    centre, directions = main_directions(np.vstack([reading.meaning for reading in sample]), DIRECTIONS)
    described = [
        row_of(lesson, reading, labels, centre, directions)
        for lesson, reading in zip(lessons, readings, strict=True)
        if 0 < len(reading.words) <= MOST_WORDS
    ]
    model = build(len(labels))
    plan = [batch for _ in range(rounds) for batch in batches(described, chance)]
    while 0 < len(plan) < FEWEST:
        plan += batches(described, chance)
    momentum = max(0.0, 1 - 1 / (MEMORY * len(plan)))
    optimizer = tf.keras.optimizers.Adam(RATE, use_ema=True, ema_momentum=momentum)
    step = stepper(model, optimizer)
    for number, batch in enumerate(plan):
        pace = min(1.0, (number + 1) / WARMING) * (1 - number / len(plan))
        optimizer.learning_rate = RATE * max(LEAST, pace)
        step(*map(tf.constant, filled(batch, len(labels), chance)))
    optimizer.finalize_variable_values(model.trainable_variables)
    usual = {"habits": habits(lessons, readings, labels)}
    return Network(labels, {"centre": centre, "directions": directions, **usual, **weights_of(model)})


def main_directions(rows: Array, number: int) -> tuple[Array, Array]:
    """Return the mean of rows, and that many directions in which they differ most, as columns."""
    centre = rows.mean(axis=0)
    spread, directions = np.linalg.eigh(np.cov((rows - centre).T))
    chosen = directions[:, ::-1][:, :number] / np.sqrt(spread[::-1][:number].mean())
    return centre.astype(np.float32), chosen.astype(np.float32)


def row_of(lesson: Lesson, reading: Reading, labels: tuple[str, ...], centre: Array, directions: Array) -> Row:
    """Return the arrays of a text."""
    return Row(
        ((reading.meaning - centre) @ directions).astype(np.float16),
        reading.marks.astype(np.float16),
        reading.letters,
        reading.shapes,
        reading.signs,
        np.array(tags_of(reading.words, lesson.spans), np.int32),
        labels.index(lesson.intent),
    )


def batches(described: list[Row], chance: random.Random) -> Iterator[list[Row]]:
    """Yield each text that has entities, and some of the others, those of like length together."""
    chosen = [row for row in described if row.tags.any() or chance.random() < QUIET_SHARE]
    chance.shuffle(chosen)
    parts = []
    for start in range(0, len(chosen), POOL):
        pool = sorted(chosen[start : start + POOL], key=lambda row: len(row.tags))
        parts += [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
    chance.shuffle(parts)
    yield from parts


def filled(rows: list[Row], intents: int, chance: random.Random) -> tuple[Array, ...]:
    """Return the arrays of some texts, filled up to the same number of words, and which words are there."""
    length = max(len(row.tags) for row in rows)
    here = np.zeros((len(rows), length), np.float32)
    parts = [(row.meaning, row.marks, row.letters, row.shapes, row.signs, row.tags) for row in rows]
    arrays: list[Array] = [np.zeros((len(rows), length, *part.shape[1:]), wide(part)) for part in parts[0]]
    for place, row in enumerate(rows):
        here[place, : len(row.tags)] = 1
        for array, part in zip(arrays, parts[place], strict=True):
            array[place, : len(part)] = part
    return (*arrays, here, np.vstack([told(row.intent, intents, chance) for row in rows]))


def wide(part: Array) -> type:
    """Return the type of numbers in which TensorFlow takes an array."""
    return np.float32 if part.dtype.kind == "f" else np.int32


def told(intent: int, intents: int, chance: random.Random) -> Array:
    """Return what the network is told the intent to be: as in use, it is not always right, or not sure."""
    likely = np.zeros(intents, np.float32)
    sure, other, dice = 1.0, chance.randrange(intents), chance.random()
    if dice < WRONG:
        sure = chance.uniform(0, 0.4)
    elif dice < WRONG + UNSURE:
        sure = chance.uniform(0.4, 1)
    likely[other] += 1 - sure
    likely[intent] += sure
    return likely


def build(intents: int) -> tf.keras.Model:
    """Return the network that learns: the same arithmetic as `Network`, with dropout between."""
    layers = tf.keras.layers
    meaning, signs = layers.Input((None, DIRECTIONS)), layers.Input((None, SIGNS))
    marks = layers.Input((None, MARK_WIDTH))
    letters, shapes = layers.Input((None, PARTS), dtype=tf.int32), layers.Input((None,), dtype=tf.int32)
    here, likely = layers.Input((None,)), layers.Input((intents,))
    small = tf.keras.initializers.RandomNormal(stddev=0.1)
    looks = layers.Embedding(BUCKETS, LETTER_WIDTH, embeddings_initializer=small, name="letters")(letters)
    looks = layers.Dropout(DROPOUT)(layers.Reshape((-1, PARTS * LETTER_WIDTH))(looks))
    kinds = layers.Embedding(SHAPES, SHAPE_WIDTH, embeddings_initializer=small, name="shapes")(shapes)
    meant = layers.Dense(INTENT_WIDTH, use_bias=False, name="intents")(likely)[:, None, :]
    meant = tf.tile(meant, [1, tf.shape(here)[1], 1])
    rows = layers.Concatenate()([layers.Dropout(0.1)(meaning), layers.Dropout(0.1)(marks), looks, kinds, signs, meant])
    rows = layers.Dropout(DROPOUT)(layers.Dense(WIDTH, activation="gelu", name="first")(rows))
    passes = layers.Bidirectional(layers.GRU(WIDTH, return_sequences=True, reset_after=True), name="passes")
    rows = layers.Dropout(DROPOUT)(passes(rows, mask=tf.cast(here, tf.bool)))
    scores = layers.Dense(len(TAGS), name="last")(rows)
    return tf.keras.Model([meaning, marks, letters, shapes, signs, here, likely], scores)


def stepper(model: tf.keras.Model, optimizer: tf.keras.optimizers.Optimizer) -> tf.types.experimental.GenericFunction:
    """Return a function that takes a batch and changes the model a little."""
    optimizer.build(model.trainable_variables)
    whole, number = tf.float32, tf.int32
    signature = [
        tf.TensorSpec([None, None, DIRECTIONS], whole),
        tf.TensorSpec([None, None, MARK_WIDTH], whole),
        tf.TensorSpec([None, None, PARTS], number),
        tf.TensorSpec([None, None], number),
        tf.TensorSpec([None, None, SIGNS], whole),
        tf.TensorSpec([None, None], number),
        tf.TensorSpec([None, None], whole),
        tf.TensorSpec([None, None], whole),
    ]

    @tf.function(input_signature=signature, autograph=False)
    def step(meaning, marks, letters, shapes, signs, tags, here, likely):  # type: ignore[no-untyped-def]
        with tf.GradientTape() as tape:
            scores = model([meaning, marks, letters, shapes, signs, here, likely], training=True)
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(tags, scores) * here
            loss = tf.reduce_sum(losses) / tf.reduce_sum(here)
        slopes = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(slopes, model.trainable_variables, strict=True))
        return loss

    return step


def weights_of(model: tf.keras.Model) -> dict[str, Array]:
    """Return what was learned, by the names that `Network` uses."""
    found = {name: model.get_layer(name).get_weights() for name in ("letters", "shapes", "intents")}
    weights = {name: arrays[0] for name, arrays in found.items()}
    for name in ("first", "last"):
        weights[name], weights[f"{name}_shift"] = model.get_layer(name).get_weights()
    passes = model.get_layer("passes")
    for name, layer in (("forward", passes.forward_layer), ("backward", passes.backward_layer)):
        weights[f"{name}_input"], weights[f"{name}_state"], shifts = layer.get_weights()
        weights[f"{name}_input_shift"], weights[f"{name}_state_shift"] = shifts
    return weights
