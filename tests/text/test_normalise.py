"""Texts made equal to compare, and clean to send."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.text.normalise import fold, tidy, words

ODD_LETTERS = "İıſßٱأإآؤئةۀەكکيىیـًّٰ‌‍‎‏‪‮⁦⁩\u200b\ufeff\u00ad\ufe0f⃣#*،؛؟။၊့်ျြွှေိီုူံး၀ဝက\n\t\r\x00\x85\ud800\udc00ﷺﻻ́"
ANY_TEXT = st.text(alphabet=st.characters() | st.sampled_from(ODD_LETTERS), max_size=60) | st.text(
    alphabet=ODD_LETTERS, max_size=30
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("JOİN", "join", id="Turkish capital I with dot"),
        pytest.param("joın", "JOIN", id="Turkish small i without dot"),
        pytest.param("ＳＴＯＰ", "stop", id="full-width letters"),
        pytest.param("\u200fSTOP.", "stop", id="an invisible mark before, a full stop after"),
        pytest.param("#4321*", "4321", id="signs around a number"),
        pytest.param("٤٣٢١", "۴۳۲۱", id="Arabic and Persian digits"),
        pytest.param("၄၃၂၁", "4321", id="Burmese digits"),
        pytest.param("كتابي", "کتابی", id="Arabic and Persian kaf and yeh"),
        pytest.param("إلى", "الي", id="hamza below alif, alif maqsura"),
        pytest.param("مدرسة", "مدرسه", id="teh marbuta and heh"),
        pytest.param("مُؤَسَّســة", "موسسه", id="vowel signs, stretching, hamza on waw"),
        pytest.param("می\u200cخواهم", "میخواهم", id="the Persian joiner"),
        pytest.param("ﻻ", "لا", id="a presentation form"),
        pytest.param("سلام؟!", "سلام", id="Arabic question mark"),
        pytest.param("အဖွဲ့။", "အဖွဲ့", id="Burmese full stop"),
        pytest.param("နိ\u103a\u1037", "နိ\u1037\u103a", id="Burmese dot below and killer in either order"),
        pytest.param("က\u102f\u102d", "က\u102d\u102f", id="Burmese vowels in either order"),
        pytest.param("၀န်", "ဝန်", id="Burmese zero typed for the letter wa"),
        pytest.param("e\u0301cole", "école", id="composed and decomposed accents"),
        pytest.param(" join \n\t 4321 ", "join 4321", id="any white space"),
        pytest.param("a\ud800b", "ab", id="half a surrogate pair"),
        pytest.param("👍 ok", "ok", id="emoji"),
    ],
)
def test_fold_makes_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("لڑکے", "لڑکی", id="Urdu plural and feminine"),
        pytest.param("၁၀မှာ", "၁ဝမှာ", id="a Burmese ten is no letter"),
        pytest.param("stop", "shop", id="two words"),
    ],
)
def test_fold_keeps_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(ANY_TEXT)
@example("e\u00ad\u0301")  # what is taken away lets two others join
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_a_folded_text_holds_words_and_single_spaces_only(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    for letter in folded.replace(" ", ""):
        assert unicodedata.category(letter)[0] not in "PSZC"


@given(ANY_TEXT)
def test_words_join_to_the_folded_text(text: str) -> None:
    assert " ".join(words(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("\u202eabc\u202c", "abc", id="no override that turns a name around"),
        pytest.param("\u2067سلام\u2069", "سلام", id="no isolate"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="the Persian joiner stays"),
        pytest.param("👨\u200d👩", "👨\u200d👩", id="a joined emoji stays joined"),
        pytest.param("\ufeffhello\u200f\u200b", "hello", id="no stray mark in a Latin text"),
        pytest.param("سلام\u200f 4321", "سلام\u200f 4321", id="a mark of direction stays in an Arabic text"),
        pytest.param("a\r\nb\rc\td\x00\x85", "a\nb\nc d", id="newlines and spaces, no other control"),
        pytest.param("e\u0301", "é", id="composed"),
        pytest.param("😀\ud83d", "😀", id="no half of a surrogate pair"),
        pytest.param("“Hi” 🙂 ٤", "“Hi” 🙂 ٤", id="else as typed"),
    ],
)
def test_tidy(text: str, expected: str) -> None:
    assert tidy(text) == expected


@given(ANY_TEXT)
def test_a_tidy_text_can_be_sent_and_stays_as_it_is(text: str) -> None:
    tidied = tidy(text)
    tidied.encode("utf-8")
    assert tidy(tidied) == tidied
    assert not any(unicodedata.category(letter) == "Cc" and letter != "\n" for letter in tidied)
