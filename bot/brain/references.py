"""Find what a text refers to by numbers: group numbers in digits or in words, and (masked) phone numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.text import spelled
from bot.text.digits import western

FEWEST_DIGITS, MOST_DIGITS, PHONE_DIGITS = 3, 8, 9

# Currency signs and words of the countries where the service runs; a number beside one is money. The code of the
# Turkish lira is left out: "try 4321" is English.
MONEY = (
    r"(?:[$€£¥₺₹฿﷼]"
    r"|\b(?:usd|eur|mmk|thb|myr|irr|iqd|syp|lbp|rm|ks|kyats?|baht|ringgit|liras?|dollars?|euros?|dinars?|rials?|tomans?)\b"
    r"|ریال|تومان|تومن|دلار|یورو|لیره|دينار|دولار|ليرة|ريال|يورو|جنيه|ကျပ်|ဒေါ်လာ|ဘတ်|ရင်းဂစ်)"
)
AMOUNT = r"\d{1,3}(?:[.,٬]\d{3})+|\d+(?:[.,٫]\d{1,2})?"

# The Burmese letter wa looks like the digit zero and is typed for it; before another Burmese letter it is a letter
# ("4321 join" is written without a space and begins with wa).
# In the same way Latin o stands between digits.
ZERO = re.compile(r"(?<=\d)\u101d+(?=\d|(?![\u1000-\u109f]))|(?<=\d)[oO]+(?=\d)")

# Digits with gaps between them are one number when nothing else of digits stands beside them: "77 05", "4-3-2-1".
ALONE, NO_MORE = r"(?<![.,٫٬:/\d-])(?<!\d[ \u00a0])", r"(?![.,٫٬:/ \u00a0-]?\d|[a-z])"

# Tried in this order at each place. What is no group number is recognised so that it is stepped over whole.
SHAPES = re.compile(
    r"(?P<phone>\d{9,}|\+\d{7,}|\+0(?:[\s().\-/]{0,3}0){6,}(?!\d)|0(?:[\s().\-/]{0,3}0){8,}(?!\d))"
    r"|(?P<date>(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|(?:1[0-2]|0?[1-9])/20\d\d)(?!\d))"
    r"|(?P<clock>\d{1,2}\s?[:٫]\s?\d{2}(?!\d)|(?:1[0-2]|0?[1-9])(?:[0-5]\d)?\s?[ap]\.?m\b)"
    rf"|(?P<price>{MONEY}\s?(?:{AMOUNT})(?!\d)|(?:{AMOUNT})\s?{MONEY})"
    r"|(?P<quantity>\d{1,3}(?:[.,٬]\d{3})+(?!\d)|\d+[.٫]\d{1,2}(?!\d)|\d+\s?[%٪]|[%٪]\s?\d+)"
    rf"|(?P<spaced>{ALONE}\d{{1,3}}(?P<gap>[ \u00a0-])\d{{1,3}}(?:(?P=gap)\d{{1,3}}){{0,6}}{NO_MORE})"
    r"|(?P<number>\d+)",
    re.IGNORECASE,
)


DIGITS, SPACED, DICTATED, COUNTED = "digits", "spaced", "dictated", "counted"
"""How a number is written: 4321, 43 21, four three two one, four thousand and ten."""


@dataclass(frozen=True)
class Reference:
    """A piece of a text that names a group or a phone; start and end are offsets into the text as it came."""

    entity: str
    start: int
    end: int
    value: str
    form: str = DIGITS


def find_references(text: str, *, counted: bool = False) -> list[Reference]:
    """Return the group numbers (3 to 8 digits) and phones (9 or more) of a text, in order, values in western digits.

    counted: also those that are said as amounts are ("two thousand"); only the words around can tell which are groups.
    Clock times, dates, prices, percentages and decimal numbers are no group numbers. The service masks phones as
    zeros before the text comes here; a phone's value is what stands in the text.
    """
    plain = ZERO.sub(lambda match: "0" * len(match.group()), western(text))
    found = [each for match in SHAPES.finditer(plain) for each in referred(match)]
    for said in spelled.find(text):
        if said.dictated or counted:
            form = DICTATED if said.dictated else COUNTED
            found.append(Reference("group", said.start, said.end, said.digits, form))
    return sorted(found, key=lambda each: each.start)


def referred(match: re.Match[str]) -> list[Reference]:
    """Return what a piece of the text with digits refers to, if anything."""
    digits, shape = re.sub(r"\D", "", match.group()), match.lastgroup
    if shape == "phone" or (shape in ("number", "spaced") and len(digits) >= PHONE_DIGITS):
        return [Reference("phone", match.start(), match.end(), digits)]
    if shape in ("number", "spaced") and len(digits) >= FEWEST_DIGITS:
        return [Reference("group", match.start(), match.end(), digits, SPACED if shape == "spaced" else DIGITS)]
    return []
