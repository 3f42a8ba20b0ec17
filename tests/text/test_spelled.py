"""Numbers in words, as people dictate them, in four languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.spelled import FEWEST_DIGITS, MOST_DIGITS, Spelled, find
from bot.text.spelled_words import VALUES

ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
ARABIC = ["صفر", "واحد", "اثنين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
FARSI = ["صفر", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه"]
BURMESE = ["သုည", "တစ်", "နှစ်", "သုံး", "လေး", "ငါး", "ခြောက်", "ခုနစ်", "ရှစ်", "ကိုး"]
LANGUAGES = {"en": ENGLISH, "ar": ARABIC, "fa": FARSI, "my": BURMESE}


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("join six oh one nine please", "6019"),
        ("four double seven two", "4772"),
        ("nine triple oh one", "90001"),
        ("forty three twenty one", "4321"),
        ("Seven-Thousand and twenty", "7020"),
        ("four thousand three hundred twenty-one", "4321"),
        ("twenty three hundred", "2300"),
        ("six, oh, one, nine", "6019"),
        ("خمسة تسعة صفر سبعة", "5907"),
        ("تسعه صفر اتنين تلاته", "9023"),
        ("أربعة آلاف وثلاثمئة وواحد وعشرين", "4321"),
        ("سبعة وسبعين صفر خمسة", "7705"),
        ("ألفين وخمسة", "2005"),
        ("sab3a sifr tlate khamse", "7035"),
        ("هفت هزار و بیست", "7020"),
        ("پنج هزار و سیصد و بیست و یک", "5321"),
        ("هفت‌هزار", "7000"),
        ("شیش صفر یه نه", "6019"),
        ("haft sefr se panj", "7035"),
        ("သုံးရှစ်ခုနစ်ငါး", "3875"),
        ("ခုနစ် သုည သုံး ငါး", "7035"),
        ("လေးထောင့်သုံးရာနှစ်ဆယ့်တစ်", "4321"),
        ("တစ်သောင်းနှစ်ထောင်", "12000"),
        ("အဖွဲ့လေးငါးရှစ်နှစ်ကို", "4582"),
    ],
)
def test_a_number_in_words_is_its_digits(text: str, digits: str) -> None:
    assert [each.digits for each in find(text)] == [digits]


@pytest.mark.parametrize(
    "text",
    [
        "one two",
        "I have two children and one wife",
        "five and six and seven",
        "oh no, one of them",
        "one two three four five six seven eight nine",
        "نه من نمی‌خوام",
        "ما في مية اليوم",
        "یک نفر دو نفر",
        "واحد من الشباب",
        "ဆရာဝန် မလာပါ",
        "နှစ်ယောက်",
        "six. oh. one. nine",
        "",
    ],
    ids=[
        "too few digits",
        "numbers among other words",
        "and between single digits makes several numbers",
        "an exclamation",
        "too many digits",
        "a Farsi no is no nine",
        "water is written as a hundred is",
        "Farsi counting people",
        "one of the young people, in Arabic",
        "a Burmese hundred inside a doctor",
        "two people, in Burmese",
        "sentences of one word",
        "nothing",
    ],
)
def test_what_is_no_number_of_three_to_eight_digits_is_not_found(text: str) -> None:
    assert find(text) == ()


def test_the_words_around_a_number_are_not_a_part_of_it() -> None:
    (found,) = find("please and six oh one nine and thanks")
    assert found == Spelled(11, 26, "6019", dictated=True)


def test_two_numbers_are_two() -> None:
    assert [each.digits for each in find("from one two three to four five six")] == ["123", "456"]


def test_who_counts_does_not_dictate() -> None:
    (counted,), (dictated,) = find("two thousand"), find("two zero zero zero")
    assert (counted.digits, counted.dictated) == ("2000", False)
    assert (dictated.digits, dictated.dictated) == ("2000", True)


@given(
    language=st.sampled_from(sorted(LANGUAGES)),
    number=st.text("0123456789", min_size=FEWEST_DIGITS, max_size=MOST_DIGITS),
    before=st.sampled_from(["", "join ", "گروه ", "4321 ", "😀"]),
)
def test_dictated_digits_come_back_whole(language: str, number: str, before: str) -> None:
    said = " ".join(LANGUAGES[language][int(digit)] for digit in number)
    (found,) = find(f"{before}{said} ok?")
    assert (found.digits, found.dictated) == (number, True)
    assert f"{before}{said} ok?"[found.start : found.end] == said


@given(st.lists(st.sampled_from([*VALUES, "and", "double", "و", " ", "-", "x", "\ud800", "4321"]), max_size=60))
def test_what_is_found_stands_in_the_text_one_behind_the_other(parts: list[str]) -> None:
    text = " ".join(parts)
    end = 0
    for found in find(text):
        assert end <= found.start < found.end <= len(text)
        assert found.digits.isdecimal()
        assert FEWEST_DIGITS <= len(found.digits) <= MOST_DIGITS
        end = found.end


@given(st.text(st.characters(), max_size=300))
def test_any_text_can_be_asked(text: str) -> None:
    find(text)
