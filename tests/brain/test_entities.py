"""What stands in a text: numbers however they are written, bodies whole, and what a small network says of the words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.text.zawgyi import to_zawgyi

Probe = Callable[..., Any]
pytestmark = pytest.mark.brain
ANY_TEXT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PIECES = ["4321", " ", "77 05", "six oh one nine", "هفت هزار", "တစ်ငါး", "ဝ", "\ud800", "\u0301", "“", ":", "<b>"]


@pytest.mark.parametrize(
    ("text", "group", "digits"),
    [
        ("join 77 05 pls", "77 05", "7705"),
        ("4-3-2-1 join", "4-3-2-1", "4321"),
        ("580 33 ကိုပို့", "580 33", "58033"),
        ("۶۴ ۳۱۸ رو ببند", "۶۴ ۳۱۸", "64318"),
        ("1ဝ 52 ကို", "1ဝ 52", "1052"),
        ("out of 4O21 now", "4O21", "4021"),
        ("take me out of six oh one nine", "six oh one nine", "6019"),
        ("گروه هفت هزار و بیست", "هفت هزار و بیست", "7020"),
    ],
)
def test_a_group_number_is_found_however_it_is_written(probe: Probe, text: str, group: str, digits: str) -> None:
    start = text.index(group)
    assert probe("entities", text) == [["group", start, start + len(group), digits]]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("4321 17", ["4321"]),
        ("17 4321", ["4321"]),
        ("room 5 6", []),
        ("1 2 3 4 5 6 7 8 9", []),
        ("from 12 36 3am", []),
        ("4321 5678", ["4321", "5678"]),
    ],
    ids=[
        "a member behind a group",
        "a member before a group",
        "two digits are too few",
        "nine digits are too many",
        "digits glued to letters",
        "two whole numbers",
    ],
)
def test_digits_with_gaps_are_one_number_only_where_they_can_be(probe: Probe, text: str, groups: list[str]) -> None:
    assert [value for entity, value, _ in probe("references", text) if entity == "group"] == groups


def test_a_gap_where_the_words_say_one_group_is_none(probe: Probe) -> None:
    assert probe("settled", "join 1953 6 now", [["group", 5, 11]]) == [["group", "19536"]]


def test_a_member_in_front_of_a_group_with_three_digits_is_no_part_of_it(probe: Probe) -> None:
    assert probe("settled", "ban 17 432", [["member", 4, 6]]) == [["member", "17"], ["group", "432"]]


def test_a_name_is_no_member_where_one_has_a_number(probe: Probe) -> None:
    assert probe("settled", "Abu 10 is out", [["member", 0, 3], ["member", 4, 6]]) == [["member", "10"]]


@pytest.mark.parametrize(
    ("text", "found", "body"),
    [
        ('tell 4321 "clinic is closed" thanks', "clinic is closed", "clinic is closed"),
        ('tell 4321 "clinic is closed"', '"clinic is closed"', "clinic is closed"),
        ("tell 4321 “clinic is closed” today", "clinic is closed” today", "clinic is closed"),
        ("به ۴۳۲۱ بگو «کلینیک بسته است»", "«کلینیک بسته است", "کلینیک بسته است"),
        ("tell 4321: clinic is closed", ": clinic is closed", "clinic is closed"),
        ("tell 4321 - clinic closed!!", "- clinic closed", "clinic closed!!"),
        ("tell 4321 don't come, it's closed", "don't come, it's closed", "don't come, it's closed"),
        ('tell 4321 he said "no" and went home', 'he said "no" and went home', 'he said "no" and went home'),
    ],
    ids=[
        "in quotation marks",
        "quotation marks are no part of it",
        "what stands behind quotation marks is no part of it",
        "Farsi quotation marks",
        "a colon is no part of it",
        "a dash is no part of it, what ends a sentence is",
        "an apostrophe is no quotation mark",
        "a word that is quoted inside a body is a part of it",
    ],
)
def test_a_body_is_exactly_the_words_to_pass_on(probe: Probe, text: str, found: str, body: str) -> None:
    start = text.index(found)
    assert probe("settled", text, [["body", start, start + len(found)]])[-1] == ["body", body]


def test_what_is_only_signs_is_no_body(probe: Probe) -> None:
    assert probe("settled", "tell 4321: ", [["body", 9, 11]]) == [["group", "4321"]]


def test_a_text_in_zawgyi_is_cut_as_it_was_written(probe: Probe) -> None:
    text = to_zawgyi("မင်္ဂလာပါ အဖွဲ့ ၄၃၂၁ကိုပြောပါ သုံးရှစ်ခုနစ်ငါးလည်းပြောပါ")
    said = to_zawgyi("သုံးရှစ်ခုနစ်ငါး")
    digits, words = text.index("၄၃၂၁"), text.index(said)
    assert probe("entities", text) == [
        ["group", digits, digits + 4, "4321"],
        ["group", words, words + len(said), "3875"],
    ]


def test_the_likeliest_row_of_tags_makes_sense(probe: Probe) -> None:
    alone = {"I-body": -0.1, "B-body": -2.0, "O": -3.0}
    assert probe("likeliest_tags", [alone, alone]) == ["B-body", "I-body"]
    other = {"B-group": -0.1, "O": -4.0}
    assert probe("likeliest_tags", [other, alone]) == ["B-group", "B-body"]


def test_pieces_of_a_text_follow_one_another_and_leave_nothing_out(probe: Probe) -> None:
    text = "tell 4321  هلا ပိတ်တယ်"
    _, pieces = probe("words_and_pieces", text)
    assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", text)


def test_words_of_like_meaning_are_near_also_across_languages(probe: Probe) -> None:
    assert probe("nearest_words", "clinic", ["football", "hospital", "bread"]) == "hospital"
    assert probe("nearest_words", "کلینیک", ["football", "hospital", "bread"]) == "hospital"


@pytest.mark.parametrize("seed", range(5))
def test_another_wording_has_pieces_of_the_same_kinds_where_its_offsets_say(probe: Probe, seed: int) -> None:
    examples = [
        ["join Bakery", [["group", 5, 11]]],
        ["ban 17 from Choir", [["member", 4, 6], ["group", 12, 17]]],
        ["hello", []],
    ]
    join, ban, hello = probe("reworded_texts", examples, seed)
    names = ("Bakery", "Choir", *(f"{one} {other}" for one in ("Bakery", "Choir") for other in ("Bakery", "Choir")))
    assert join in [[f"join {name}", [["group", name]]] for name in names]
    assert [kind for kind, _ in ban[1]] == ["member", "group"]
    assert ban[0] == f"ban 17 from {ban[1][1][1]}"
    assert hello == ["hello", []]


def test_a_network_learns_from_what_stands_around_a_name(probe: Probe) -> None:
    for name in ("Zara", "Abdi"):
        assert ["member", 14, 18, name] in probe("small_network_reads", f"please remove {name} from 4321")
        assert probe("small_network_reads", f"call me {name}") == [["nickname", 8, 12, name]]


def test_a_text_has_nothing_that_texts_of_its_intent_never_have(probe: Probe) -> None:
    assert {"member", "group", "body"} < set(probe("never", {"nickname": 0.9, "member": 0.05}))
    assert "nickname" not in probe("never", {"nickname": 0.9})
    assert not {"member", "nickname"} & set(probe("never", {"nickname": 0.6, "member": 0.4})), "not while in doubt"
    assert probe("never", {}) == []


def test_a_number_stays_a_group_also_in_a_text_of_an_intent_that_names_none(probe: Probe) -> None:
    assert probe("seen_with", "yes Friday", {"Friday": 0.9}) == [["group", "Friday"]]
    assert probe("seen_with", "yes Friday", {"Friday": 0.9}, ["group"]) == []
    assert probe("seen_with", "yes 7020", {"7020": 0.9}, ["group"]) == [["group", "7020"]]


@pytest.mark.parametrize(
    ("word", "chance", "group"),
    [
        pytest.param("Friday", 0.9, True, id="likely a name"),
        pytest.param("Friday", 0.6, False, id="hardly a name: texts to learn from have more of them than people say"),
        pytest.param("7020", 0.6, True, id="a number is as likely as the network says"),
    ],
)
def test_a_name_has_to_be_likelier_than_a_number(probe: Probe, word: str, chance: float, group: bool) -> None:
    assert probe("seen_with", f"yes {word}", {word: chance}) == ([["group", word]] if group else [])


def test_the_network_that_is_used_says_what_the_one_that_learned_says(probe: Probe) -> None:
    assert probe("tagger_off") < 1e-3


def test_a_network_is_the_same_after_it_was_written_and_read(probe: Probe, tmp_path: Path) -> None:
    assert probe("same_after_writing", str(tmp_path), "call me Zara \ud800 ok") < 0.01


@ANY_TEXT
@given(st.one_of(st.text(st.characters(), max_size=200), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
def test_entities_of_any_text_lie_in_it_and_their_values_are_theirs(probe: Probe, text: str) -> None:
    for entity, start, end, value in probe("small_network_reads", text):
        assert 0 <= start < end <= len(text)
        assert value == text[start:end] or (entity in ("group", "phone") and value.isdecimal())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("join 4321 now", "4321"),
        ("ဂရု ၄ဝ၇၂၁ ကို", "၄ဝ၇၂၁"),
        ("to six oh one nine please", "six oh one nine"),
        ("گروه هفت هزار و بیست را", "هفت هزار و بیست"),
    ],
)
def test_a_number_is_one_word_however_it_is_written(probe: Probe, text: str, word: str) -> None:
    assert word in probe("words_read", text)


def test_numbers_that_stand_together_may_be_two(probe: Probe) -> None:
    assert probe("words_read", "ban 17 4321") == ["ban", "17", "4321"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("سجلوني بصبايا الحي", "صبايا الحي"),
        ("قول لعمال الفرن", "عمال الفرن"),
        ("وقفوا الخبز والزيتون", "الزيتون"),
        ("ابعتوا للمعلمات", "معلمات"),
        ("الاسم الجديد لـرسمي", "رسمي"),
        ("سجلوني وبـالحديقة", "الحديقة"),
        ("قروب بنات الشام", "بنات الشام"),
    ],
)
def test_a_name_is_cut_out_of_the_word_that_a_small_one_is_glued_to(probe: Probe, text: str, name: str) -> None:
    start = text.index(name)
    assert probe("taught_and_cut", text, [["group", start, start + len(name)]]) == [["group", name]]


def test_a_small_arabic_word_in_front_is_no_part_of_a_groups_name(probe: Probe) -> None:
    text = "ضيفوني بالحديقة هلق"
    start, end = text.index("بالحديقة"), text.index(" هلق")
    assert probe("settled", text, [["group", start, end]]) == [["group", "الحديقة"]]
    assert probe("settled", "بنات اسوان", [["group", 0, 10]]) == [["group", "بنات اسوان"]]


@pytest.mark.parametrize(
    ("number", "chance", "groups"),
    [("4021", 0.3, 1), ("4021", 0.1, 0), ("2023", 0.8, 0), ("2023", 0.95, 1), ("۱۴۰۳", 0.8, 0)],
    ids=["digits are a group as a rule", "unless that is hardly likely", "a year is none", "unless surely", "in Farsi"],
)
def test_how_likely_a_number_has_to_be_a_groups(probe: Probe, number: str, chance: float, groups: int) -> None:
    assert len(probe("seen_with", f"since {number} here", {number: chance})) == groups


def test_nothing_trained_outlives_the_code_that_taught_it(probe: Probe) -> None:
    assert probe("without_code") == []
