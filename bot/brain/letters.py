"""Describe a text by the short runs of letters in it: what slips, dialects and Latin letters leave of a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
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
LEAST_LENGTH = 1e-9


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

    def rows(self, texts: list[str]) -> csr_matrix:
        """Return a row of length 1 for each text; of zeros for one without any known run.

        The same as scikit-learn's vectorizer gives, which spends a millisecond on each call before it begins.
        """
        cut, places = self._cut, self._places
        counts = [Counter(run for run in cut(fold(text)) if run in places) for text in texts]
        columns = np.fromiter((places[run] for each in counts for run in each), np.int32)
        weights = 1 + np.log(np.fromiter(chain.from_iterable(each.values() for each in counts), np.float32))
        weights *= self.rarity[columns]
        starts = np.cumsum([0, *map(len, counts)])
        for start, end in pairwise(starts.tolist()):
            own = weights[start:end]
            weights[start:end] = own / max(float(np.linalg.norm(own)), LEAST_LENGTH)
        return csr_matrix((weights, columns, starts), (len(texts), len(self.runs)))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {str(run): column for column, run in enumerate(self.runs)}

    @cached_property
    def _cut(self) -> Callable[[str], list[str]]:
        cut: Callable[[str], list[str]] = _counter().build_analyzer()
        return cut


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
