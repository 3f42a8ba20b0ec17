"""Burmese in Zawgyi and in Unicode."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.zawgyi import is_zawgyi, to_unicode, to_zawgyi

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
