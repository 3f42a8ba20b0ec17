"""Names that look the same, and names that do not."""

import string
import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.lookalike import skeleton

ODD_LETTERS = "IiІіlL1|0OoΟоမဝ၀٠۰هةAАΑNnΝνНнmMrnⅼℓßİıشسرژ\u06db\u0338\u0301\u200c\u202e\ud800 "
ANY_TEXT = st.text(alphabet=st.characters() | st.sampled_from(ODD_LETTERS), max_size=40) | st.text(
    alphabet=ODD_LETTERS, max_size=20
)
ARABIC_NAMES = "شيماء سيماء رشا رسا زينب رنا دعاء حسن حسين محمد محمود احمد مريم نور منار سارة سامر ثريا عمر عمار"
PERSIAN_NAMES = "پروین پریا ژاله زاله رویا شیرین نسرین گلناز کلناز چمن جمن مژگان مریم زهرا بهار نهار"
BURMESE_NAMES = "အောင် အောင့် မောင် မောင်မောင် သီရိ သီသီ နီလာ နီနီ ဇော် ကျော် ခင် ခိုင် ဝင်း လင်း စန္ဒာ စန်း"
ENGLISH_NAMES = "Amina Amira Sara Sana Noor Nora Omar Umar Hassan Hussein Yusuf Yousef Maryam Miriam"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Аmina", "Amina", id="a Cyrillic A"),
        pytest.param("аmіnа", "AMINA", id="three Cyrillic letters, and capitals"),
        pytest.param("Нassan", "hassan", id="a Cyrillic capital that looks Latin only as a capital"),
        pytest.param("Νina", "Nina", id="a Greek capital nu"),
        pytest.param("Eνa", "Eva", id="a Greek small nu"),
        pytest.param("Галина", "ГАЛИНА", id="a Cyrillic name in capitals"),
        pytest.param("𝓐𝓶𝓲𝓷𝓪", "Amina", id="mathematical letters"),
        pytest.param("ⅼina", "lina", id="a Roman numeral"),
        pytest.param("Iman", "lman", id="a capital I and a small L"),
        pytest.param("iman", "1man", id="a small I and a one"),
        pytest.param("A|i", "Ali", id="an upright line"),
        pytest.param("N0OR", "Noor", id="a zero for an O"),
        pytest.param("Arnina", "Amina", id="an R and an N for an M"),
        pytest.param("علي", "علی", id="Arabic and Persian yeh"),
        pytest.param("كريم", "کریم", id="Arabic and Persian kaf"),
        pytest.param("ڪريم", "کریم", id="a kaf with a long arm"),
        pytest.param("می\u200cنا", "مینا", id="the Persian joiner"),
        pytest.param("مُحَمَّد", "محمد", id="vowel signs"),
        pytest.param("Um  Ali ", "um ali", id="spaces"),
        pytest.param("\u202eAmina\u202c", "Amina", id="marks that turn a text around"),
        pytest.param("၀င်း", "ဝင်း", id="a Burmese zero for the letter wa"),
        pytest.param("နို\u103aင်", "နိ\u103aုင်", id="Burmese marks in another order"),
        pytest.param("Ali 4321", "Ali ٤٣٢١", id="digits of two scripts"),
        pytest.param("Ali 20", "Ali ٢٠", id="an Arabic zero, which looks like a full stop"),
    ],
)
def test_names_that_look_the_same_have_one_key(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""


@pytest.mark.parametrize(
    "names",
    [ARABIC_NAMES, PERSIAN_NAMES, BURMESE_NAMES, ENGLISH_NAMES],
    ids=["Arabic", "Persian", "Burmese", "English"],
)
def test_different_names_have_different_keys(names: str) -> None:
    for one, other in combinations(names.split(), 2):
        assert skeleton(one) != skeleton(other), (one, other)


@pytest.mark.parametrize(
    "alphabet",
    [
        pytest.param("ابتثجحخدذرزسشصضطظعغفقکلمنهوی", id="Arabic"),
        pytest.param("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی", id="Persian"),
        pytest.param("".join(map(chr, range(0x1000, 0x1022))), id="Burmese consonants"),
        pytest.param("abcdefghjklmnopqrstuvwxyz23456789", id="Latin, but for I, one and zero"),
    ],
)
def test_letters_of_one_alphabet_stay_apart(alphabet: str) -> None:
    assert len({skeleton(f"ن{letter}ن") for letter in alphabet}) == len(alphabet)


def test_burmese_marks_stay_apart() -> None:
    marks = [f"က{chr(mark)}" for mark in range(0x102B, 0x103F)]
    assert len(set(map(skeleton, marks))) == len(marks)


@given(ANY_TEXT)
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)


@given(ANY_TEXT, st.sampled_from("\u00ad\u200b\u200c\u200d\u200e\u200f\u202e\u2060\u2069\ufe0f\ufeff"), ANY_TEXT)
def test_an_invisible_sign_never_tells_names_apart(start: str, invisible: str, end: str) -> None:
    assert skeleton(f"{start} a{invisible}b {end}") == skeleton(f"{start} ab {end}")


@given(st.text(alphabet=string.ascii_letters + string.digits + " '-.", max_size=20))
def test_case_never_tells_latin_names_apart(text: str) -> None:
    assert skeleton(text) == skeleton(text.upper()) == skeleton(text.lower())


@given(ANY_TEXT)
def test_a_key_holds_words_and_single_spaces_only(text: str) -> None:
    key = skeleton(text)
    assert key == " ".join(key.split())
    assert not any(unicodedata.category(letter)[0] in "PSZC" for letter in key.replace(" ", ""))
