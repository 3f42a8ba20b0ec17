"""The languages of a script, each with its words and letters, ready to be asked how probable a word is in it."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.text.language_letters import Letters, Runs, runs_of_profile, runs_of_words
from bot.text.language_signs import FEWEST_LOANS, LOANS, OWN_LETTERS, SHARES, Candidate
from bot.text.language_texted import texted
from bot.text.language_tokens import arabic_key
from bot.text.language_words import ARABIC_SCRIPT_WORDS, LATIN_WORDS

# Half of the words of a text are expected among those that are known, in lists and counts; half are any letters.
_KNOWN = 0.5
# How often a listed word is seen falls with its place in the list; where the list has no order, hardly.
_COMMONEST = 3
_NO_ORDER = 30
_TIMES_LISTED = 8.0
# langdetect has no Malay, and Indonesian is near enough; it has no Pashto nor Sorani, and letters of both are borrowed.
_PROFILES = {"ms": "id"}
_NO_PROFILE = ("ps", "ckb")
_BORROWED_LETTERS = 0.4
# Words that no list has are spelt alike for one reason, such as what they are about, and so say less together.
_SPELLING_WEIGHS = {"ARABIC": 0.5}
_SPELLING_WEIGHS_USUALLY = 0.8
# The words that hold a language together, each more than one in a thousand of its words, are not what others borrow.
_BORROWED = 0.001


@dataclass(frozen=True)
class Voice:
    """A language as written in one script."""

    candidate: Candidate
    share: float
    loans: float
    words: Mapping[str, float]
    letters: Letters


@cache
def voices(script: str) -> tuple[Voice, ...]:
    """The languages that are told apart in a script of `SHARES`."""
    counted = texted()
    return tuple(_voice(candidate, share, counted) for candidate, share in SHARES[script].items())


def _voice(candidate: Candidate, share: float, counted: Mapping[Candidate, Counter[str]]) -> Voice:
    code, romanised = candidate
    listed = _listed(candidate)
    seen = counted.get(candidate, Counter())
    if romanised:  # what English is mixed in stays English
        english = counted["en", False]
        seen = Counter({word: times for word, times in seen.items() if times > 2 or times >= english[word]})
    elif code == "en":  # and what is mixed into English is not
        others = sum((words for (_, latin), words in counted.items() if latin), start=Counter[str]())
        seen = Counter({word: times for word, times in seen.items() if times >= others[word] / 2})
    runs: Runs = Counter()
    runs.update(runs_of_words(seen))
    if romanised:
        runs.update(runs_of_words(dict.fromkeys(listed, 1.0)))
    elif code in _NO_PROFILE:
        runs.update(runs_of_words({word: 0.5 + 0.5 * len(listed) * often for word, often in listed.items()}))
    else:
        runs.update(runs_of_words(dict.fromkeys(listed, _TIMES_LISTED)))
        runs.update(runs_of_profile(_PROFILES.get(code, code), _key))
    return Voice(candidate, share, LOANS.get(candidate, FEWEST_LOANS), _mixed(listed, seen), Letters(runs))


def _key(run: str) -> str:
    return arabic_key(run).lower()


def _listed(candidate: Candidate) -> dict[str, float]:
    """How often each word of a list is expected; all together 1."""
    code, romanised = candidate
    words = LATIN_WORDS.get(candidate) or (() if romanised else ARABIC_SCRIPT_WORDS.get(code, ()))
    first = _NO_ORDER if romanised else _COMMONEST
    weights = {word: 1 / (place + first) for place, word in enumerate(words)}
    whole = sum(weights.values())
    return {word: weight / whole for word, weight in weights.items()}


def _mixed(listed: Mapping[str, float], seen: Counter[str]) -> dict[str, float]:
    """Half of what the list expects, half of what was seen."""
    if not seen:
        return dict(listed)
    whole = seen.total()
    return {word: (listed.get(word, 0.0) + seen[word] / whole) / 2 for word in {*listed, *seen}}


@lru_cache(maxsize=8192)
def says(word: str, script: str) -> tuple[float, ...]:
    """The logarithm of how probable a word is in each language of a script, in their order.

    A word that is foreign to a language may be borrowed: it never speaks against it without bounds.
    """
    known = voices(script)
    letters = [math.exp(max(voice.letters.log_probability(word), -200.0)) for voice in known]
    mean = sum(letters) / len(letters)
    probable = []
    for voice, spelt in zip(known, letters, strict=True):
        if voice.candidate[0] in _NO_PROFILE:  # few words seen: no spelling is known better than by the neighbours
            spelt = min(spelt, mean) * (1 - _BORROWED_LETTERS) + mean * _BORROWED_LETTERS
        probable.append((1 - _KNOWN) * spelt + _KNOWN * voice.words.get(word, 0.0) + 1e-90)
    borrowed = min(max(probable), _BORROWED)
    weight = (
        1.0 if any(word in voice.words for voice in known) else _SPELLING_WEIGHS.get(script, _SPELLING_WEIGHS_USUALLY)
    )
    return tuple(
        weight * math.log((1 - voice.loans) * own + voice.loans * borrowed) + _without_own_letter(word, voice)
        for voice, own in zip(known, probable, strict=True)
    )


def _without_own_letter(word: str, voice: Voice) -> float:
    letters = OWN_LETTERS.get(voice.candidate[0])
    return 0.0 if letters is None or letters[0].search(word) else letters[1]
