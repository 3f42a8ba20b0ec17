"""Burmese in Zawgyi, the older way to write it in the same code points, to Unicode and back.

Nothing in an SMS says which of the two it is: only its letters do. What is impossible in one of them decides; else
myanmartools says how probable Zawgyi is, and the writer's earlier texts how probable it has to be. ICU converts.
Both are loaded at first use, for most texts need neither.
"""

import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import icu
    from myanmartools import ZawgyiDetector

# From which probability on a text that has no sign is Zawgyi: a wrong conversion garbles a right text.
CERTAIN = 0.98
CERTAIN_OF_ZAWGYI_WRITER = 0.5

_MYANMAR = re.compile("[\u1000-\u109f]")
_CONSONANT = "\u1000-\u1021"

# Unicode puts the vowel E behind its consonant and kinzi and the dot below in an order of its own.
_UNICODE_ONLY = re.compile(
    "\u1031(?=[\u102b-\u1030\u1032\u1036-\u103a]|[^\u1000-\u109f\u200b]|$)|\u1037\u103a|\u1004\u103a\u1039"
)
# Zawgyi puts E and the medial RA before the consonant, and ends syllables with what stacks consonants in Unicode, where
# only letters of one row are stacked. Its sign for kinzi is a tone of Karen in Unicode, so only the greeting counts.
_ROWS = ("\u1000-\u1004", "\u1005-\u100a", "\u100b-\u100f", "\u1010-\u1014", "\u1015-\u1019")
_ACROSS_ROWS = "|".join(f"[{row}]\u1039[\u1000-\u1019](?<![{row}])" for row in _ROWS)
_ZAWGYI_ONLY = re.compile(
    f"(?:^|[^{_CONSONANT}\u1022-\u102a\u103b-\u103f\u1050-\u109f\u200b-\u200d])\u1031[{_CONSONANT}\u103b\u107e-\u1084]"
    f"|(?:^|[^{_CONSONANT}\u1031\u103a-\u103f\u1039\u1050-\u109f])\u103b[{_CONSONANT}]"
    f"|\u1039(?![{_CONSONANT}\u1050-\u109f])|{_ACROSS_ROWS}"
    f"|(?:^|[^\u1000-\u109f\u200b-\u200d])[{_CONSONANT}]\u103a(?![\u1037\u1038\u1039]|[^\u1000-\u109f]|$)"
    "|\u1019\u1002\u1064\u101c"
)

# ICU reads U+1044 without figures beside it as another sign: figures stay out of it. It moves a medial RA past the
# medials of the syllable before: in either direction what begins with RA is converted by itself. And it leaves E
# behind two stacked consonants, where Zawgyi has it before both.
_BETWEEN_FIGURES = re.compile("[^\u1040-\u1049]+")
_BEFORE_ZAWGYI_SYLLABLE = re.compile("(?=\u1031)|(?<!\u1031)(?=[\u103b\u107e-\u1084])")
_BEFORE_UNICODE_SYLLABLE = re.compile(f"(?<!\u1039)(?=[{_CONSONANT}]\u103b?\u103c)")
_STACK_WITH_E = re.compile(f"([{_CONSONANT}]\u1039[{_CONSONANT}]\u1031)")


@lru_cache(maxsize=1)
def _detector() -> "ZawgyiDetector":
    from myanmartools import ZawgyiDetector

    with warnings.catch_warnings():  # it reads its model in a way that Python 3.11 calls old
        warnings.simplefilter("ignore", DeprecationWarning)
        return ZawgyiDetector()


@lru_cache(maxsize=2)
def _converter(name: str) -> "icu.Transliterator":
    import icu

    return icu.Transliterator.createInstance(name)


def _convert(text: str, name: str) -> str:
    converter = _converter(name)
    return _BETWEEN_FIGURES.sub(lambda part: str(converter.transliterate(part[0])), text)


def _from_zawgyi(text: str) -> str:
    return "".join(_convert(part, "Zawgyi-my") for part in _BEFORE_ZAWGYI_SYLLABLE.split(text))


def _from_unicode(text: str) -> str:
    converted = []
    for place, part in enumerate(_STACK_WITH_E.split(text)):
        if place % 2:  # the stacks are every other part
            converted.append(part[-1] + _convert(part[:-1], "my-Zawgyi"))
        else:
            converted += [_convert(syllables, "my-Zawgyi") for syllables in _BEFORE_UNICODE_SYLLABLE.split(part)]
    return "".join(converted)


def shows_zawgyi(text: str, earlier: bool = False) -> bool | None:
    """Whether the text is in Zawgyi; None when it would be the same in Unicode, or has no Myanmar letters.

    `earlier`: whether its writer wrote Zawgyi before. What a text without a sign shows is then believed sooner.
    """
    if not _MYANMAR.search(text) or (_from_zawgyi(text) == text and _from_unicode(text) == text):
        return None
    unicode, zawgyi = bool(_UNICODE_ONLY.search(text)), bool(_ZAWGYI_ONLY.search(text))
    if unicode != zawgyi:
        return zawgyi
    level = CERTAIN_OF_ZAWGYI_WRITER if earlier else CERTAIN
    return bool(_detector().get_zawgyi_probability(text) > level) and _from_zawgyi(text) != text


def is_zawgyi(text: str, earlier: bool = False) -> bool:
    """Whether the text is surely Zawgyi. A text without Myanmar letters is not."""
    return shows_zawgyi(text, earlier) is True


def to_unicode(text: str, earlier: bool = False) -> str:
    """The text in Unicode when it is surely Zawgyi, else unchanged."""
    return _from_zawgyi(text) if is_zawgyi(text, earlier) else text


def to_zawgyi(text: str) -> str:
    """The Unicode text in Zawgyi; a text without Myanmar letters, or already in Zawgyi, unchanged."""
    if not _MYANMAR.search(text) or is_zawgyi(text):
        return text
    return _from_unicode(text)
