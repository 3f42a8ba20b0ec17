"""The language of a text, from one word on."""

import random
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.language import Guess, identify
from bot.text.language_texted import count, texted

ANSWERED = ("ar", "fa", "my", "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("مرحبا", "ar", id="Arabic hello"),
        pytest.param("شكرا", "ar", id="Arabic thanks"),
        pytest.param("اريد انضم للمجموعة 4321", "ar", id="Arabic: join a group"),
        pytest.param("وين العيادة اليوم", "ar", id="Levantine: where is the clinic"),
        pytest.param("شلون اطلع من القروب", "ar", id="Iraqi: how to leave the group"),
        pytest.param("گروه", "fa", id="Persian group"),
        pytest.param("میخواهم عضو شوم", "fa", id="Persian: I want to join"),
        pytest.param("شفاخانه کجاست", "fa", id="Dari: where is the hospital"),
        pytest.param("ميخواهم به گروه پيام بفرستم", "fa", id="Persian on an Arabic keyboard"),
        pytest.param("مجھے پانی چاہیے", "ur", id="Urdu: I need water"),
        pytest.param("ہسپتال کہاں ہے", "ur", id="Urdu: where is the hospital"),
        pytest.param("زه غواړم ډلې ته راشم", "ps", id="Pashto: I want to join"),
        pytest.param("ئێمە پێویستمان بە ئاوە", "ckb", id="Sorani: we need water"),
        pytest.param("အဖွဲ့ထဲ ဝင်ချင်တယ်", "my", id="Burmese: I want to join"),
        pytest.param("က", "my", id="one Burmese letter"),
        pytest.param("hello", "en", id="English hello"),
        pytest.param("please send water to the camp", "en", id="English sentence"),
        pytest.param("WHERE IS THE DOCTOR", "en", id="English in capitals"),
        pytest.param("je veux rejoindre le groupe", "fr", id="French: I want to join"),
        pytest.param("waxaan u baahanahay biyo", "so", id="Somali: I need water"),
        pytest.param("saya mahu sertai kumpulan ini", "ms", id="Malay: I want to join"),
        pytest.param("где сегодня врач", "ru", id="Russian: where is the doctor today"),
        pytest.param("ሰላም", "am", id="Amharic peace"),
    ],
)
def test_the_language_is_seen_in_the_text_alone(text: str, language: str) -> None:
    guess = identify(text)
    assert guess is not None
    assert (guess.language, guess.certain, guess.romanised) == (language, True, False)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("mar7aba kifak", "ar", id="Arabizi: hello, how are you"),
        pytest.param("3ndi mw3ed bukra", "ar", id="Arabizi with digits for letters"),
        pytest.param("salam khubi mikham biam", "fa", id="Finglish: hello, I want to come"),
        pytest.param("mingalaba nay kaung lar", "my", id="Burmese in Latin letters"),
        pytest.param("bidi foot 3a group 4321 law sama7t", "ar", id="Arabizi: let me into the group"),
        pytest.param("yak group jor konen lotfan", "fa", id="Dari: make a group, please"),
        pytest.param("group 4321 ka htwet chin tal", "my", id="Burmese: I want to leave"),
    ],
)
def test_a_language_is_seen_in_latin_letters(text: str, language: str) -> None:
    guess = identify(text)
    assert guess is not None
    assert (guess.language, guess.romanised) == (language, True)


@pytest.mark.parametrize(
    "text", ["", "4321", "٤٣٢١", "👍🏽 😀", "?!...", "https://example.org/ar", "\ud800", "١٢:٣٠ ؟"], ids=ascii
)
def test_a_text_that_says_nothing_has_no_language(text: str) -> None:
    assert identify(text) is None
    assert identify(text, "fa") is None


@pytest.mark.parametrize("prior", ["ar", "fa"])
def test_a_word_of_both_languages_is_in_the_persons_own(prior: str) -> None:
    guess = identify("سلام", prior)
    assert guess is not None
    assert guess.language == prior


def test_a_word_of_both_languages_alone_is_uncertain() -> None:
    guess = identify("سلام")
    assert guess is not None
    assert not guess.certain


def test_a_name_in_latin_letters_does_not_make_anybody_english() -> None:
    assert identify("Amina", "ar") == Guess("ar", certain=False)
    assert identify("Amina") == Guess("en", certain=False)


