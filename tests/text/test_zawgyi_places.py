"""Places in a converted Burmese text, and where they are in the Zawgyi text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.zawgyi import to_unicode, to_zawgyi
from bot.text.zawgyi_places import places

WORDS = ("ကြောင့်", "မင်္ဂလာပါ", "ကျေးဇူး", "ဆေးခန်း", "ပိတ်တယ်", "သင်္ကြန်", "မန္တလေး", "ပြောပြပေးပါ", "ဥယျာဉ်", "၄၃၂၁", "ok!", "လို့")


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_cut_out_of_the_zawgyi_text_letter_for_letter(word: str) -> None:
    text = f"ကျွန်တော်တို့ {word}ကို ပို့ပေးပါ"
    zawgyi = to_zawgyi(text)
    assert to_unicode(zawgyi) == text
    back = places(zawgyi, text)
    start = text.index(word)
    assert zawgyi[back[start] : back[start + len(word)]] == to_zawgyi(word)


@given(st.lists(st.sampled_from([*WORDS, " ", "၊", "\n"]), max_size=20).map("".join))
def test_places_follow_one_another_to_the_end(text: str) -> None:
    zawgyi = to_zawgyi(text)
    back = places(zawgyi, text)
    assert len(back) == len(text) + 1
    assert back == sorted(back)
    assert back[-1] == len(zawgyi)


@given(st.text(st.characters(), max_size=80), st.text(st.characters(), max_size=80))
def test_any_two_texts_can_be_asked(one: str, other: str) -> None:
    back = places(one, other)
    assert len(back) == len(other) + 1
    assert all(0 <= place <= len(one) for place in back)
    assert back == sorted(back)
