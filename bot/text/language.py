"""Which language a text is in, from one word on.

Script first, then what letters and common words say (`language_words`), then langdetect, and between equals the
person's earlier language. Answered: ar fa my en. Recognised so that they are not taken for those: ur ps ckb so fr
ms, and the others that langdetect knows. Dari counts as fa, Indonesian as ms.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.text.language_signs import ARABIC_SCRIPT_LETTERS, ARABIC_SCRIPT_SHAPES, ARABIZI, LATIN_SHAPES
from bot.text.language_words import ARABIC_SCRIPT_WORDS, LATIN_WORDS, arabic_key

if TYPE_CHECKING:
    from langdetect.detector_factory import DetectorFactory


@dataclass(frozen=True)
class Guess:
    """A language (ISO 639 code), whether the text shows it surely, and whether its letters are Latin ones instead."""

    language: str
    certain: bool
    romanised: bool = False


Candidate = tuple[str, bool]  # a language, and whether romanised
Scores = dict[Candidate, float]

# Points of evidence, about one a letter or shape and two a word: how far ahead is sure, and how far ahead of the
# earlier language outweighs it, in a word or two (which may be a name, or a command from a leaflet) and in more.
_SURE = 1.5
_OUTWEIGHS_SHORT = 2.5
_OUTWEIGHS = 1.5
_WORD = 2.0
# A name or a loan word in its own script is no sentence in another language.
_FEWEST_WORDS_OF_A_SENTENCE = 3
_LANGDETECT_SURE = 0.95

_LINK = re.compile(r"\S+://\S+|www\.\S+|\S+@\S+")
_ARABIC_WORD = re.compile(
    "[\u0600-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\u200c\ufb50-\ufdff\ufe70-\ufefc]+"
)
_LATIN_LOWER_CASE = re.compile(r"(?<![\w-])[a-z]+(?![\w-])")
_LATIN_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

# Scripts by the first word of a letter's Unicode name, with the language most likely meant.
_SCRIPT_LANGUAGE = {
    "MYANMAR": "my", "ARABIC": "ar", "LATIN": "en", "CYRILLIC": "ru", "GREEK": "el", "HEBREW": "he",
    "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta", "TELUGU": "te", "GUJARATI": "gu", "GURMUKHI": "pa",
    "MALAYALAM": "ml", "KANNADA": "kn", "SINHALA": "si", "THAI": "th", "LAO": "lo", "KHMER": "km", "ETHIOPIC": "am",
    "GEORGIAN": "ka", "ARMENIAN": "hy", "HANIFI": "rhg", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja",
    "HANGUL": "ko", "TIFINAGH": "ber", "THAANA": "dv", "SYRIAC": "syr", "TIBETAN": "bo",
}  # fmt: skip
# Told apart from one another by nobody in a few words, and answered alike.
_SAME_LANGUAGE = {"id": "ms"}
# What langdetect is told before it reads a Latin text: who texts such a service.
_LATIN_PRIORS = {
    "en": 0.4,
    **dict.fromkeys(("fr", "so", "id"), 0.1),
    **dict.fromkeys(("de", "es", "it", "nl", "pl", "pt", "ro", "sq", "sv", "sw", "tl", "tr", "vi"), 0.02),
}
_SEVERAL_LANGUAGES = {"CYRILLIC", "DEVANAGARI"}


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0].split("-")[0] if letter.isalpha() else ""


def _script(text: str) -> str | None:
    """The script most letters are in; in a mixed text only Latin words in lower case count, and half.

    Names, abbreviations and command words stand in Latin letters in texts of every script.
    """
    text = unicodedata.normalize("NFKC", text)
    letters = Counter(script for letter in text if (script := _script_of(letter)) in _SCRIPT_LANGUAGE)
    if len(letters) > 1:
        letters["LATIN"] = sum(len(word) for word in _LATIN_LOWER_CASE.findall(text)) // 2
    return max(letters, key=lambda script: letters[script]) if letters else None


def identify(text: str, prior: str | None = None) -> Guess | None:
    """The language of a text; None when it says nothing about one (digits, emoji, punctuation).

    `prior` is the language the person wrote or chose before: it stands unless the text speaks clearly against it.
    """
    text = _LINK.sub(" ", text)
    script = _script(text)
    if script is None:
        return None
    if script == "MYANMAR":
        return Guess("my", certain=True)
    if script == "ARABIC":
        return _arabic_script(text, prior)
    if script == "LATIN":
        return _latin(text, prior)
    found = _langdetect(text)[0] if script in _SEVERAL_LANGUAGES else None
    return Guess(found or _SCRIPT_LANGUAGE[script], certain=True)


def _arabic_script_scores(words: list[str]) -> Scores:
    """Points of each language written in Arabic script; a word of several languages says less for each."""
    scores: Scores = {(language, False): 0.0 for language in ARABIC_SCRIPT_WORDS}
    for word in words:
        key, shaped = arabic_key(word), unicodedata.normalize("NFKC", word)
        having = [language for language, common in ARABIC_SCRIPT_WORDS.items() if key in common]
        for language in having:
            scores[language, False] += _WORD / len(having)
        signs = [ARABIC_SCRIPT_LETTERS.get(letter, {}) for letter in shaped]
        signs += [says for shape, says in ARABIC_SCRIPT_SHAPES if shape.search(shaped)]
        for says in signs:
            for language, points in says.items():
                scores[language, False] += points
    return scores


def _latin_scores(words: list[str]) -> Scores:
    """Points of each language written in Latin letters."""
    scores: Scores = dict.fromkeys(LATIN_WORDS, 0.0)
    for word in words:
        having = [candidate for candidate, common in LATIN_WORDS.items() if word in common]
        for candidate in having:
            scores[candidate] += _WORD / len(having)
        signs = [says for shape, says in LATIN_SHAPES if shape.search(word)]
        for candidate, points in ((key, value) for says in signs for key, value in says.items()):
            scores[candidate] += points
        if ARABIZI.search(word):
            scores["ar", True] += _WORD
    return scores


def _arabic_script(text: str, prior: str | None) -> Guess:
    words = _ARABIC_WORD.findall(text)
    scores = _arabic_script_scores(words)
    if guess := _clear(scores, prior, len(words)):
        return guess
    # No sign for any, or equal signs: the first of the best, which Persian is among its neighbours.
    best = max(scores.values())
    if best > 0:
        order = ("fa", "ar", "ur", "ps", "ckb")
        return Guess(next(code for code in order if scores[code, False] == best), certain=False)
    return Guess(_langdetect(text, {"ar": 1, "fa": 1, "ur": 0.2})[0] or "ar", certain=False)


def _latin_words(text: str) -> list[str]:
    """The words in lower case, without abbreviations: capitals in a text that is not all capitals."""
    words: list[str] = _LATIN_WORD.findall(unicodedata.normalize("NFKC", text).replace("’", "'"))
    shouted = all(word.isupper() for word in words)
    return [word.lower() for word in words if shouted or not (word.isupper() and len(word) > 1)]


def _latin(text: str, prior: str | None) -> Guess:
    words = _latin_words(text)
    scores = _latin_scores(words)
    if guess := _clear(scores, prior, len(words)):
        return guess
    best = max(scores, key=lambda candidate: scores[candidate])
    if len(words) < _FEWEST_WORDS_OF_A_SENTENCE or best == ("en", False):
        return Guess("en", certain=False)
    language, probability = _langdetect(text, _LATIN_PRIORS)
    if language and probability >= _LANGDETECT_SURE:
        return Guess(language, certain=len(words) > _FEWEST_WORDS_OF_A_SENTENCE)
    return Guess("en", certain=False) if scores[best] < _SURE else Guess(best[0], False, best[1])


def _clear(scores: Scores, prior: str | None, words: int) -> Guess | None:
    """The language that the points show, or the earlier one that they do not outweigh; None when neither."""
    first, second = sorted(scores, key=lambda candidate: scores[candidate], reverse=True)[:2]
    earlier = max((key for key in scores if key[0] == prior), key=lambda key: scores[key], default=None)
    outweighs = _OUTWEIGHS_SHORT if words < _FEWEST_WORDS_OF_A_SENTENCE else _OUTWEIGHS
    if earlier is not None and scores[first] - scores[earlier] < outweighs:
        tied = scores[earlier] == scores[first]
        return Guess(earlier[0], certain=tied and scores[first] > 0, romanised=earlier[1] and scores[earlier] > 0)
    if scores[first] - scores[second] >= _SURE:
        return Guess(first[0], certain=True, romanised=first[1])
    return None


@lru_cache(maxsize=1)
def _factory() -> "DetectorFactory":
    """langdetect's profiles, read once, with a seed: the same text always gives the same answer."""
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(0)
    return factory


def _langdetect(text: str, priors: dict[str, float] | None = None) -> tuple[str | None, float]:
    """What langdetect finds among the languages of `priors` (all, if none), and how probable it is."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    if priors:
        detector.set_prior_map(priors)
    detector.append(text)
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):  # nothing that it knows
        return None, 0.0
    return _SAME_LANGUAGE.get(best.lang, best.lang), best.prob
