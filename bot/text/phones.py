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

HIDDEN = "***"
"""What stands in a text where a phone, or a link, was."""

_DIGIT = re.compile("[0-9]")
# "00" before the country stands for +. A currency or percent sign or a decimal on either side makes it a price.
_BARE = re.compile(r"(?<![\d.,+%$€£])(?:00)?([1-9][0-9]{8,14})(?![\d%$€£]|[.,]\d)")
# Separators and invisible signs that people put between the digits of one number.
_GAP = "[\\s().\\-/_\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\ufeff]{0,3}"
_UNBROKEN_RUN = re.compile(f"[0-9]{{{_FEWEST_DIGITS},}}")
_LONG_RUN = re.compile(f"[0-9](?:{_GAP}[0-9]){{{_FEWEST_DIGITS - 1},}}")
# With spaces inside, a phone begins with its 0 or +; without one it is a list of amounts. With hyphens it is a phone.
_MORE = f"{{{_FEWEST_DIGITS - 1},}}"
_SPACED_PHONE = re.compile(f"(?<![0-9])(?:[0+](?:{_GAP}[0-9]){_MORE}|[0-9](?:[-\u2010-\u2015]?[0-9]){_MORE})")
_DATE_OR_CLOCK = re.compile(
    r"(?<!\d)(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2})|\d{1,2}[:.]\d{2})(?!\d)"
)
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


def _places(plain: str, region: str | None) -> set[int]:
    """Where letters of a phone, or of any run of nine digits or more, stand in a text with western digits."""
    hidden = set[int]()
    for phone in find(plain, region):
        hidden.update(range(phone.start, phone.end))
    for pattern in (_UNBROKEN_RUN, _LONG_RUN):  # one after the other: a group's number beside a long run stays
        rest = "".join("\0" if place in hidden else letter for place, letter in enumerate(plain))
        for match in pattern.finditer(rest):
            hidden.update(range(*match.span()))
    return hidden


def mask(text: str, region: str | None) -> str:
    """The text, of the same length, with "0" for each digit of a phone or of any run of nine digits or more.

    All else is untouched. Where a group's number stands before a phone, only the phone is hidden.
    """
    plain = western(text)
    hidden = _places(plain, region)
    return "".join(_zeros(plain[place]) if place in hidden else letter for place, letter in enumerate(text))


def has_phone(text: str, region: str | None) -> bool:
    """Whether the text holds a phone that must not be sent on."""
    return bool(_sent_places(western(text), region))


def _sent_places(plain: str, region: str | None) -> set[int]:
    """As `_places`, but a date, an hour or a list of amounts is no phone: people need to tell these to each other."""
    dull = _DATE_OR_CLOCK.sub(lambda match: "x" * len(match[0]), plain)
    hidden = set[int]()
    for phone in find(dull, region):
        hidden.update(range(phone.start, phone.end))
    for pattern in (_UNBROKEN_RUN, _SPACED_PHONE):
        rest = "".join("\0" if place in hidden else letter for place, letter in enumerate(dull))
        for match in pattern.finditer(rest):
            hidden.update(range(*match.span()))
    return hidden


def hide(text: str, region: str | None) -> str:
    """The text with "***" for each phone that must not be sent on, all else letter for letter.

    What is left may be sent where a text with a phone number is not delivered: it holds none.
    """
    while hidden := _sent_places(western(text), region):  # a few digits may be a phone once those beside them are gone
        text = "".join(
            letter if place not in hidden else "" if place - 1 in hidden else HIDDEN
            for place, letter in enumerate(text)
        )
    return text


def parse(text: str, region: str | None) -> str | None:
    """E.164 of a text that is one phone number and nothing else; None for any other text.

    Without + or 00: a number that exists at home, else one that exists abroad, else one of a length that is right.
    """
    text = _INVISIBLE.sub("", western(text)).replace("＋", "+").strip()
    if not _ONE_PHONE.fullmatch(text):
        return None
    digits = "".join(_DIGIT.findall(text))
    if text[0] == "+" or digits.startswith("00"):
        return _international(digits.removeprefix("00") if text[0] != "+" else digits)
    home, enough = _at_home(text, region), _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS
    if home and is_valid(home):
        return home
    abroad = _international(digits) if enough else None
    if abroad and is_valid(abroad):
        return abroad
    return (home if enough else None) or abroad


def is_valid(e164: str) -> bool:
    """Whether such a number can have been given out; if not, only its length is right."""
    import phonenumbers

    return bool(phonenumbers.is_valid_number(phonenumbers.parse(e164)))


def _at_home(text: str, region: str | None) -> str | None:
    """E.164 of a number as written in its own country, of a possible length there."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    reason = phonenumbers.is_possible_number_with_reason(number)
    return _e164(number) if reason == phonenumbers.ValidationResult.IS_POSSIBLE else None
