"""Describe a text by the short runs of letters in it: what slips, dialects and Latin letters leave of a word."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.extmath import randomized_svd

from bot.text.normalise import fold

Matrix = NDArray[Any]
Columns = Callable[[str], list[int]]
LONGEST_RUN = 4
FEWEST_TEXTS = 2
"""A run of letters that stands in one text only says nothing about others."""
DIRECTIONS = 300
"""Learning looks at the letters along this many directions only: many times faster, and as good."""
LEAST_LENGTH = 1e-9
WORDS, LONGEST_WORD = 8192, 100
"""How many words are known by heart, and how long one may be: none of a thousand letters is to fill the memory."""


@dataclass(frozen=True)
class Letters:
    """runs: the runs of letters, in the order of the columns; rarity: how much each counts, more if it is rare."""

    runs: Matrix
    rarity: Matrix

    @classmethod
    def learn(cls, texts: list[str]) -> tuple[Letters, csr_matrix]:
        """Learn from training texts which runs there are; none when no run stands in two texts. With their rows."""
        counter = _counter()
        try:
            rows = counter.fit_transform(map(fold, texts))
        except ValueError:  # no run is left
            return cls(np.zeros(0, "U1"), np.zeros(0, np.float32)), csr_matrix((len(texts), 0), dtype=np.float32)
        runs = np.array(counter.get_feature_names_out(), dtype=f"U{LONGEST_RUN}")
        return cls(runs, counter.idf_.astype(np.float32)), rows.astype(np.float32)

    def row(self, text: str) -> tuple[Matrix, Matrix]:
        """Return the columns of a text's row that are not zero, and what stands there: a row of length 1.

        The same as scikit-learn's vectorizer gives, which spends a millisecond on each call before it begins.
        """
        known, cut = self._columns
        words = fold(text).split()
        runs = list(chain.from_iterable((known if len(word) <= LONGEST_WORD else cut)(word) for word in words))
        columns, counts = np.unique(np.array(runs, np.int32), return_counts=True)
        weights = (1 + np.log(counts, dtype=np.float32)) * self.rarity[columns]
        return columns, weights / max(math.sqrt(weights @ weights), LEAST_LENGTH)

    @cached_property
    def _columns(self) -> tuple[Columns, Columns]:
        """What finds the runs of a word, by heart and each time. No run goes beyond a word's end."""
        runs_of: Callable[[str], list[str]] = _counter().build_analyzer()
        places = {str(run): column for column, run in enumerate(self.runs)}

        def cut(word: str) -> list[int]:
            return [places[run] for run in runs_of(word) if run in places]

        return lru_cache(WORDS)(cut), cut


def main_directions(rows: csr_matrix) -> Matrix:
    """Return the directions (columns) in which the rows differ most."""
    number = min(DIRECTIONS, *(size - 1 for size in rows.shape))
    if number < 1:
        return np.zeros((rows.shape[1], 0))
    return np.asarray(randomized_svd(rows, number, n_iter=1, random_state=0)[2].T)


def _counter() -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=(1, LONGEST_RUN), sublinear_tf=True, lowercase=False, min_df=FEWEST_TEXTS
    )
