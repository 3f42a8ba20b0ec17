"""A reply is filled in the reader's language, digits and script, and never with a hole in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import CatalogueError
from bot.replies.render import Reader, Renderer
from bot.replies.reply import Choices, Excerpt, Joined, Listing, Numeral, reply
from bot.text.digits import DigitScript
from bot.text.segments import count
from bot.text.zawgyi import is_zawgyi
from tests.support.stage import installed

RENDERER = Renderer(installed())
ENGLISH = Reader("en")


def test_our_digits_are_those_that_the_reader_writes() -> None:
    left = reply("utter_left", group=Numeral("4321"))
    assert "٤٣٢١" in RENDERER.render(left, Reader("ar", DigitScript.ARABIC))
    assert "۴۳۲۱" in RENDERER.render(left, Reader("fa", DigitScript.PERSIAN))
    assert "၄၃၂၁" in RENDERER.render(left, Reader("my", DigitScript.MYANMAR))
    assert "4321" in RENDERER.render(left, Reader("ar", DigitScript.WESTERN))


def test_a_zawgyi_reader_gets_zawgyi_in_burmese_only() -> None:
    help_ = reply("utter_help")
    assert is_zawgyi(RENDERER.render(help_, Reader("my", zawgyi=True)))
    assert RENDERER.render(help_, Reader("en", zawgyi=True)) == RENDERER.render(help_, ENGLISH)


def test_a_number_has_the_plural_form_of_its_language() -> None:
    posted = [
        RENDERER.render(reply("utter_posted", n, group=Numeral("4321")), Reader("ar")) for n in (1, 2, 3, 11, 100)
    ]
    assert len({text.replace("100", "11").replace("3", "11") for text in posted}) >= 4
    assert "1 person " in RENDERER.render(reply("utter_posted", 1, group=Numeral("4321")), ENGLISH)
    assert "0 people " in RENDERER.render(reply("utter_posted", 0, group=Numeral("4321")), ENGLISH)


def test_words_to_type_are_those_of_the_reader_s_language() -> None:
    joined = reply("utter_joined", group=Numeral("4321"), member=2)
    for code, language in installed().languages.items():
        assert language.words("utter_words_leave")[0].upper() in RENDERER.render(joined, Reader(code))


def test_lists_and_choices_are_laid_out() -> None:
    groups = Listing((Joined((Numeral("4321"), "Clinic")), Numeral("7020")))
    assert "4321 Clinic, 7020." in RENDERER.render(reply("utter_groups", groups=groups), ENGLISH)
    chosen = reply("utter_choose_group", choices=Choices((Numeral("4321"), Numeral("7020"))))
    assert RENDERER.render(chosen, ENGLISH) == "Which group?\n1 = 4321\n2 = 7020"
    assert RENDERER.render(chosen, Reader("fa", DigitScript.PERSIAN)).endswith("\n۱ = ۴۳۲۱\n۲ = ۷۰۲۰")


def test_digits_of_the_reply_itself_are_the_reader_s_too() -> None:
    none = reply("utter_no_groups")
    for code, digits, three in (("ar", DigitScript.ARABIC, "٣"), ("ar", DigitScript.WESTERN, "3")):
        assert three in RENDERER.render(none, Reader(code, digits))


def test_digits_never_make_an_english_reply_cost_more() -> None:
    left = reply("utter_left", group=Numeral("4321"))
    assert RENDERER.render(left, Reader("en", DigitScript.PERSIAN)) == RENDERER.render(left, ENGLISH)


def test_what_a_person_wrote_is_never_taken_for_a_placeholder() -> None:
    text = RENDERER.render(reply("utter_no_such_name", name="{group} {LEAVE} {0} {"), ENGLISH)
    assert "{group} {LEAVE} {0} {" in text


def test_a_missing_value_is_an_error_and_not_a_hole() -> None:
    with pytest.raises(CatalogueError, match="group"):
        RENDERER.render(reply("utter_left"), ENGLISH)
    with pytest.raises(CatalogueError, match="utter_nothing"):
        RENDERER.render(reply("utter_nothing"), ENGLISH)


@settings(deadline=None, max_examples=60)
@given(words=st.text(min_size=1, max_size=700), code=st.sampled_from(list(installed().languages)))
def test_a_text_shown_back_is_cut_to_one_sms(words: str, code: str) -> None:
    question = reply("utter_confirm_post", 38, group=Numeral("4321"), excerpt=Excerpt(words))
    shown = RENDERER.render(question, Reader(code))
    assert count(shown).segments == 1, shown
