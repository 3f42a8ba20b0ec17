"""Digits of the four scripts that people write, and of the one that a reader prefers.

In: any text. Out: the same text, letter for letter, with other digits. Never fails; never changes the length, so
that an offset found in one is right in the other. Source: Unicode category Nd.
"""

import re
import unicodedata
from collections import Counter
from enum import Enum


class DigitScript(str, Enum):
    """A script's digits; the value is the word stored with a person."""

    WESTERN = "western"
    ARABIC = "arabic"
    PERSIAN = "persian"
    MYANMAR = "myanmar"


_ZERO = {
    DigitScript.WESTERN: "0",
    DigitScript.ARABIC: "٠",
    DigitScript.PERSIAN: "۰",
    DigitScript.MYANMAR: "၀",
}
_TABLE = {script: {ord("0") + value: chr(ord(zero) + value) for value in range(10)} for script, zero in _ZERO.items()}
_SCRIPT_OF_DIGIT = {digit: script for script, table in _TABLE.items() for digit in table.values()}

# `\d` is exactly category Nd: superscripts and circled numbers stay what they are.
_DIGIT = re.compile(r"\d")


def western(text: str) -> str:
    """The text with every decimal digit of any script as 0-9, of the same length."""
    if text.isascii():
        return text
    return _DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)


def to_script(text: str, script: DigitScript) -> str:
    """The text with every decimal digit written in `script`, of the same length."""
    return western(text).translate(_TABLE[script])


def script_of(text: str) -> DigitScript | None:
    """The script most of the digits are in (the first used when equal); None without a digit of the four."""
    scripts = Counter(_SCRIPT_OF_DIGIT[letter] for letter in text if letter in _SCRIPT_OF_DIGIT)
    return scripts.most_common(1)[0][0] if scripts else None
