"""The pieces that run inside Rasa, each in its own Python through probe.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Probe = Callable[..., Any]
pytestmark = pytest.mark.brain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("join 4321 pls!", ["join", "4321", "pls", "!"]),
        ("4321က ပိတ်တယ်", ["4321", "က", "ပိတ်", "တယ်"]),
        ("ဆေးခန်းမန္တလေး", ["ဆေး", "ခန်း", "မန္တ", "လေး"]),
        ("گروه۴۳۲۱رو", ["گروه", "۴۳۲۱", "رو"]),
        ("می\u200cخوام بیام", ["می\u200cخوام", "بیام"]),
        ("\u200fمرحبا\u202a12\u202c", ["مرحبا", "12"]),
        ("ok\ud800 fine", ["ok", "\ud800", "fine"]),
        ("go🚌?", ["go", "🚌", "?"]),
        ("", []),
        (" \t\n", []),
    ],
    ids=[
        "English words and signs",
        "digits glued to Burmese",
        "Burmese syllables, also stacked letters",
        "Farsi glued to digits",
        "a Farsi word with a joiner is one word",
        "marks of direction are no words",
        "half a character is a sign",
        "an emoji is a sign",
        "nothing",
        "white space",
    ],
)
def test_a_text_is_split_into(probe: Probe, text: str, expected: list[str]) -> None:
    assert [word for _, _, word in probe("tokens", text)] == expected


@pytest.mark.parametrize("text", ["ပိတ်တယ် 4321!", "a\u200db", "مَرْحَبًا بك", "\u0301x", "x\ud800y"])
def test_offsets_cut_each_token_out_of_the_text(probe: Probe, text: str) -> None:
    found = probe("tokens", text)
    assert all(text[start:end] == word and start < end for start, end, word in found)
    assert "".join(word for _, _, word in found) == text.replace(" ", "")


def test_a_lemma_is_the_folded_form(probe: Probe) -> None:
    assert probe("lemmas", "JOIN ٤٣٢١ كيف") == ["join", "4321", "کیف"]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("join 4321 pls", ["4321"]),
        ("۴۳۲۱ و ٥٦٧٨", ["4321", "5678"]),
        ("၄၃၂၁ကိုပို့ပါ", ["4321"]),
        ("4321က", ["4321"]),
        ("၁၄၄ဝ၈ ကို", ["14408"]),
        ("၄၃၂၁ဝင်မယ်", ["4321"]),
        ("#4321!", ["4321"]),
        ("groups 4321,5678", ["4321", "5678"]),
        ("12 apples", []),
        ("come at 10:30 or 1030am", []),
        ("on 12/05/2024 or 2024-05-12", []),
        ("500$, $500, 5000 kyat, ၅၀၀၀ကျပ်, 3000 ریال", []),
        ("100% of 4,500 and 4.50", []),
        ("try 4321.", ["4321"]),
        ("4321: 10 boxes", ["4321"]),
        ("12345678", ["12345678"]),
    ],
)
def test_group_numbers_are_found_and_other_numbers_are_not(probe: Probe, text: str, groups: list[str]) -> None:
    assert [value for entity, value, _ in probe("references", text) if entity == "group"] == groups


@pytest.mark.parametrize("phone", ["000000000", "+0000000000", "+0 (000) 000-0000", "00 000 00 00", "123456789"])
def test_a_phone_is_one_phone_and_no_group(probe: Probe, phone: str) -> None:
    found = probe("references", f"invite {phone} to 4321")
    assert [(entity, cut) for entity, _, cut in found] == [("phone", phone), ("group", "4321")]


def test_a_number_inside_the_body_is_no_group(probe: Probe) -> None:
    text = "tell 4321 that 200 blankets came."
    body = text.index("200")
    assert probe("settled", text, [["body", body, len(text) - 1]]) == [["group", "4321"], ["body", text[body:]]]


def test_pieces_of_a_body_are_one_slice(probe: Probe) -> None:
    text = "tell 4321 clinic is very closed"
    pieces = [["body", 10, 16], ["body", 25, 31]]
    assert probe("settled", text, pieces) == [["group", "4321"], ["body", "clinic is very closed"]]


def test_a_body_does_not_reach_over_the_group(probe: Probe) -> None:
    text = "clinic closed, send to 4321 ok"
    pieces = [["body", 0, 13], ["body", 28, 30]]
    assert probe("settled", text, pieces) == [["body", "clinic closed"], ["group", "4321"]]


def test_where_words_name_one_number_a_group_the_others_are_none(probe: Probe) -> None:
    text = "we are 250 people, make group 4321"
    assert probe("settled", text, [["group", 30, 34]]) == [["group", "4321"]]


def test_a_named_group_stands_beside_no_number(probe: Probe) -> None:
    assert probe("settled", "join Clinic", [["group", 5, 11]]) == [["group", "Clinic"]]


def test_meaning_is_near_across_languages_and_digits(probe: Probe) -> None:
    assert probe("nearness", "join group 4321", "join group ၅၆၇၈") == pytest.approx(1, abs=1e-5)
    assert probe("nearness", "I want to leave the group", "أريد أن أغادر المجموعة") > probe(
        "nearness", "I want to leave the group", "شكرا جزيلا"
    )


@pytest.mark.parametrize("text", ["\ud800", "a" * 20_000, "", "\x00"])
def test_what_the_model_gets_is_short_and_whole(probe: Probe, text: str) -> None:
    prepared = probe("prepared", text)
    assert len(prepared) <= 301
    assert "\ud800" not in prepared
    assert "\x00" not in prepared


@pytest.mark.parametrize(
    ("text", "prior", "language"),
    [("I want to join please", None, "en"), ("می‌خوام عضو بشم", "en", "fa"), ("၄၃၂၁ ကိုပို့ပါ", "ar", "my")],
)
def test_the_language_of_a_text_is_said(probe: Probe, text: str, prior: str | None, language: str) -> None:
    assert probe("language", text, prior) == language


@pytest.mark.parametrize("text", ["/restart", " /back", "\n//x{}", '/join_group{"a": "b"}'])
def test_a_command_to_rasa_becomes_a_text_of_the_same_length(probe: Probe, text: str) -> None:
    harmless = probe("harmless", text)
    assert len(harmless) == len(text)
    assert not harmless.strip().startswith("/")


def test_a_slash_inside_a_text_stays(probe: Probe) -> None:
    assert probe("harmless", "join and/or leave") == "join and/or leave"


@pytest.mark.parametrize("token", ["", "short", "a" * 40, "abababababababababababababab", "${SMSUP_RASA_TOKEN}xxxxx"])
def test_a_weak_token_is_refused(probe: Probe, token: str) -> None:
    with pytest.raises(ValueError, match="SMSUP_RASA_TOKEN"):
        probe("token_is_good", token)


def test_a_strong_token_is_taken(probe: Probe) -> None:
    assert probe("token_is_good", "3f9a0b7c1d5e2864aa90ffee01234567")


def test_learning_twice_gives_the_same_probabilities_that_sum_up_to_one(probe: Probe) -> None:
    once, again = probe("learned_twice")
    assert once == again
    assert [sum(row) for row in once] == pytest.approx([1, 1, 1])
