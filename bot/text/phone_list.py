"""The phones that somebody lists, as in "INVITE 4321 number, number and number", good ones and bad ones.

Between two numbers stands anything: a comma of any script, a word, a new line, or only a space, which may also stand
inside a number. Of all ways to cut a line into numbers, the one that makes most sense as phones is taken. A wrong
phone would be a stranger who learns of the group: what may be a group's number is never joined to a phone after it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.text.digits import western
from bot.text.phones import is_valid, parse

# Digits and what people write inside one number; all else, a new line too, ends it.
_LINE = re.compile("[0-9+＋().\\-/_ \t\u00a0\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202f\u2060-\u2069\ufeff]+")
_RUN = re.compile("(?:(?P<plus>[+＋])[^0-9+＋]*)?(?P<digits>[0-9]+)")

_MOST_RUNS = 8  # nobody writes one number in more parts
_MOST_DIGITS = 17  # of E.164, and the 00 before them
_COUNTRY = 3  # digits of the longest country code
_PHONE = 9  # as many digits in one run are a phone of their own

# What a cut costs: the surest numbers, and as few of them as can be.
_VALID, _WITH_COUNTRY, _POSSIBLE, _BAD = 1, 2, 3, 8


@dataclass(frozen=True)
class Piece:
    """One number of a list: `text` as written, and the same in E.164; None when it is no phone."""

    text: str
    e164: str | None


@dataclass(frozen=True)
class _Cut:
    """The best way to cut the runs from one on: its cost, the phone it begins with, and the run after that."""

    cost: int
    e164: str | None
    end: int


def _at_home(e164: str, region: str | None) -> bool:
    import phonenumbers

    code = phonenumbers.country_code_for_region(region) if region else 0
    return bool(code) and e164.startswith(f"+{code}")


def _one(runs: Sequence[re.Match[str]], region: str | None) -> tuple[int, str] | None:
    """Cost and E.164 of runs of digits that are one phone; None when they are not."""
    plus, digits = runs[0]["plus"], "".join(run["digits"] for run in runs)
    if len(digits) > _MOST_DIGITS or any(run["plus"] for run in runs[1:]):
        return None
    with_country = bool(plus) or digits.startswith("00")
    begun = len(runs[0]["digits"])
    for run in runs[1:]:
        if not with_country and begun > _COUNTRY and len(run["digits"]) >= _PHONE:  # a group's number, then a phone
            return None
        begun += len(run["digits"])
    e164 = parse(("+" if plus else "") + digits, region)
    if e164 is None:
        return None
    if is_valid(e164):
        return _VALID, e164
    if with_country:
        return _WITH_COUNTRY, e164
    return (_POSSIBLE, e164) if len(runs) == 1 or _at_home(e164, region) else None


def _cuts(runs: Sequence[re.Match[str]], region: str | None) -> list[_Cut]:
    """For each run the best way to cut from there on, and one more for the end."""
    cuts = [_Cut(0, None, len(runs))] * (len(runs) + 1)
    for start in reversed(range(len(runs))):
        best = _Cut(_BAD + cuts[start + 1].cost, None, start + 1)
        for end in range(start + 1, min(start + _MOST_RUNS, len(runs)) + 1):
            one = _one(runs[start:end], region)
            if one and one[0] + cuts[end].cost < best.cost:
                best = _Cut(one[0] + cuts[end].cost, one[1], end)
        cuts[start] = best
    return cuts


def _spans(runs: Sequence[re.Match[str]], region: str | None) -> Iterator[tuple[int, int, str | None]]:
    """Start, end and E.164 of each number of a line; bad runs side by side are one."""
    cuts, place = _cuts(runs, region), 0
    while place < len(runs):
        first, e164, end = place, cuts[place].e164, cuts[place].end
        while e164 is None and end < len(runs) and cuts[end].e164 is None:
            end = cuts[end].end
        yield runs[first].start(), runs[end - 1].end(), e164
        place = end


def pieces(text: str, region: str | None) -> tuple[Piece, ...]:
    """The numbers of a list in its order, each phone once; words are left out. Never fails.

    A bad piece is whatever else has digits: too short, too long, no phone of any country.
    """
    plain = western(text)
    found: dict[str, Piece] = {}
    for line in _LINE.finditer(plain):
        for start, end, e164 in _spans(list(_RUN.finditer(plain, *line.span())), region):
            found.setdefault(e164 or text[start:end], Piece(text[start:end], e164))
    return tuple(found.values())
