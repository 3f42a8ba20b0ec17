"""What may be a group's number or name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import rules
from bot.replies.catalogue import WORDS
from bot.text.normalise import fold
from tests.support.stage import installed

CATALOGUE = installed()

EMERGENCY = ["112", "911", "999", "991", "994", "110", "115", "125", "140", "175", "155", "100", "166", "191", "000"]
FREE = ["4321", "200", "9990", "1120", "9110", "12345678", "901", "989"]


@pytest.mark.parametrize("number", EMERGENCY)
def test_an_emergency_number_is_no_group(number: str) -> None:
    assert rules.is_emergency(number)


@pytest.mark.parametrize("number", FREE)
def test_a_number_that_only_looks_like_one_may_be_a_group(number: str) -> None:
    assert not rules.is_emergency(number)


NUMBERS = {
    "two digits": ("43", None),
    "three digits": ("432", "432"),
    "eight digits": ("43214321", "43214321"),
    "nine digits": ("432143214", None),
    "Arabic digits": ("٤٣٢١", "4321"),
    "a letter among them": ("43a1", None),
    "a line end among them": ("43\n21", None),
    "leading zeros": ("0042", "0042"),
    "superscripts are no digits": ("⁴³²¹", None),
}


@pytest.mark.parametrize(("reference", "number"), NUMBERS.values(), ids=NUMBERS.keys())
def test_a_number_has_three_to_eight_digits(reference: str, number: str | None) -> None:
    assert rules.number_in(reference) == number


GOOD_NAMES = ["Clinic", "کلینیک", "ဆေးခန်း", "Women's Health", "Block 7", "ሰላም", "x"]
BAD_NAMES = {
    "nothing": "",
    "spaces": "   ",
    "digits only": "4321",
    "digits of another script only": "۴۳۲۱",
    "twenty-one letters": "a" * 21,
    "punctuation": "!!!",
    "an emoji": "👍",
    "two lines": "one\ntwo",
    "one letter that is eighteen": "ﷺ" * 20,
}


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_a_name_in_any_script(name: str) -> None:
    assert rules.is_name(name, CATALOGUE)


@pytest.mark.parametrize("name", BAD_NAMES.values(), ids=BAD_NAMES.keys())
def test_it_is_no_name(name: str) -> None:
    assert not rules.is_name(name, CATALOGUE)


@pytest.mark.parametrize("code", CATALOGUE.languages)
def test_no_command_word_and_no_language_is_a_name(code: str) -> None:
    language = CATALOGUE.languages[code]
    taken = [word for name in CATALOGUE.commands for word in language.words(WORDS + name)]
    taken += language.words("utter_language_names")
    assert [word for word in taken if rules.is_name(word, CATALOGUE)] == []


@given(st.text(max_size=40))
def test_whatever_is_accepted_fits_its_column(text: str) -> None:
    number = rules.number_in(text)
    assert number is None or (number.isascii() and number.isdigit() and 3 <= len(number) <= 8)
    if rules.is_name(text, CATALOGUE):
        assert 0 < len(fold(text)) <= 80
