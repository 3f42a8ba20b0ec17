"""How many SMS a text is, and the beginning of a text that is too long.

A text of GSM-7 letters has 160 septets in one SMS, 153 in each part of more; any other text 70 and 67 UTF-16 units.
Source: 3GPP TS 23.038 (alphabet) and TS 23.040 (the six bytes that join parts). No national shift tables: carriers
reached through Twilio do not use them. Count what is sent, that is after `normalise.tidy`.
"""

from dataclasses import dataclass
from enum import Enum

_GSM_LETTERS = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
# An escape septet comes before each of these.
_GSM_EXTENSION = frozenset("\f^{}\\[~]|€")

_CUT = "..."  # the one sign "…" is no GSM letter and would halve the room


class Encoding(str, Enum):
    """How the carrier sends a text."""

    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


# Units in a text that is one SMS, and in each part of a longer one.
_ROOM = {Encoding.GSM7: (160, 153), Encoding.UCS2: (70, 67)}


@dataclass(frozen=True)
class Segments:
    """What a text costs: `units` are septets or UTF-16 units, `left` those free in the last segment."""

    encoding: Encoding
    units: int
    segments: int
    left: int


def _encoding(text: str) -> Encoding:
    return Encoding.GSM7 if _GSM_LETTERS.issuperset(set(text) - _GSM_EXTENSION) else Encoding.UCS2


def _width(letter: str, encoding: Encoding) -> int:
    """Units of one letter."""
    if encoding is Encoding.GSM7:
        return 2 if letter in _GSM_EXTENSION else 1
    return 2 if ord(letter) > 0xFFFF else 1


def count(text: str) -> Segments:
    """Encoding, units and segments of a text; an empty text is no segment. A pair is never split over two."""
    encoding = _encoding(text)
    alone, joined = _ROOM[encoding]
    widths = [_width(letter, encoding) for letter in text]
    units = sum(widths)
    if units <= alone:
        return Segments(encoding, units, min(units, 1), alone - units)
    segments, left = 1, joined
    for width in widths:
        if width > left:
            segments, left = segments + 1, joined
        left -= width
    return Segments(encoding, units, segments, left)


def excerpt(text: str, units: int) -> str:
    """The whole text when it has at most `units` UTF-16 units, else its beginning and "...", together as many.

    Cut where a line may break (ICU knows Burmese words, which have no spaces), or, where that would lose more than
    half, between two graphemes. No room for the dots: no dots. Lone surrogates are left out.
    """
    text = "".join(letter for letter in text if not 0xD800 <= ord(letter) <= 0xDFFF)
    if sum(_width(letter, Encoding.UCS2) for letter in text) <= units:
        return text
    dots = _CUT if units > len(_CUT) else ""
    return _beginning(text, max(0, units - len(dots))) + dots


def _beginning(text: str, units: int) -> str:
    """At most `units` UTF-16 units of a longer text, without space at the end."""
    import icu

    whole = icu.UnicodeString(text)  # counts in UTF-16 units, as its break iterators do
    cuts = []
    for iterator in (icu.BreakIterator.createLineInstance, icu.BreakIterator.createCharacterInstance):
        breaks = iterator(icu.Locale.getRoot())
        breaks.setText(whole)
        cuts.append(units if breaks.isBoundary(units) else max(0, breaks.preceding(units)))
    line, grapheme = cuts
    return str(whole[: line if line * 2 >= units else grapheme]).rstrip()
