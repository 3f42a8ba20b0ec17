"""Two logistic regressions that judge a text together: one by its meaning, one by its letters.

They err differently: vectors that were adapted to the training texts are too sure of them, letters see slips and names.
How far each is trusted is measured on calibration texts that neither has learned from; so the probabilities are as
honest as these texts are like real ones. Kept as plain arrays (numpy's .npz without pickled objects): reading a model
runs no code from it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from bot.brain.letters import Letters, main_directions

Matrix = NDArray[Any]
UNMEASURED = (0.7, 0.3)
"""How far meaning and letters are trusted where nothing measures it."""
LEAST_TRUST = 0.01
STEPS = 60
"""After as many the weights still change, but what they say hardly does: of the calibration texts as many intents are
right as after 100."""


@dataclass(frozen=True)
class Judge:
    """One regression: weights [columns of a description, labels], shift [labels]."""

    weights: Matrix
    shift: Matrix

    @classmethod
    def learn(cls, rows: Matrix, labels: Matrix, strength: float) -> Judge:
        """strength: the inverse of the penalty on great weights. The same rows always give the same judge."""
        model = LogisticRegression(C=strength, max_iter=STEPS, tol=1e-3, class_weight=_weights(labels)).fit(
            rows, labels
        )
        if len(model.classes_) > 2:
            return cls(model.coef_.T, model.intercept_)
        half, shift = model.coef_.T / 2, model.intercept_ / 2  # with two classes scikit-learn keeps only one
        return cls(np.hstack([-half, half]), np.hstack([-shift, shift]))

    def verdict(self, rows: Matrix) -> Matrix:
        """Return the logarithms of the probabilities, a row a text, a column a label."""
        return log_softmax(rows @ self.weights + self.shift)

    def verdict_of_few(self, columns: Matrix, values: Matrix) -> Matrix:
        """Return the same for one row that is zero but for these columns."""
        return log_softmax(values @ self.weights[columns] + self.shift)


@dataclass(frozen=True)
class Regression:
    """What was learned. labels: the classes, in the order of the columns of all weights.

    centre, spread: mean and deviation of each column of the vectors of meaning. trust: of the meaning, of the letters.
    """

    labels: Matrix
    centre: Matrix
    spread: Matrix
    meaning: Judge
    letters: Letters
    spelling: Judge
    trust: Matrix = field(default_factory=lambda: np.array(UNMEASURED))

    @classmethod
    def learn(cls, vectors: Matrix, texts: list[str], labels: Matrix, *, strength: float) -> Regression:
        """Learn labels (at least two different ones) from texts and the vectors of their meaning.

        Both judges learn at once, each on one core: together on all cores they would wait for each other.
        """
        centre, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-9
        with threadpool_limits(1), ThreadPoolExecutor(1) as beside:
            meaning = beside.submit(Judge.learn, _even(vectors, centre, spread), labels, strength)
            letters, rows = Letters.learn(texts)
            spelling = _spelling(rows, labels, strength)
            return cls(
                labels=np.unique(labels).astype(str),
                centre=centre,
                spread=spread,
                meaning=meaning.result(),
                letters=letters,
                spelling=spelling,
            )

    def calibrated(self, vectors: Matrix, texts: list[str], labels: Matrix) -> Regression:
        """Return the same with the trust under which texts that were not learned from are least surprising."""
        known = np.isin(labels, self.labels)
        if not known.any():
            return self
        right = np.searchsorted(self.labels, labels[known])
        verdicts = [verdict[known] for verdict in self.verdicts(vectors, texts)]

        def surprise(trust: Matrix) -> float:
            joint = log_softmax(trust[0] * verdicts[0] + trust[1] * verdicts[1])
            return float(-joint[np.arange(len(right)), right].mean())

        bounds = [(LEAST_TRUST, 10.0)] * 2
        return replace(self, trust=minimize(surprise, UNMEASURED, bounds=bounds, method="L-BFGS-B").x)

    def probabilities(self, vectors: Matrix, texts: list[str]) -> Matrix:
        """Return a row for each text, a column for each label, each row summing up to 1."""
        meaning, spelling = self.verdicts(vectors, texts)
        return np.asarray(np.exp(log_softmax(self.trust[0] * meaning + self.trust[1] * spelling)))

    def verdicts(self, vectors: Matrix, texts: list[str]) -> tuple[Matrix, Matrix]:
        """Return what each judge says by itself, as logarithms of probabilities."""
        meaning = self.meaning.verdict(_even(vectors, self.centre, self.spread))
        return meaning, np.vstack([self.spelling.verdict_of_few(*self.letters.row(text)) for text in texts])

    def write(self, path: Path) -> None:
        """Write all arrays to one file."""
        np.savez_compressed(path, **dict(_flat(asdict(self))))

    @classmethod
    def read(cls, path: Path) -> Regression:
        """Read what `write` wrote. FileNotFoundError without the file, ValueError when it is no such file."""
        with np.load(path, allow_pickle=False) as arrays:
            found = {name: arrays[name] for name in arrays.files}
        return cls(
            labels=found["labels"],
            centre=found["centre"],
            spread=found["spread"],
            meaning=Judge(found["meaning.weights"], found["meaning.shift"]),
            letters=Letters(found["letters.runs"], found["letters.rarity"]),
            spelling=Judge(found["spelling.weights"], found["spelling.shift"]),
            trust=found["trust"],
        )


def log_softmax(scores: Matrix) -> Matrix:
    """Return the logarithms of the probabilities that each row of scores says; each row's chances sum up to 1.

    As scipy's function of this name, which takes several times as long for a single text.
    """
    apart = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(apart - np.log(np.exp(apart).sum(axis=-1, keepdims=True)))


def _weights(labels: Matrix) -> dict[str, float]:
    """Return how much a text of each label counts: less the more there are, but all of them together still more.

    There are many times as many ways to want nothing as to want one thing, and that says little about what people text.
    """
    names, numbers = np.unique(labels, return_counts=True)
    return dict(zip(names, np.sqrt(np.median(numbers) / numbers), strict=True))


def _spelling(rows: csr_matrix, labels: Matrix, strength: float) -> Judge:
    """Return a judge of runs of letters, which learned along their main directions."""
    directions = main_directions(rows)
    if not directions.shape[1]:
        names = np.unique(labels)
        return Judge(np.zeros((rows.shape[1], len(names))), np.zeros(len(names)))
    along = Judge.learn(rows @ directions, labels, strength)
    return Judge((directions @ along.weights).astype(np.float32), along.shift)


def _even(vectors: Matrix, centre: Matrix, spread: Matrix) -> Matrix:
    """Return the vectors with columns of equal weight, each row about as long as 1."""
    return np.asarray((vectors - centre) / spread / np.sqrt(vectors.shape[1]))


def _flat(tree: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return the arrays of a tree of two floors by names with a dot."""
    found = []
    for name, value in tree.items():
        found += (
            [(f"{name}.{part}", array) for part, array in value.items()] if isinstance(value, dict) else [(name, value)]
        )
    return found
