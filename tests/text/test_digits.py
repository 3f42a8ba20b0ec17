"""Digits of every script."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.digits import DigitScript, script_of, to_script, western

ANY_TEXT = st.text(alphabet=st.characters(), max_size=100)
DIGITS = st.text(alphabet=st.characters(categories=["Nd"]), max_size=20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("٤٣٢١", "4321", id="Arabic digits"),
        pytest.param("۴۳۲۱", "4321", id="Persian digits"),
        pytest.param("၄၃၂၁", "4321", id="Burmese digits"),
        pytest.param("４३২১", "4321", id="digits of four other scripts"),
        pytest.param("𝟜x²①½", "4x²①½", id="superscripts, circled numbers and fractions stay"),
    ],
)
def test_every_decimal_digit_becomes_western(text: str, expected: str) -> None:
    assert western(text) == expected


@given(ANY_TEXT | DIGITS)
def test_western_keeps_every_other_letter_in_its_place(text: str) -> None:
    result = western(text)
    assert len(result) == len(text)
    for before, after in zip(text, result, strict=True):
        assert after == (str(unicodedata.decimal(before)) if unicodedata.category(before) == "Nd" else before)


@given(ANY_TEXT | DIGITS)
def test_western_digits_stay_western(text: str) -> None:
    assert western(western(text)) == western(text)


@pytest.mark.parametrize("script", DigitScript, ids=lambda script: f"digits written {script.value} read back")
@given(text=ANY_TEXT | DIGITS)
def test_digits_written_in_a_script_read_back(text: str, script: DigitScript) -> None:
    written = to_script(text, script)
    assert western(written) == western(text)
    assert script_of(written) in (script, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("سلام", None, id="no digit, no script"),
        pytest.param("²", None, id="a superscript is no digit"),
        pytest.param("12 ۳۴۵", DigitScript.PERSIAN, id="the majority"),
        pytest.param("١2", DigitScript.ARABIC, id="the first of equals"),
        pytest.param("၁", DigitScript.MYANMAR, id="Burmese"),
    ],
)
def test_the_script_of_the_digits(text: str, expected: DigitScript | None) -> None:
    assert script_of(text) is expected
