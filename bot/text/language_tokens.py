"""The words of a text as the language tables have them."""

import re
import unicodedata

_NAME_WEIGHS = 0.4
_LETTER_WEIGHS = 0.3
_LONGEST_WORD = 24
_MOST_WORDS = 60

_ARABIC_WORD = re.compile(
    "[\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\u200c\ufb50-\ufdff\ufe70-\ufefc]+"
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LATIN_LETTER = re.compile("[a-z\u00df-\u024f]")
_KEY = str.maketrans("يىكأإآ", "ییکااا")
_NO_LETTER = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def arabic_key(word: str) -> str:
    """A word of the Arabic script: keyboards' variants joined, vowel signs and ZWNJ away.

    Unlike `normalise.fold` it keeps apart the letters that only one language has.
    """
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", word)).translate(_KEY)


def weighed_words(text: str, script: str) -> list[tuple[str, float]]:
    """The first sixty words in a script (first word of the Unicode names of its letters), and how much each says.

    A word that is repeated says no more.
    """
    if script == "ARABIC":
        words = [(arabic_key(word), 1.0) for word in _ARABIC_WORD.findall(text)]
    elif script == "LATIN":
        words = _latin_words(text)
    else:
        words = [(word.lower(), 1.0) for word in _WORD.findall(text) if not word.isdigit()]
    once = dict(reversed([(word[:_LONGEST_WORD], weight) for word, weight in words if word]))
    return list(reversed(once.items()))[:_MOST_WORDS]


def _latin_words(text: str) -> list[tuple[str, float]]:
    """In lower case, without abbreviations (capitals in a text not all in capitals); names and letters say less."""
    found: list[str] = _WORD.findall(unicodedata.normalize("NFKC", text).replace("’", "'"))
    words = [word for word in found if _LATIN_LETTER.search(word.lower())]
    shouted = all(word.isupper() for word in words)
    weighed = []
    for place, word in enumerate(words):
        if shouted or len(word) == 1 or not word.isupper():
            name = place > 0 and word[0].isupper() and not shouted
            weight = _LETTER_WEIGHS if len(word) == 1 else _NAME_WEIGHS if name else 1.0
            weighed.append((word.lower(), weight))
    return weighed
