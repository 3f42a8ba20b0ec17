"""Describe a text by the short runs of letters in it: what slips, dialects and Latin letters leave of a word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.extmath import randomized_svd

from bot.text.normalise import fold

Matrix = NDArray[Any]
LONGEST_RUN = 4
FEWEST_TEXTS = 2
"""A run of letters that stands in one text only says nothing about others."""
DIRECTIONS = 300
"""Learning looks at the letters along this many directions only: many times faster, and as good."""


@dataclass(frozen=True)
class Letters:
    """runs: the runs of letters, in the order of the columns; rarity: how much each counts, more if it is rare."""

    runs: Matrix
    rarity: Matrix

    @classmethod
    def learn(cls, texts: list[str]) -> Letters:
        """Learn from training texts which runs there are; none when no run stands in two texts."""
        counter = _counter(min_df=FEWEST_TEXTS)
        try:
            counter.fit(map(fold, texts))
        except ValueError:  # no run is left
            return cls(np.zeros(0, "U1"), np.zeros(0))
        return cls(np.array(counter.get_feature_names_out(), dtype=f"U{LONGEST_RUN}"), counter.idf_)

    def rows(self, texts: list[str]) -> csr_matrix:
        """Return a row of length 1 for each text; of zeros for one without any known run."""
        if self._counter is None:
            return csr_matrix((len(texts), 0))
        return self._counter.transform(map(fold, texts))

    @cached_property
    def _counter(self) -> TfidfVectorizer | None:
        if not self.runs.size:
            return None
        counter = _counter(vocabulary=[str(run) for run in self.runs])
        counter.idf_ = self.rarity
        return counter


def main_directions(rows: csr_matrix) -> Matrix:
    """Return the directions (columns) in which the rows differ most."""
    number = min(DIRECTIONS, *(size - 1 for size in rows.shape))
    if number < 1:
        return np.zeros((rows.shape[1], 0))
    return np.asarray(randomized_svd(rows, number, n_iter=3, random_state=0)[2].T)


def _counter(**more: Any) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=(1, LONGEST_RUN), sublinear_tf=True, lowercase=False, dtype=np.float32, **more
    )
