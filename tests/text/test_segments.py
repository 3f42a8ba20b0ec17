"""How many SMS a text is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.segments import Encoding, count, excerpt

ANY_TEXT = st.text(alphabet=st.characters(), max_size=400)


def utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("text", "encoding", "segments", "left"),
    [
        pytest.param("", Encoding.GSM7, 0, 160, id="no text is no segment"),
        pytest.param("a" * 160, Encoding.GSM7, 1, 0, id="160 Latin letters fill one"),
        pytest.param("a" * 161, Encoding.GSM7, 2, 145, id="161 Latin letters are two of 153"),
        pytest.param("a" * 306, Encoding.GSM7, 2, 0, id="306 Latin letters fill two"),
        pytest.param("a" * 307, Encoding.GSM7, 3, 152, id="307 Latin letters are three"),
        pytest.param("a" * 1600, Encoding.GSM7, 11, 83, id="1600 Latin letters are eleven"),
        pytest.param("€" * 80, Encoding.GSM7, 1, 0, id="a euro sign takes two septets"),
        pytest.param("€" * 1600, Encoding.GSM7, 22, 145, id="an escape and its sign stay in one segment"),
        pytest.param("ا" * 70, Encoding.UCS2, 1, 0, id="70 Arabic letters fill one"),
        pytest.param("ا" * 71, Encoding.UCS2, 2, 63, id="71 Arabic letters are two of 67"),
        pytest.param("ا" * 134, Encoding.UCS2, 2, 0, id="134 Arabic letters fill two"),
        pytest.param("ا" * 135, Encoding.UCS2, 3, 66, id="135 Arabic letters are three"),
        pytest.param("ا" * 1600, Encoding.UCS2, 24, 8, id="1600 Arabic letters are 24"),
        pytest.param("😀" * 35, Encoding.UCS2, 1, 0, id="35 emoji fill one"),
        pytest.param("😀" * 36, Encoding.UCS2, 2, 61, id="36 emoji are two, no pair split"),
        pytest.param("a" * 152 + "…", Encoding.UCS2, 3, 48, id="one letter outside GSM makes three of one"),
        pytest.param("é" * 160, Encoding.GSM7, 1, 0, id="composed é is GSM"),
        pytest.param(unicodedata.normalize("NFD", "é"), Encoding.UCS2, 1, 68, id="decomposed é is not"),
        pytest.param("`", Encoding.UCS2, 1, 69, id="the backtick is not GSM"),
        pytest.param("\t", Encoding.UCS2, 1, 69, id="the tab is not GSM"),
        pytest.param("\x1b", Encoding.UCS2, 1, 69, id="an escape typed as a letter is not GSM"),
    ],
)
def test_counts_as_the_carrier_does(text: str, encoding: Encoding, segments: int, left: int) -> None:
    counted = count(text)
    assert (counted.encoding, counted.segments, counted.left) == (encoding, segments, left)


@given(ANY_TEXT, ANY_TEXT)
def test_more_text_is_never_fewer_segments(text: str, more: str) -> None:
    assert count(text).segments <= count(text + more).segments


@given(ANY_TEXT)
def test_all_units_find_room_and_little_of_it_is_wasted(text: str) -> None:
    counted = count(text)
    alone, joined = (160, 153) if counted.encoding is Encoding.GSM7 else (70, 67)
    room = alone if counted.segments <= 1 else joined * counted.segments
    wasted = room - counted.left - counted.units
    assert 0 <= wasted <= max(0, counted.segments - 1)
    assert 0 <= counted.left <= alone


@given(ANY_TEXT, st.integers(min_value=0, max_value=200))
def test_an_excerpt_has_no_more_units_than_allowed(text: str, units: int) -> None:
    assert utf16_units(excerpt(text, units)) <= units


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=100))
def test_a_text_that_fits_is_its_own_excerpt(text: str) -> None:
    assert excerpt(text, utf16_units(text)) == text


@pytest.mark.parametrize(
    ("text", "units", "expected"),
    [
        pytest.param("Hello there my dear friends", 15, "Hello there...", id="between words"),
        pytest.param("မြန်မာနိုင်ငံသားများအားလုံး", 15, "မြန်မာနိုင်...", id="between Burmese syllables"),
        pytest.param("x" * 50, 10, "xxxxxxx...", id="inside a word that is longer than the room"),
        pytest.param("👍🏽👍🏽👍🏽", 9, "👍🏽...", id="never inside an emoji with its skin colour"),
        pytest.param("ab cd", 2, "ab", id="without dots when there is no room for them"),
        pytest.param("ab cd", 0, "", id="to nothing when there is no room at all"),
        pytest.param("a\ud800b", 2, "ab", id="without half a surrogate pair"),
    ],
)
def test_an_excerpt_is_cut(text: str, units: int, expected: str) -> None:
    assert excerpt(text, units) == expected
