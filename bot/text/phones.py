"""Phone numbers inside a text: find them, hide them, read one.

A text is read in western digits, which keeps its length: every offset is right in the original.
Regions are ISO 3166 letters ("LB"), the country of the service number; None finds international numbers only.
Source of what a number is: Google's libphonenumber metadata.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.text.digits import western

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

# A group's number has 3 to 8 digits: fewer than this without a + is never a phone.
_FEWEST_DIGITS = 9
_MOST_DIGITS = 15

_DIGIT = re.compile("[0-9]")
# "00" before the country stands for +. A currency or percent sign or a decimal on either side makes it a price.
_BARE = re.compile(r"(?<![\d.,+%$€£])(?:00)?([1-9][0-9]{8,14})(?![\d%$€£]|[.,]\d)")
# Separators and invisible signs that people put between the digits of one number.
_GAP = "[\\s().\\-/_\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\ufeff]{0,3}"
_UNBROKEN_RUN = re.compile(f"[0-9]{{{_FEWEST_DIGITS},}}")
_LONG_RUN = re.compile(f"[0-9](?:{_GAP}[0-9]){{{_FEWEST_DIGITS - 1},}}")
_ONE_PHONE = re.compile(r"(?:\+|00)?[0-9][0-9\s().\-/]*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True)
class Phone:
    """A phone number in a text: `text[start:end]` as written, and the same in E.164 (+ and digits)."""

    start: int
    end: int
    e164: str


def _e164(number: "PhoneNumber") -> str:
    import phonenumbers

    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _international(digits: str) -> str | None:
    """E.164 of digits that begin with a country code; None when no number there is as long as that."""
    import phonenumbers

    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return None
    reason = phonenumbers.is_possible_number_with_reason(number)
    return _e164(number) if reason == phonenumbers.ValidationResult.IS_POSSIBLE else None


def _matched(text: str, region: str | None) -> Iterator[Phone]:
    """What libphonenumber finds: valid numbers, and with a + also those that are only of a possible length."""
    import phonenumbers

    for leniency in (phonenumbers.Leniency.VALID, phonenumbers.Leniency.POSSIBLE):
        for match in phonenumbers.PhoneNumberMatcher(text, region, leniency):
            plus = match.raw_string[0] in "+＋"
            valid = leniency == phonenumbers.Leniency.VALID
            if plus or (valid and len(_DIGIT.findall(match.raw_string)) >= _FEWEST_DIGITS):
                yield Phone(match.start, match.end, _e164(match.number))


def _bare(text: str) -> Iterator[Phone]:
    """International numbers written as digits only."""
    for match in _BARE.finditer(text):
        if e164 := _international(match[1]):
            yield Phone(match.start(), match.end(), e164)


def find(text: str, region: str | None) -> tuple[Phone, ...]:
    """The phone numbers in a text, in its order, none overlapping another. Never fails."""
    text = western(text)
    if len(_DIGIT.findall(text)) < 7:  # the shortest number of any country, its code included
        return ()
    found: list[Phone] = []
    for phone in (*_matched(text, region), *_bare(text)):
        if all(phone.end <= other.start or other.end <= phone.start for other in found):
            found.append(phone)
    return tuple(sorted(found, key=lambda phone: phone.start))


def _zeros(part: str) -> str:
    return _DIGIT.sub("0", part)


def mask(text: str, region: str | None) -> str:
    """The text, of the same length, with "0" for each digit of a phone or of any run of nine digits or more.

    All else is untouched. Where a group's number stands before a phone, only the phone is hidden.
    """
    plain, hidden = western(text), set[int]()
    for phone in find(text, region):
        hidden.update(range(phone.start, phone.end))
    for pattern in (_UNBROKEN_RUN, _LONG_RUN):  # one after the other: a group's number beside a long run stays
        rest = "".join("\0" if place in hidden else letter for place, letter in enumerate(plain))
        for match in pattern.finditer(rest):
            hidden.update(range(*match.span()))
    return "".join(_zeros(plain[place]) if place in hidden else letter for place, letter in enumerate(text))


def parse(text: str, region: str | None) -> str | None:
    """E.164 of a text that is one phone number and nothing else; None for any other text."""
    import phonenumbers

    text = _INVISIBLE.sub("", western(text)).replace("＋", "+").strip()
    if not _ONE_PHONE.fullmatch(text):
        return None
    digits = "".join(_DIGIT.findall(text))
    if text[0] == "+" or digits.startswith("00"):
        return _international(digits.removeprefix("00") if text[0] != "+" else digits)
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        number = None
    if number is not None and phonenumbers.is_valid_number(number):
        return _e164(number)
    return _international(digits) if _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS else None
