"""Burmese in Zawgyi and in Unicode."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.zawgyi import is_zawgyi, shows_zawgyi, to_unicode, to_zawgyi

UNICODE_SENTENCES = [
    pytest.param("အဖွဲ့ထဲကို ဝင်ချင်ပါတယ်", id="I want to join the group"),
    pytest.param("ဆေးခန်း ဘယ်အချိန် ဖွင့်မလဲ", id="when does the clinic open"),
    pytest.param("ကျေးဇူးတင်ပါတယ် ၄၃၂၁", id="thanks, and a number"),
]


@pytest.mark.parametrize("text", UNICODE_SENTENCES)
def test_unicode_is_left_alone_and_comes_back_from_zawgyi(text: str) -> None:
    assert not is_zawgyi(text)
    assert to_unicode(text) == text
    old = to_zawgyi(text)
    assert old != text
    assert is_zawgyi(old)
    assert to_unicode(old) == text


def test_zawgyi_is_not_converted_to_zawgyi_twice() -> None:
    old = to_zawgyi("မြန်မာနိုင်ငံသားများအားလုံး")
    assert to_zawgyi(old) == old


@pytest.mark.parametrize("text", ["", "4321", "hello", "سلام", "😀", "\ud800"], ids=ascii)
def test_a_text_without_burmese_is_neither(text: str) -> None:
    assert not is_zawgyi(text)
    assert to_unicode(text) == to_zawgyi(text) == text


@given(st.text(alphabet=st.characters() | st.characters(min_codepoint=0x1000, max_codepoint=0x109F), max_size=40))
def test_any_text_can_be_asked_about_and_converted(text: str) -> None:
    is_zawgyi(text)
    to_unicode(text)
    to_zawgyi(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("မဂၤလာပါ", id="hello"),
        pytest.param("ဟုတ္ကဲ့", id="yes: letters of two rows are not stacked"),
        pytest.param("ေက်းဇူး", id="thanks: E before its consonant"),
        pytest.param("ထြက္မယ္", id="I leave: a consonant killed at the end"),
        pytest.param("ျမန္မာ", id="Myanmar: RA before its consonant"),
    ],
)
def test_a_word_is_seen_to_be_zawgyi(text: str) -> None:
    assert is_zawgyi(text)
    assert not is_zawgyi(to_unicode(text))


@pytest.mark.parametrize("text", ["ပါ", "၄၃၂၁", "မလိုပါဘူး", "အဲဒါပဲ"])
def test_what_is_written_alike_in_both_shows_neither(text: str) -> None:
    assert shows_zawgyi(text) is None
    assert shows_zawgyi(text, earlier=True) is None
    assert not is_zawgyi(text)


@pytest.mark.parametrize("text", ["မင်္ဂလာပါ", "ကျေးဇူး", "နေကောင်းလား", "နံ့"])
def test_a_zawgyi_writer_who_changes_to_unicode_is_seen(text: str) -> None:
    assert shows_zawgyi(text, earlier=True) is False


def test_a_doubtful_word_is_zawgyi_only_of_who_writes_it() -> None:
    doubtful = to_zawgyi("မလိုအပ်ပါ")
    assert not is_zawgyi(doubtful)
    assert is_zawgyi(doubtful, earlier=True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ငါ့ဂရုတွေပြ", id="RA after a syllable with WA"),
        pytest.param("နောက်မှပြန်ပို့ပါ", id="RA after a syllable with HA"),
        pytest.param("သန္ဓေတားဆေး", id="E of stacked consonants"),
        pytest.param("ဒုက္ခရောက်နေတယ်", id="E after stacked consonants"),
        pytest.param("အက်မင်ဖြုတ် ၄", id="figure four at the end"),
        pytest.param("၄ဝ၇၂၁ နံပါတ်", id="the letter WA as a nought"),
    ],
)
def test_nothing_is_garbled_on_the_way_to_zawgyi_and_back(text: str) -> None:
    assert to_unicode(to_zawgyi(text), earlier=True) == text
