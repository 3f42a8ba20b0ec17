"""Adapt the model to what people text: to put texts of one intent together, in all languages, and to mark their words.

    python -m bot.brain.adapting [--epochs 3] [--onwards] [--out data/meaning.npz]

All training texts and pairs of sentences; a layer over the intents and one over the tags of words on top, which are
thrown away afterwards. Takes ten minutes a round on two cores, much longer than `smsup train` may: it is run when the
training texts have changed a great deal, and its result is a part of the repository. docs/understanding.md says what it
gives.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import tensorflow as tf

from bot.brain.adapting import pairs
from bot.brain.adapting.learning import adapt
from bot.brain.adapting.lessons import read
from bot.brain.encoder.adapted import CHANGES, base
from bot.brain.encoder.changes import Changes


def main() -> None:
    """Adapt, and write what that changes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--onwards", action="store_true", help="go on from what is there")
    parser.add_argument("--out", type=Path, default=CHANGES)
    given = parser.parse_args()
    chance = random.Random(0)  # noqa: S311  # the same every time, on purpose
    tf.random.set_seed(0)
    taught, intents = read()
    begun = Changes.read(CHANGES) if given.onwards else None
    adapt(base(), taught, intents, given.epochs, chance, begun, pairs.read()).write(given.out)


if __name__ == "__main__":
    main()
