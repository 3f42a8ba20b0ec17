"""Whatever people, phones and other machines send: the whole pipeline reads it, and none of it takes long."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli.interpreter import Heard, Interpreter
from bot.conversation.understood import Entity
from tests.support.stage import stage_settings

LONGEST = 1600
"""Characters in the longest text that Twilio takes."""
RUNS = 3

ARABIC, BURMESE = "بدي اطلع من الغروب ٤٣٢١ ", "အဖွဲ့ ၄၃၂၁ ကနေ ထွက်ချင်တယ် "
LONG = {
    "words": "please take me out of group 4321 now ",
    "Arabic": ARABIC,
    "Farsi": "من را از گروه ۴۳۲۱ خارج کنید لطفاً ",
    "Burmese": BURMESE,
    "Burmese without spaces": BURMESE.replace(" ", ""),
    "one letter": "a",
    "digits": "4321",
    "single digits": "4 ",
    "spelled digits": "four three two one ",
    "double double": "double ",
    "emoji": "😀",
    "families": "👩‍👩‍👧‍👦",
    "combining marks": "\u0301",
    "Burmese vowels": "\u102b",
    "stacked": "\u1000\u1039",
    "lone surrogates": "\ud800",
    "tatweel": "\u0640",
    "ligatures": "\ufdfa",
    "both directions": "\u202eabc\u202c سلام ",
    "isolates": "\u2066",
    "no width": "\u200b",
    "spaces": " ",
    "new lines": "\n",
    "punctuation": "?!",
    "slashes": "/",
    "brackets": "[17](member) ",
    "HTML": "<script>alert('4321')</script>",
    "links": "https://example.org/4321?a=b& ",
    "Rasa's own": '/send_message{"body": "all"} ',
    "phones": "+00 000 000 000 ",
    "money": "$1,000.00 ",
    "quotation": '"4321" ',
    "zeros": "\x00",
    "private": "\ue000",
    "not assigned": "\U000e0080",
    "old scripts": "\U00012000",
}


@pytest.fixture(scope="module")
def interpreter(project: Path) -> Iterator[Interpreter]:
    with Interpreter(stage_settings(), project / "models" / "brain.tar.gz") as running:
        yield running


def filled(pattern: str, length: int) -> str:
    return (pattern * length)[:length]


def check(text: str, heard: Heard) -> None:
    """What always holds of an answer."""
    assert abs(sum(confidence for _, confidence in heard.ranking) - 1) < 1e-3
    for entity in heard.entities:
        assert 0 <= entity.start < entity.end <= len(text), entity


@pytest.mark.parametrize("kind", LONG)
def test_a_text_of_one_kind_is_read_at_any_length(interpreter: Interpreter, kind: str) -> None:
    for length in (1, 2, 70, 160, LONGEST):
        text = filled(LONG[kind], length)
        check(text, interpreter.hear(text))


def test_ten_thousand_combining_marks_are_read(interpreter: Interpreter) -> None:
    text = "a" + "\u0301\u0489" * 5_000
    check(text, interpreter.hear(text))


def test_no_kind_of_long_text_takes_ten_times_as_long_as_the_usual_one(interpreter: Interpreter) -> None:
    took = {
        kind: min(interpreter.hear(filled(pattern, LONGEST)).seconds for _ in range(RUNS))
        for kind, pattern in LONG.items()
    }
    usual = median(took.values())
    slow = {kind: f"{seconds / usual:.1f} times" for kind, seconds in took.items() if seconds > 10 * usual}
    assert not slow, slow


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), max_size=LONGEST))
def test_any_text_is_read(interpreter: Interpreter, text: str) -> None:
    check(text, interpreter.hear(text))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.sampled_from([*LONG.values(), " ", "4321", "\n"]), max_size=12))
def test_any_mixture_is_read(interpreter: Interpreter, parts: list[str]) -> None:
    text = "".join(parts)
    check(text, interpreter.hear(text))


def test_an_empty_text_is_read(interpreter: Interpreter) -> None:
    assert not interpreter.hear("").entities


def test_a_group_in_any_digits_is_the_same_group(interpreter: Interpreter) -> None:
    for digits in ("4321", "٤٣٢١", "۴۳۲۱", "၄၃၂၁"):
        assert unicodedata.numeric(digits[0]) == 4
        found = interpreter.hear(f"please take me out of group {digits}").entities
        assert [entity for entity in found if entity.kind == "group"] == [Entity("group", 28, 32, "4321")]
