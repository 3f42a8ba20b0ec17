"""How probable a word is in a language, from which letters follow one another in it.

In: counts of one, two and three letters in a row, a space standing for the edge of a word; from the words of a list,
or from langdetect's profiles (counts over each language's Wikipedia, Apache License 2.0), of which nothing else of
langdetect is used: its own reading is made for longer texts, and slow.
"""

import json
import math
from collections import Counter
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

Runs = Counter[str]

# So many sightings of other letters are supposed after each letter, and after each two.
_UNSEEN = 5.0
_RARE_LETTERS = 40.0
# A profile counts as so many letters: enough to outweigh a list of words, few enough to learn from one.
_LETTERS_OF_A_PROFILE = 20_000.0


def runs_of_words(words: Mapping[str, float]) -> Runs:
    """Runs of letters in words, each as often as the word is given."""
    runs: Runs = Counter()
    for word, times in words.items():
        edged = f" {word} "
        for length in (1, 2, 3):
            for start in range(len(edged) - length + 1):
                runs[edged[start : start + length]] += times  # type: ignore[assignment]
    return runs


def runs_of_profile(code: str, key: Callable[[str], str]) -> Runs:
    """Runs of letters in a language as langdetect counted them, the letters as `key` has them."""
    package = find_spec("langdetect")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("langdetect", name="langdetect")
    path = Path(package.origin).parent / "profiles" / code
    counted: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))["freq"]
    letters = sum(times for run, times in counted.items() if len(run) == 1)
    runs: Runs = Counter()
    for run, times in counted.items():
        runs[key(run)] += times * _LETTERS_OF_A_PROFILE / letters  # type: ignore[assignment]
    return runs


class Letters:
    """A language's letters: each is expected from the two before it, where those were seen, else from the one."""

    def __init__(self, runs: Runs) -> None:
        self._runs: dict[str, float] = dict(runs)
        after: Counter[str] = Counter()
        for run, times in runs.items():
            after[run[:-1]] += times
        self._after: dict[str, float] = dict(after)
        self._letters = after[""] - runs[" "]

    def log_probability(self, word: str) -> float:
        """The natural logarithm of the probability that a word of the language is this one; 0 or less."""
        edged = f" {word} "
        total = math.log(self._second(" ", edged[1]))
        for start in range(len(edged) - 2):
            total += math.log(self._third(edged[start : start + 3]))
        return total

    def _third(self, run: str) -> float:
        two = run[:2]
        followed = self._after.get(two, 0.0)
        seen = max(self._runs.get(two, 0.0), followed)  # a profile leaves out what follows rarely
        guessed = (seen - followed + _UNSEEN) * self._second(run[1], run[2])
        return (self._runs.get(run, 0.0) + guessed) / (seen + _UNSEEN)

    def _second(self, before: str, letter: str) -> float:
        followed = self._after.get(before, 0.0)
        seen = followed if before == " " else max(self._runs.get(before, 0.0), followed)
        first = (self._runs.get(letter, 0.0) + 0.5) / (self._letters * 1.2 + _RARE_LETTERS)
        guessed = (seen - followed + _UNSEEN) * first
        return (self._runs.get(before + letter, 0.0) + guessed) / (seen + _UNSEEN)
