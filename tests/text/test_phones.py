"""Phone numbers in a text: found, hidden, read. All of them are fictional ones."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.digits import western
from bot.text.phones import HIDDEN, find, has_phone, hide, is_valid, mask, parse

DIGITS_AND_SIGNS = "0123456789" * 3 + "٠١٢٣٤٥٦٧٨٩۰۱۲۳ +-().,/"
ANY_TEXT = st.text(max_size=60, alphabet=st.characters()) | st.text(max_size=40, alphabet=DIGITS_AND_SIGNS)
REGIONS = st.sampled_from([None, "US", "GB", "LB", "MY", "XX"])


@pytest.mark.parametrize(
    ("text", "region", "written", "e164"),
    [
        pytest.param("call +15551234567 now", None, "+15551234567", "+15551234567", id="with a plus"),
        pytest.param("call 15551234567 now", None, "15551234567", "+15551234567", id="with country, no plus"),
        pytest.param("call 0015551234567", None, "0015551234567", "+15551234567", id="with 00"),
        pytest.param("٠٠١٥٥٥١٢٣٤٥٦٧ سلام", None, "٠٠١٥٥٥١٢٣٤٥٦٧", "+15551234567", id="in Arabic digits"),
        pytest.param("به ۱۵۵۵۱۲۳۴۵۶۷ زنگ", None, "۱۵۵۵۱۲۳۴۵۶۷", "+15551234567", id="in Persian digits"),
        pytest.param("၁၅၅၅၁၂၃၄၅၆၇ကို", None, "၁၅၅၅၁၂၃၄၅၆၇", "+15551234567", id="in Burmese digits"),
        pytest.param("+1 (555) 123-4567.", None, "+1 (555) 123-4567", "+15551234567", id="with signs between"),
        pytest.param("invite 4321 +15551234567", None, "+15551234567", "+15551234567", id="after a group"),
        pytest.param("ring (202) 555-0123", "US", "(202) 555-0123", "+12025550123", id="as written at home"),
        pytest.param("ring 12025550123", "US", "12025550123", "+12025550123", id="once, whichever way it is seen"),
    ],
)
def test_a_phone_is_found_where_it_is_written(text: str, region: str | None, written: str, e164: str) -> None:
    (phone,) = find(text, region)
    assert (text[phone.start : phone.end], phone.e164) == (written, e164)


def test_several_phones_are_found_in_their_order() -> None:
    found = find("+15551234567, 15551234568 and +1 555 123 4569", None)
    assert [phone.e164 for phone in found] == ["+15551234567", "+15551234568", "+15551234569"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("4321", id="a group of four digits"),
        pytest.param("87654321", id="a group of eight digits"),
        pytest.param("join 12345678 now", id="a group inside a text"),
        pytest.param("4321 4322 4323", id="three groups"),
        pytest.param("on 2024-01-15 at 10:30", id="a date and a time"),
        pytest.param("12/03/2024 08:00", id="a date with slashes"),
        pytest.param("it costs 1,500,000,000 rial", id="a price with commas"),
        pytest.param("it costs $1500000000", id="a price with a dollar sign"),
        pytest.param("bread 2.50, milk 3.75, rice 12.00", id="a list of prices"),
    ],
)
@pytest.mark.parametrize("region", [None, "US", "LB", "MY"])
def test_no_phone_is_seen_in(text: str, region: str | None) -> None:
    assert find(text, region) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("call +15551234567!", "call +00000000000!", id="a phone"),
        pytest.param("۴۳۲۱ ۱۵۵۵۱۲۳۴۵۶۷ سلام", "۴۳۲۱ 00000000000 سلام", id="the phone, not the group before it"),
        pytest.param("+1 555 123-4567 ok", "+0 000 000-0000 ok", id="digits only, not what stands between"),
        pytest.param("number 123 456 789", "number 000 000 000", id="nine digits in pieces"),
        pytest.param("4321 999999999", "4321 000000000", id="a long run, not the group before it"),
        pytest.param("9999999999999999999999", "0000000000000000000000", id="more digits than any phone"),
        pytest.param("12 - 34 - 56 - 78 - 90", "00 - 00 - 00 - 00 - 00", id="pairs with dashes"),
        pytest.param("4321 bring 20 at 10:30 ²", "4321 bring 20 at 10:30 ²", id="nothing in short numbers"),
    ],
)
def test_mask(text: str, expected: str) -> None:
    assert mask(text, None) == expected


@given(ANY_TEXT, REGIONS)
def test_masking_keeps_length_and_every_other_letter(text: str, region: str | None) -> None:
    masked = mask(text, region)
    assert len(masked) == len(text)
    for before, after in zip(text, masked, strict=True):
        assert after == before or (after == "0" and before.isdecimal())


@given(ANY_TEXT, REGIONS)
def test_no_nine_digits_are_left_after_masking(text: str, region: str | None) -> None:
    for run in re.findall(r"\d{9,}", western(mask(text, region))):
        assert set(run) == {"0"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("call +1 (555) 010-0011!", "call ***!", id="a phone with signs between"),
        pytest.param("۴۳۲۱ ۱۵۵۵۰۱۰۰۰۱۱ سلام\u200c‌ها", "۴۳۲۱ *** سلام\u200c‌ها", id="the phone, not the group before it"),
        pytest.param("၁၅၅၅၀၁၀၀၀၁၁ကို ၄၃၂၁", "***ကို ၄၃၂၁", id="in Burmese, letters right behind it"),
        pytest.param("+15550100011 or +15550100012", "*** or ***", id="two phones"),
        pytest.param("0999 999 999", "***", id="a phone in pieces, which begins with 0"),
        pytest.param("bring 100 200 300 400", "bring 100 200 300 400", id="nothing in a list of amounts"),
        pytest.param("on 12/03/2024 08:00", "on 12/03/2024 08:00", id="nothing in a date and an hour"),
        pytest.param("4321: at 10:30, $25.50 ²", "4321: at 10:30, $25.50 ²", id="nothing in short numbers"),
    ],
)
def test_a_phone_is_hidden(text: str, expected: str) -> None:
    assert hide(text, None) == expected
    assert has_phone(text, None) is (text != expected)


@given(ANY_TEXT, REGIONS)
def test_no_phone_is_left_where_one_was_hidden(text: str, region: str | None) -> None:
    hidden = hide(text, region)
    assert not has_phone(hidden, region)
    assert has_phone(text, region) is (hidden != text)
    assert re.fullmatch("(?s:.*)".join(re.escape(kept) for kept in hidden.split(HIDDEN)), text)


@given(ANY_TEXT, REGIONS)
def test_a_text_has_a_phone_when_one_is_found_in_it(text: str, region: str | None) -> None:
    assert has_phone(text, region) or not find(text, region)


@given(ANY_TEXT, REGIONS)
def test_phones_lie_in_the_text_one_after_another(text: str, region: str | None) -> None:
    end = 0
    for phone in find(text, region):
        assert end <= phone.start < phone.end <= len(text)
        assert re.fullmatch(r"\+[0-9]{4,17}", phone.e164)
        end = phone.end


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        pytest.param("+15551234567", None, "+15551234567", id="E.164 itself"),
        pytest.param(" +1 (555) 123-4567 ", None, "+15551234567", id="with signs and spaces"),
        pytest.param("\u202a+1 555 123 4567\u202c", None, "+15551234567", id="as copied from a contact list"),
        pytest.param("۰۰۱۵۵۵۱۲۳۴۵۶۷", None, "+15551234567", id="in Persian digits with 00"),
        pytest.param("202 555 0123", "US", "+12025550123", id="as written at home"),
        pytest.param("020 7946 0123", "GB", "+442079460123", id="with the zero of home"),
        pytest.param("020 7946 0123", None, None, id="no home, no number"),
        pytest.param("5550100012", "US", "+15550100012", id="home first, of two that are only possible"),
        pytest.param("5550100012", None, "+5550100012", id="no home: possible abroad"),
        pytest.param("961 70 123 456", "US", "+96170123456", id="one from abroad"),
        pytest.param(
            "9613123456", "US", "+9613123456", id="one that exists abroad before one of a right length at home"
        ),
        pytest.param("2212345", "LB", None, id="too few digits for one that does not exist"),
        pytest.param("4321", "US", None, id="a group is no phone"),
        pytest.param("+15551234567 please", None, None, id="words beside it"),
        pytest.param("+99912345678", None, None, id="a country that is none"),
        pytest.param("", None, None, id="nothing"),
    ],
)
def test_one_phone_is_read(text: str, region: str | None, expected: str | None) -> None:
    assert parse(text, region) == expected


@given(ANY_TEXT, REGIONS)
def test_anything_can_be_read(text: str, region: str | None) -> None:
    e164 = parse(text, region)
    assert e164 is None or parse(e164, None) == e164


@pytest.mark.parametrize(("e164", "expected"), [("+12025550123", True), ("+15550100011", False), ("+4321", False)])
def test_only_numbers_that_can_be_given_out_are_valid(e164: str, expected: bool) -> None:
    assert is_valid(e164) is expected