@pytest.mark.parametrize(
    ("text", "prior", "language"),
    [
        pytest.param("من میخواهم به گروه پیام بفرستم", "ar", "fa", id="a Persian sentence of an Arabic writer"),
        pytest.param("أريد أن أرسل رسالة إلى المجموعة", "fa", "ar", id="an Arabic sentence of a Persian writer"),
        pytest.param("مجھے گروپ میں شامل ہونا ہے", "fa", "ur", id="an Urdu sentence of a Persian writer"),
        pytest.param("I want to leave this group", "my", "en", id="an English sentence of a Burmese writer"),
        pytest.param("ကျေးဇူးတင်ပါတယ်", "en", "my", id="a Burmese word of an English writer"),
    ],
)
def test_clear_signs_outweigh_the_earlier_language(text: str, prior: str, language: str) -> None:
    guess = identify(text, prior)
    assert guess is not None
    assert guess.language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("COVID-19 အတွက် ဆေး", "my", id="a Burmese text with an abbreviation"),
        pytest.param("دکتر Maria Khan کجاست", "fa", id="a Persian text with a Latin name"),
        pytest.param("JOIN المجموعة", "ar", id="an Arabic text with a command word"),
    ],
)
def test_latin_names_do_not_change_the_language(text: str, language: str) -> None:
    guess = identify(text)
    assert guess is not None
    assert guess.language == language


@given(st.text(alphabet=st.characters(), max_size=80), st.sampled_from([None, *ANSWERED, "fr", "??"]))
def test_any_text_has_a_guess_or_none_and_always_the_same(text: str, prior: str | None) -> None:
    guess = identify(text, prior)
    assert guess == identify(text, prior)
    assert guess is None or guess.language


@given(st.text(alphabet="0123456789٠١٢۰۱۲၀၁၂ .,؟!?#*😀", max_size=20))
def test_digits_and_signs_never_have_a_language(text: str) -> None:
    assert identify(text, "ar") is None


@pytest.mark.parametrize(
    ("text", "prior"),
    [
        pytest.param("JOIN", "ar", id="a command word of an Arabic writer"),
        pytest.param("doctor", "fa", id="an English word of a Persian writer"),
        pytest.param("صحيح", "fa", id="an Arabic word of a Persian writer"),
    ],
)
def test_one_word_does_not_change_the_language_of_a_person(text: str, prior: str) -> None:
    guess = identify(text, prior)
    assert guess is not None
    assert (guess.language, guess.certain) == (prior, False)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("plz ابعت 4321 salam", "ar", id="Arabic among Latin words"),
        pytest.param("charge ရှိလား free လားဗျ", "my", id="Burmese with English words"),
        pytest.param("is it safe လား", "my", id="a Burmese particle ends an English question"),
        pytest.param("please answer in فارسی from now on", "en", id="an English sentence that names Persian"),
    ],
)
def test_a_text_of_two_scripts_is_in_the_language_that_holds_it_together(text: str, language: str) -> None:
    guess = identify(text)
    assert guess is not None
    assert guess.language == language


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("good morning sir please help me with my number", id="formal"),
        pytest.param("pls i want for join group of women", id="second language"),
        pytest.param("abeg add me for group", id="West African"),
        pytest.param("kindly do the needful bhai, the group is 4321", id="Indian"),
        pytest.param("man, say to all the shop in my street was closed", id="words that Persian has as well"),
    ],
)
def test_english_of_every_kind_is_not_taken_for_a_romanised_language(text: str) -> None:
    guess = identify(text)
    assert guess is not None
    assert (guess.language, guess.romanised) == ("en", False)


def test_a_word_that_is_repeated_says_no_more() -> None:
    assert identify("آب " * 400) == identify("آب")


@pytest.mark.parametrize("text", ["/restart", "/start 4321", "me@example.org"])
def test_what_is_meant_for_machines_has_no_language(text: str) -> None:
    assert identify(text) is None


@given(st.text(alphabet=st.characters(), max_size=1600))
@settings(max_examples=40, deadline=timedelta(seconds=2))
def test_a_text_as_long_as_sms_can_be_is_read_in_bounded_time(text: str) -> None:
    identify(text)


LETTERS = {
    "Latin": "abcdefghij'9 ",
    "one Latin word": "abc",
    "Arabic": "ابتگیيہڑ ",
    "ZWNJ": "ا\u200c",
    "Myanmar": "ကေ်္ ",
}


@pytest.mark.parametrize("letters", LETTERS.values(), ids=LETTERS)
def test_no_letters_take_long(letters: str) -> None:
    identify("hello سلام")  # the tables are read
    chance = random.Random(0)
    started = time.process_time()
    for _ in range(5):
        identify("".join(chance.choice(letters) for _ in range(1600)))
    assert (time.process_time() - started) / 5 < 0.25


def test_the_table_of_words_is_that_of_the_training_texts() -> None:
    known = texted()
    seen: Counter[bool] = Counter()
    for folder in sorted((Path(__file__).parents[2] / "data" / "nlu").iterdir()):
        for letters, words in count(folder).items():
            for word, times in words.items():
                seen[word in known[folder.name, letters == "latin"]] += times
    assert seen[True] / seen.total() > 0.97, "the training texts have grown: run scripts/count-words"
