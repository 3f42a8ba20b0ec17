"""Burmese in Zawgyi, the older way to write it in the same code points, to Unicode and back.

Nothing in an SMS says which of the two it is: only its letters do (myanmartools). ICU converts.
Both are loaded at first use, for most texts need neither.
"""

import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import icu
    from myanmartools import ZawgyiDetector

# Below this a short word is a guess, and a wrong conversion garbles a right text.
CERTAIN = 0.95

_MYANMAR = re.compile("[\u1000-\u109f]")


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
    return str(_converter(name).transliterate(text))


def is_zawgyi(text: str) -> bool:
    """Whether the text is surely Zawgyi. A text without Myanmar letters is not."""
    return bool(_MYANMAR.search(text)) and bool(_detector().get_zawgyi_probability(text) > CERTAIN)


def to_unicode(text: str) -> str:
    """The text in Unicode when it is surely Zawgyi, else unchanged."""
    return _convert(text, "Zawgyi-my") if is_zawgyi(text) else text


def to_zawgyi(text: str) -> str:
    """The Unicode text in Zawgyi; a text without Myanmar letters, or already in Zawgyi, unchanged."""
    if not _MYANMAR.search(text) or is_zawgyi(text):
        return text
    return _convert(text, "my-Zawgyi")
