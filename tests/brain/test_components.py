"""The pieces that run inside Rasa, each in its own Python through probe.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
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
        ("3ajel 7ari2a gr8", ["3ajel", "7ari2a", "gr8"]),
        ("4321pls B4321", ["4321", "pls", "B", "4321"]),
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
        "one or two digits in Latin words are letters",
        "more digits are a number",
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


def spans_in(text: str, pieces: dict[str, str]) -> list[list[Any]]:
    """Return a span for each piece (text: entity), where it stands first."""
    return [[entity, text.index(piece), text.index(piece) + len(piece)] for piece, entity in pieces.items()]


@pytest.mark.parametrize(
    ("text", "pieces", "expected"),
    [
        ("remove 117 from 4321", {"117": "member"}, [["member", "117"], ["group", "4321"]]),
        ("remove 117 from 4321", {"117": "member", "4321": "group"}, [["member", "117"], ["group", "4321"]]),
        ("4321 remove #117", {"#117": "member"}, [["group", "4321"], ["member", "117"]]),
        ("ban # 17 please", {"# 17": "member"}, [["member", "17"]]),
        ("۱۱۷ را از ۴۳۲۱ بیرون کن", {"۱۱۷": "member"}, [["member", "۱۱۷"], ["group", "4321"]]),
        ("answer 120: at nine", {"120": "question", "at nine": "body"}, [["question", "120"], ["body", "at nine"]]),
        ("quiet 4321 for 300 minutes", {"300 minutes": "duration"}, [["group", "4321"], ["duration", "300 minutes"]]),
        ("no texts until 1800", {"until 1800": "duration"}, [["duration", "until 1800"]]),
        ("call me Room 305 in 4321", {"Room 305": "nickname"}, [["nickname", "Room 305"], ["group", "4321"]]),
        ("name 4321 Class 2024", {"Class 2024": "name"}, [["group", "4321"], ["name", "Class 2024"]]),
        ("new group, call it 4321", {"4321": "name"}, [["group", "4321"]]),
        ("call me 4321", {"4321": "nickname"}, [["group", "4321"]]),
        ("ban +00 000 000 000 from 4321", {"000 000": "member"}, [["phone", "00000000000"], ["group", "4321"]]),
    ],
    ids=[
        "a member is no group",
        "a member and a group each have their number",
        "the sign before a member is no part of it",
        "a sign and a space before a member are no part of it",
        "a member in Farsi digits",
        "a question's number is no group",
        "a number of minutes is no group",
        "an hour of the day is no group",
        "a number in a nickname is no group",
        "a number in a group's name is no group's number",
        "a name that is a number only is the group",
        "a nickname that is a number only is the group",
        "a piece of a phone is no member",
    ],
)
def test_a_number_is_what_the_words_call_it(
    probe: Probe, text: str, pieces: dict[str, str], expected: list[list[str]]
) -> None:
    assert probe("settled", text, spans_in(text, pieces)) == expected


@pytest.mark.parametrize("marked", ["#17", "17"])
def test_a_member_is_learned_without_the_sign_before_it_however_it_is_marked(probe: Probe, marked: str) -> None:
    text = "ban #17 now"
    assert probe("learned_tags", text, spans_in(text, {marked: "member"})) == ["O", "O", "B-member", "O"]


def test_a_person_is_forgotten_in_the_store_and_in_memory_also_without_a_model(probe: Probe, tmp_path: Path) -> None:
    left = probe("kept_without_a_model", str(tmp_path))
    assert left == {"store": ["stays"], "memory": ["stays"], "locks": []}


def test_no_byte_of_who_is_forgotten_stays_in_a_store_of_many_dialogues(probe: Probe, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    assert probe("left_in_the_files", str(folder)) == []


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


def test_texts_to_learn_from_are_read_once_and_again_when_they_change(probe: Probe, tmp_path: Path) -> None:
    assert probe("imported", str(tmp_path)) == [1, 1, 1, 2, 2, 2, 2], "texts each time, and how often they were read"


def test_a_copy_of_a_text_to_learn_from_can_be_changed_and_the_text_stays(probe: Probe) -> None:
    kept = {"text": "tell 4321", "entities": [{"entity": "group", "value": "4321"}], "metadata": {"a": [1]}}
    same, data, features, output = probe("copied_example")
    assert same
    assert (data, features) == (kept, [])
    assert "intent" not in output


def test_texts_that_are_read_alike_keep_the_places_of_their_own_pieces(probe: Probe, tmp_path: Path) -> None:
    texts = ["join 4321 now", "join 770523 now", "join 520 now"]
    first, again, kept = probe("read_alike", str(tmp_path), texts)
    assert first == again == [["join", f" {number}", number, " now"] for number in ("4321", "770523", "520")]
    assert kept == 1, "one vector serves all three: which group it is says nothing about what is meant"


def test_parts_of_a_training_that_do_not_need_each_other_work_at_once(probe: Probe) -> None:
    assert probe("parts_at_once") == {"first": True, "second": True}
