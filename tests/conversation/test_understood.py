"""What an entity says, in the words of the original text."""

import pytest

from bot.conversation.understood import Entity


@pytest.mark.parametrize(
    ("text", "value", "number"),
    [
        ("4321", "4321", "4321"),
        ("၄၃၂၁", "4321", "4321"),
        ("77 05", "7705", "7705"),
        ("4-3-2-1", "4321", "4321"),
        ("six oh one nine", "6019", "6019"),
        ("၁၄၄ဝ၈", "14408", "14408"),
        ("Room 9", "Room 9", None),
        ("نانوایی", "نانوایی", None),
    ],
)
def test_a_group_is_its_digits_however_they_are_written(text: str, value: str, number: str | None) -> None:
    whole = f"join {text} please"
    entity = Entity("group", 5, 5 + len(text), value)
    assert entity.number(whole) == number
    assert entity.words(whole) == text


def test_digits_are_those_of_the_original_text_where_it_has_digits() -> None:
    assert Entity("group", 0, 4, "0000").number("4321 is masked") == "4321"


def test_nothing_is_said_where_nothing_stands() -> None:
    assert Entity("name", 2, 2, "").words("a  b") is None
    assert Entity("name", 1, 3, "").words("a  b") is None
