"""The phones that somebody lists to invite. All of them are fictional ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.phone_list import Piece, pieces
from bot.text.phones import parse

ONE, TWO, THREE = (f"+1555010001{digit}" for digit in (1, 2, 3))
PHONES_AND_SIGNS = st.lists(
    st.sampled_from(
        ["+15550100011", "5550100012", "555", "010", "0013", "+", "00", "1", "12", ", ", " ", "-", "و", "x"]
    ),
    max_size=20,
).map("".join)
ANY_TEXT = st.text(alphabet=st.characters(), max_size=40) | PHONES_AND_SIGNS
WAYS_TO_WRITE = ["+1555010{}", "+1 555 010 {}", "555010{}", "(555) 010-{}", "1555010{}", "001-555-010-{}", "555 010 {}"]
REGIONS = st.sampled_from([None, "US", "GB", "LB", "MY", "XX"])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("+15550100011, +15550100012, +15550100013", id="commas"),
        pytest.param("+15550100011،+15550100012؛+15550100013", id="Arabic comma and semicolon"),
        pytest.param("+15550100011၊ +15550100012။ +15550100013", id="Burmese commas"),
        pytest.param("+15550100011;+15550100012\n+15550100013", id="semicolon and new line"),
        pytest.param("5550100011\n5550100012\n5550100013", id="new lines alone"),
        pytest.param("+15550100011 and +15550100012 و+15550100013", id="and"),
        pytest.param("၁၅၅၅၀၁၀၀၀၁၁နဲ့ ၁၅၅၅၀၁၀၀၀၁၂နဲ့ ၁၅၅၅၀၁၀၀၀၁၃", id="Burmese digits and particles"),
        pytest.param("٠٠١٥٥٥٠١٠٠٠١١ ۱۵۵۵۰۱۰۰۰۱۲ 15550100013", id="digits of three scripts"),
        pytest.param("+15550100011+15550100012+15550100013", id="nothing but the plus"),
        pytest.param("5550100011 5550100012 5550100013", id="spaces between, none inside"),
        pytest.param("555 010 0011 555 010 0012 555 010 0013", id="spaces between and inside"),
        pytest.param("+1 555 010 0011 (555) 010-0012 555.010.0013", id="a plus, brackets, dashes, points"),
        pytest.param("5550100011/5550100012/5550100013", id="slashes"),
        pytest.param("my sister +1 555 010 0011, her friend: 5550100012; Um Ali 5550100013.", id="words"),
        pytest.param("+15550100011, 5550100011, +15550100012, 1 555 010 0012, +15550100013", id="some of them twice"),
    ],
)
def test_each_phone_of_a_list_is_read_once(text: str) -> None:
    assert [piece.e164 for piece in pieces(text, "US")] == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("4321 5550100012", [("4321", None), ("5550100012", TWO)], id="a group's number before a phone"),
        pytest.param("5550100012 12", [("5550100012", TWO), ("12", None)], id="too few digits behind a phone"),
        pytest.param(
            "۱۲ ۳۴، 5550100012", [("۱۲ ۳۴", None), ("5550100012", TWO)], id="bad digits side by side, as typed"
        ),
        pytest.param("+999123456789", [("+999123456789", None)], id="a country that is none"),
        pytest.param("+1555 +0100011", [("+1555 +0100011", None)], id="no number has a plus inside"),
        pytest.param("4930 123456789", [("4930 123456789", None)], id="what may be a group is not joined to a phone"),
        pytest.param("1 2025550123", [("1 2025550123", "+12025550123")], id="a country's code is"),
        pytest.param("961 70 123 456", [("961 70 123 456", "+96170123456")], id="spaces in a number from abroad"),
        pytest.param("my sister", [], id="only words"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_bad_pieces_are_told_apart(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert pieces(text, "US") == tuple(Piece(written, e164) for written, e164 in expected)


def test_a_number_as_written_at_home_needs_a_home() -> None:
    assert [piece.e164 for piece in pieces("70 123 456 71 123 456", "LB")] == ["+96170123456", "+96171123456"]
    assert pieces("+1 555 010 0011", None) == (Piece("+1 555 010 0011", ONE),)
    assert pieces("70 123 456", None) == (Piece("70 123 456", None),)


@given(
    st.lists(st.integers(min_value=0, max_value=9999), min_size=1, max_size=6, unique=True),
    st.lists(st.sampled_from(WAYS_TO_WRITE), min_size=6, max_size=6),
    st.lists(st.sampled_from([", ", " ", "\n", "،", " and ", ";", "၊", " / "]), min_size=6, max_size=6),
)
def test_phones_in_any_writing_with_anything_between_are_read_back(
    lines: list[int], ways: list[str], between: list[str]
) -> None:
    written = [way.format(f"{line:04}") for line, way in zip(lines, ways, strict=False)]
    text = "".join(phone + sign for phone, sign in zip(written, between, strict=False))
    assert [piece.e164 for piece in pieces(text, "US")] == [f"+1555010{line:04}" for line in lines]


@given(ANY_TEXT, REGIONS)
def test_pieces_are_as_typed_and_in_the_order_of_the_text(text: str, region: str | None) -> None:
    place = 0
    for piece in pieces(text, region):
        place = text.index(piece.text, place) + len(piece.text)
        assert piece.e164 is None or parse(piece.e164, None) == piece.e164


@given(ANY_TEXT, REGIONS)
def test_a_text_with_a_digit_has_a_piece(text: str, region: str | None) -> None:
    assert bool(pieces(text, region)) is any(letter.isdecimal() for letter in text)


@given(ANY_TEXT, REGIONS)
def test_no_phone_is_listed_twice(text: str, region: str | None) -> None:
    phones = [piece.e164 for piece in pieces(text, region) if piece.e164]
    assert len(phones) == len(set(phones))
