"""Names that look the same: the key by which nicknames are compared, so that nobody can pass for another.

In: any text. Out: its key, never shown to anybody; equal for two names that a reader may take for each other. Never
fails; the key of a key is itself; empty for a text without letters and digits. Source: Unicode Technical Standard 39
(confusables), as in ICU's SpoofChecker.
"""

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.text.digits import western
from bot.text.normalise import fold

if TYPE_CHECKING:
    import icu

# Each round is further along; the longest seen takes three. A name must never hold up a worker.
_MOST_ROUNDS = 8


@lru_cache(maxsize=1)
def _checker() -> "icu.SpoofChecker":
    import icu

    return icu.SpoofChecker()


def _prototype(letter: str) -> str:
    """What the standard draws a letter as; the letter itself where fold would strip what tells it from others.

    To the standard, Arabic sheen is a seen with a small mark of three dots, and fold takes such marks away.
    """
    drawn = str(_checker().getSkeleton(0, letter))
    marks = (sign for sign in drawn if unicodedata.category(sign)[0] == "M")
    return letter if any(not fold(mark) for mark in marks) else drawn


@lru_cache(maxsize=4096)
def _look(letter: str) -> str:
    """A letter as it looks: in Latin where it does so as written or in the other case (Cyrillic er, en)."""
    if letter != "|" and not fold(letter):  # what fold takes away never becomes a letter
        return letter
    looks = (_prototype(letter), _prototype(letter.swapcase()), _prototype(letter.lower()))
    return next((look for look in looks if look.isascii()), looks[-1])


def _skeleton_once(text: str) -> str:
    # Western digits first: the standard takes an Arabic zero for a full stop.
    looks = fold("".join(map(_look, western(text))))
    return looks.replace("i", "l")  # no case here, and a capital I is drawn as an l


def skeleton(text: str) -> str:
    """The key of a name: no case, no invisible sign, one letter for all that look like it, in whatever script.

    A Greek name in capitals and in small letters has two keys where the two look like different Latin letters (nu:
    N, v).
    """
    key = _skeleton_once(text)
    for _ in range(_MOST_ROUNDS):
        if (again := _skeleton_once(key)) == key:
            break
        key = again
    return key
