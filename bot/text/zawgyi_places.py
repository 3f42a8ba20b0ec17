"""Where a place in a Burmese text that was converted to Unicode is in the Zawgyi text that it came from.

In: both texts. Out: an offset into the Zawgyi text for each offset into the other. Both write the same letters in the
same order; only marks move. So a letter's place is found by counting letters. Pure, linear, never fails.
"""

from __future__ import annotations

import re
from itertools import pairwise

# What is no letter of its own. Unicode: vowels, tones, medials, what is stacked, kinzi; and what cannot be seen.
_KINZI = "\u1004\u103a\u1039"
_UNICODE_LETTER = re.compile(f"(?:(?<!\u1039)|(?<={_KINZI}))(?!{_KINZI})[^\u102b-\u103e\u200b-\u200d]", re.DOTALL)
# Zawgyi: the same, with marks of its own; ten of its code points from U+1060 on are letters.
_ZAWGYI_LETTER = re.compile(
    "[^\u102b-\u103e\u105a\u1060-\u1097\u200b-\u200d]|[\u106a\u106b\u106e\u106f\u1086\u108f-\u1092\u1097]", re.DOTALL
)
_APART = re.compile("[^\u1000-\u109f\u200b-\u200d]", re.DOTALL)
# Zawgyi writes the vowel E and the medial RA before their letter.
_BEFORE_LETTER = frozenset("\u1031\u103b") | frozenset(map(chr, range(0x107E, 0x1085)))


def places(zawgyi: str, converted: str) -> list[int]:
    """For each place in the converted text, its end included, the place in the Zawgyi text.

    Exact at the beginning of a syllable; within one it is the next one's beginning. Where letters do not match (a
    sign that conversion writes with two), places between words are right and those within one about right.
    """
    letters = [match.start() for match in _ZAWGYI_LETTER.finditer(zawgyi)]
    others = [match.start() for match in _UNICODE_LETTER.finditer(converted)]
    if len(letters) != len(others):
        letters = [match.start() for match in _APART.finditer(zawgyi)]
        others = [match.start() for match in _APART.finditer(converted)]
        if len(letters) != len(others):
            return [*_stretched(0, len(converted), 0, len(zawgyi)), len(zawgyi)]
        return _between(others, letters, len(converted), len(zawgyi))
    begun = [_begin(zawgyi, place) for place in letters]
    found: list[int] = []
    for place, begin in zip(others, begun, strict=True):
        found += [begin] * (place + 1 - len(found))
    return found + [len(zawgyi)] * (len(converted) + 1 - len(found))


def _begin(zawgyi: str, place: int) -> int:
    """Where the syllable of a letter begins."""
    while place and zawgyi[place - 1] in _BEFORE_LETTER:
        place -= 1
    return place


def _between(others: list[int], letters: list[int], length: int, until: int) -> list[int]:
    """Places where only some are known: those between them are spread evenly."""
    found: list[int] = []
    here, there = [0, *others, length], [0, *letters, until]
    for (start, end), (first, last) in zip(pairwise(here), pairwise(there), strict=True):
        found += _stretched(start, end, first, last)
    return [*found, until]


def _stretched(start: int, end: int, first: int, last: int) -> list[int]:
    return [first + (place - start) * (last - first) // (end - start) for place in range(start, end)]
