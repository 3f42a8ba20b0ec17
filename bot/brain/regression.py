"""A multinomial logistic regression on a dense and a sparse description at once, with honest probabilities.

It is kept as plain arrays (numpy's .npz without pickled objects): reading a model runs no code from it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from scipy.special import log_softmax, softmax
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

Matrix = NDArray[Any]
# Learning looks at the letters along this many directions only: many times faster, and as good.
DIRECTIONS = 300
# Among the probabilities that calibration may choose: a temperature above 1 makes them more cautious.
TEMPERATURES = (0.3, 3.0)


@dataclass(frozen=True)
class Regression:
    """What was learned. labels: the classes, in the order of the columns of meaning, letters and intercept.

    meaning, letters: the weights of the dense columns and of the n-grams. centre, spread: mean and deviation of
    each dense column. rarity: how much an n-gram counts, more if it is rare.
    """

    labels: Matrix
    centre: Matrix
    spread: Matrix
    rarity: Matrix
    meaning: Matrix
    letters: Matrix
    intercept: Matrix
    temperature: Matrix

    @property
    def width(self) -> int:
        """Return how many n-grams there are."""
        return int(self.rarity.shape[0])

    @classmethod
    def fit(cls, dense: Matrix, sparse: csr_matrix, labels: Matrix, *, strength: float, folds: int) -> Regression:
        """Learn labels from the rows of both matrices; the same rows always give the same regression.

        strength: the inverse of the penalty on great weights. folds: parts for calibration, fewer if a label is rare.
        """
        centre, spread = dense.mean(axis=0), dense.std(axis=0) + 1e-9
        present = np.bincount(sparse.indices, minlength=sparse.shape[1])
        rarity = np.log((1 + sparse.shape[0]) / (1 + present)) + 1
        letters = letter_rows(sparse, rarity)
        directions = main_directions(letters)
        rows = np.hstack([meaning_rows(dense, centre, spread), letters @ directions])
        model = LogisticRegression(C=strength, max_iter=200, tol=1e-3)
        temperature = calibrate(model, rows, labels, folds)
        weights, intercept = all_classes(model.fit(rows, labels))
        width = dense.shape[1]
        return cls(
            labels=model.classes_.astype(str),
            centre=centre,
            spread=spread,
            rarity=rarity,
            meaning=weights[:width],
            letters=(directions @ weights[width:]).astype(np.float32),
            intercept=intercept,
            temperature=np.array([temperature]),
        )

    def probabilities(self, dense: Matrix, sparse: csr_matrix) -> Matrix:
        """Return a row for each row given, a column for each label, each row summing up to 1."""
        meaning = meaning_rows(dense, self.centre, self.spread) @ self.meaning
        scores = meaning + letter_rows(sparse, self.rarity) @ self.letters + self.intercept
        return np.asarray(softmax(scores / self.temperature[0], axis=1))

    def write(self, path: Path) -> None:
        """Write all arrays to one file."""
        np.savez_compressed(path, **asdict(self))

    @classmethod
    def read(cls, path: Path) -> Regression:
        """Read what `write` wrote. FileNotFoundError without the file, ValueError when it is no such file."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(**{name: arrays[name] for name in arrays.files})


def meaning_rows(dense: Matrix, centre: Matrix, spread: Matrix) -> Matrix:
    """Return the dense rows with columns of equal weight, each row about as long as a row of letters (1)."""
    return np.asarray((dense - centre) / spread / np.sqrt(dense.shape[1]))


def letter_rows(sparse: csr_matrix, rarity: Matrix) -> csr_matrix:
    """Return the counts of n-grams, damped, weighed by rarity, each row of length 1."""
    return csr_matrix(normalize(sparse.sqrt().multiply(rarity))) if sparse.shape[1] else sparse


def main_directions(letters: csr_matrix) -> Matrix:
    """Return the directions (columns) in which the rows of n-grams differ most."""
    number = min(DIRECTIONS, *(size - 1 for size in letters.shape))
    if number < 1:
        return np.zeros((letters.shape[1], 0))
    return np.asarray(randomized_svd(letters, number, n_iter=3, random_state=0)[2].T)


def all_classes(model: LogisticRegression) -> tuple[Matrix, Matrix]:
    """Return weights and intercept with one column a class; with two classes scikit-learn keeps only one."""
    if len(model.classes_) > 2:
        return model.coef_.T, model.intercept_
    half, shift = model.coef_.T / 2, model.intercept_ / 2
    return np.hstack([-half, half]), np.hstack([-shift, shift])


def calibrate(model: LogisticRegression, rows: Matrix, labels: Matrix, folds: int) -> float:
    """Return the temperature at which predictions for unseen rows are as sure as they are right."""
    names, columns = np.unique(labels, return_inverse=True)
    folds = min(folds, int(np.bincount(columns).min()))
    if folds < 2 or len(names) < 3:
        return 1.0
    parts = StratifiedKFold(folds, shuffle=True, random_state=0)
    scores = cross_val_predict(model, rows, labels, cv=parts, method="decision_function")

    def surprise(temperature: float) -> float:
        return float(-log_softmax(scores / temperature, axis=1)[np.arange(len(columns)), columns].mean())

    return float(minimize_scalar(surprise, bounds=TEMPERATURES, method="bounded").x)
