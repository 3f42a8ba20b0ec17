"""Which language a text is in, from one word on.

The script first; among the languages of a script, how probable each makes the words of the text (`language_voices`),
what single letters say (`language_signs`), and the person's earlier language. Answered: ar fa my en. Recognised so
that they are not taken for those: ur ps ckb so fr ms, and others of the same scripts. Dari counts as fa, Indonesian
as ms.
"""

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from bot.text.language_signs import ARABIC_SCRIPT_SIGNS, SHARES, Candidate
from bot.text.language_tokens import weighed_words
from bot.text.language_voices import says, voices


@dataclass(frozen=True)
class Guess:
    """A language (ISO 639 code), whether the text shows it surely, and whether its letters are Latin ones instead."""

    language: str
    certain: bool
    romanised: bool = False


Scores = dict[Candidate, float]

# People stay with their language: the logarithm of how much more probable the earlier one is.
_EARLIER = 1.8
# From which probability on a language is sure; and likely enough to be given although it is not, by itself and
# against the earlier language. A word or two may be a name, or a command from a leaflet: they hardly outweigh it.
_SURE = 0.9
_LIKELY = 0.5
_LIKELIER_THAN_EARLIER = 0.8
_OUTWEIGHS_SHORT = 0.98
_FEWEST_WORDS_OF_A_SENTENCE = 3
# What a text that may be a name or anything is taken for.
_USUAL = {"LATIN": "en"}

# Links, addresses and commands to machines are in no language.
_NO_LANGUAGE = re.compile(r"\S+://\S+|www\.\S+|\S+@\S+|(?<!\S)/\w+")
_LATIN_LOWER_CASE = re.compile(r"(?<![\w-])[a-z]+(?![\w-])")

# Scripts by the first word of a letter's Unicode name, with the language most likely meant.
_SCRIPT_LANGUAGE = {
    "MYANMAR": "my", "ARABIC": "ar", "LATIN": "en", "CYRILLIC": "ru", "GREEK": "el", "HEBREW": "he",
    "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta", "TELUGU": "te", "GUJARATI": "gu", "GURMUKHI": "pa",
    "MALAYALAM": "ml", "KANNADA": "kn", "SINHALA": "si", "THAI": "th", "LAO": "lo", "KHMER": "km", "ETHIOPIC": "am",
    "GEORGIAN": "ka", "ARMENIAN": "hy", "HANIFI": "rhg", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja",
    "HANGUL": "ko", "TIFINAGH": "ber", "THAANA": "dv", "SYRIAC": "syr", "TIBETAN": "bo",
}  # fmt: skip


def identify(text: str, prior: str | None = None) -> Guess | None:
    """The language of a text; None when it says nothing about one (digits, emoji, punctuation).

    `prior` is the language the person wrote or chose before: it stands unless the text speaks clearly against it.
    """
    text = _NO_LANGUAGE.sub(" ", text)
    script = _script(text)
    if script is None:
        return None
    if script not in SHARES:
        return Guess(_SCRIPT_LANGUAGE[script], certain=True)
    words = weighed_words(text, script)
    if not words:  # abbreviations and single signs: anybody's
        return Guess(prior or _SCRIPT_LANGUAGE[script], certain=False)
    if all(prior != code for code, _ in SHARES[script]):  # nobody writes that one in these letters
        prior = None
    return _decide(_probabilities(text, words, script, prior), len(words), script, prior)


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0] if letter.isalpha() else ""


def _script(text: str) -> str | None:
    """The script that the text is in: the one of most letters, Latin only where nothing else is.

    Names, abbreviations, loan words and command words stand in Latin letters in texts of every script; but one word
    of another script in a whole Latin sentence is a name, too. In Burmese it is a particle: who writes Burmese
    letters speaks it.
    """
    text = unicodedata.normalize("NFKC", text)
    letters = Counter(script for letter in text if (script := _script_of(letter)) in _SCRIPT_LANGUAGE)
    if len(letters) < 2 or "LATIN" not in letters:
        return max(letters, key=lambda script: letters[script], default=None)
    foreign = sum(any(_script_of(letter) not in ("LATIN", "") for letter in word) for word in text.split())
    if (
        foreign == 1
        and "MYANMAR" not in letters
        and len(_LATIN_LOWER_CASE.findall(text)) >= _FEWEST_WORDS_OF_A_SENTENCE
    ):
        return "LATIN"
    del letters["LATIN"]
    return max(letters, key=lambda script: letters[script])


def _probabilities(text: str, words: list[tuple[str, float]], script: str, prior: str | None) -> Scores:
    """How probable each language of the script is; all together 1."""
    known = voices(script)
    scores = [math.log(voice.share) + _EARLIER * (voice.candidate[0] == prior) for voice in known]
    for word, weight in words:
        for place, said in enumerate(says(word, script)):
            scores[place] += weight * said
    if script == "ARABIC":
        shaped = unicodedata.normalize("NFKC", text)
        for sign, odds in ARABIC_SCRIPT_SIGNS:
            if sign.search(shaped):
                scores = [score + odds.get(voice.candidate[0], 0) for score, voice in zip(scores, known, strict=True)]
    highest = max(scores)
    shares = [math.exp(score - highest) for score in scores]
    return {voice.candidate: share / sum(shares) for voice, share in zip(known, shares, strict=True)}


def _decide(probable: Scores, words: int, script: str, prior: str | None) -> Guess:
    """The likeliest where it is likely enough; else the earlier language, the usual one, or still the likeliest."""
    best = max(probable, key=lambda candidate: probable[candidate])
    short = prior not in (None, best[0]) and words < _FEWEST_WORDS_OF_A_SENTENCE
    if probable[best] >= (_OUTWEIGHS_SHORT if short else _SURE):
        return Guess(best[0], certain=True, romanised=best[1])
    enough = _LIKELIER_THAN_EARLIER if prior else _LIKELY
    if (short or probable[best] < enough) and (usual := prior or _USUAL.get(script)):
        return Guess(usual, certain=False, romanised=best == (usual, True))
    return Guess(best[0], certain=False, romanised=best[1])
