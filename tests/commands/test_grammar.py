"""Exact texts: what is a command as it stands, in every script, and above all what is not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands.base import Arguments, Context, House, Need
from bot.commands.grammar import Exact, parse
from bot.commands.registry import by_words
from bot.replies.catalogue import WORDS
from bot.store import people
from bot.store.database import Database
from bot.store.directory import Directory
from bot.store.journal import Journal
from bot.store.vault import Vault
from bot.text.digits import DigitScript, to_script
from tests.support.clock import Clock
from tests.support.seed import group, person
from tests.support.stage import SECRET, installed

CATALOGUE = installed()
NUMBERS = {script.value: to_script("4321", script) for script in DigitScript}


@pytest.fixture(scope="module")
def context(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """Amina's, who is in 4321 Clinic; Bilal alone is in 7020 and in 500. The grammar only reads: one for all tests."""
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("grammar") / "smsup.db")
    now, vault = Clock().now(), Vault(SECRET)
    with closing(Database(f"sqlite:///{path}")) as database, database.write() as session:
        group(session, vault, now, "4321", "Amina", name="Clinic")
        group(session, vault, now, "7020", "Bilal", name="بازار")
        group(session, vault, now, "500", "Bilal")
        group(session, vault, now, "1030", "Bilal")
        amina = people.record(person(session, vault, "Amina", now), vault)
        journal = Journal(session, vault, now)
        yield Context(amina, Directory(session, vault, now), journal, CATALOGUE, "en", House(), now)


def exact(intent: str, sure: bool = True, **arguments: str) -> Exact:
    return Exact(intent, Arguments(**arguments), sure)


ALONE = {
    "bare": "{}",
    "with a full stop": "{}.",
    "in quotes": "«{}»",
    "with a question mark": "{}؟",
    "after a hash": "#{}",
    "with a Burmese full stop": "{}။",
    "among spaces and a line end": "  {} \n",
    "with a mark of direction": "\u200f{}\u200e",
    "with a byte order mark and a joiner": "\ufeff{}\u200d",
    "with a no-break space": "{}\u00a0",
    "between stars as if it were a network code": "*{}#",
}


@pytest.mark.parametrize("around", ALONE.values(), ids=ALONE.keys())
@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS.keys())
def test_a_number_alone_is_the_group(context: Context, number: str, around: str) -> None:
    assert parse(around.format(number), context) == exact("join_group", group="4321")


def test_a_free_number_alone_makes_a_group(context: Context) -> None:
    assert parse("۹۸۷۶", context) == exact("create_group", group="9876")


SPELLED = {
    "digit by digit": "4 3 2 1",
    "with an invisible mark inside": "43\u200b21",
    "in keycap emoji": "4\ufe0f\u20e33\ufe0f\u20e32\ufe0f\u20e31\ufe0f\u20e3",
    "in mixed scripts": "4٣۲၁",
}


@pytest.mark.parametrize("text", SPELLED.values(), ids=SPELLED.keys())
def test_a_number_is_read_however_it_is_spelled(context: Context, text: str) -> None:
    assert parse(text, context) == exact("join_group", group="4321")


NOT_EXACT = {
    "an hour": "10:30",
    "an hour with a full stop": "10.30",
    "an hour in Persian digits": "۱۰:۳۰",
    "an hour in Arabic digits": "١٠٫٣٠",
    "two numbers that would make one": "10 30",
    "two groups": "4321 7020"[:4] + "/7020",
    "a date": "12.05.2026",
    "a date with dashes": "12-05-26",
    "a price in dollars": "$500",
    "a price in euros": "500€",
    "a price with cents": "5.00",
    "a price with thousands": "4,321",
    "per cent": "500%",
    "a phone number with +": "+15550101",
    "a long phone number": "15550100011",
    "a phone number with dashes": "555-0101",
    "a sum": "500+30",
    "two digits": "43",
    "nine digits": "432143214",
    "a number in a sentence": "is it 4321",
    "a price before words": "$500 for all",
    "a phone number before words": "+4321 is not my number",
    "an hour before words": "10:30 we meet",
    "a thousand with an Arabic comma": "500،000 pounds",
    "words before a number that no command knows": "room 4321",
    "nothing": "",
    "only spaces": " \n ",
    "only punctuation": "...?!",
    "only an emoji": "👍",
    "a greeting": "hello",
    "a JSON object": '{"a":1}',
    "a command to Rasa": "/restart",
    "a question with help in it": "help my mother is ill",
    "a sentence that begins with a command word": "new shoes arrived today",
    "a sentence that begins with leave": "leave me alone",
    "a sentence that begins with about": "about the clinic tomorrow",
    "a sentence that begins with stop": "stop sending so many",
    "a sentence that ends with out": "we are all out",
    "a sentence that begins with list": "list of medicines for the clinic",
    "a Farsi sentence that begins with leave": "خروج از شهر سخت است",
    "an Arabic sentence that begins with stop": "توقف المطر اليوم",
    "leave at an hour": "leave 10:30",
    "me, and a group's number in half a sentence": "me also inside 6644",
    "me, and more than a name": "me not come tomorrow",
    "language of a country": "language school opens",
    "a number and words of a group that is not there": "9876 hello",
    "a Burmese sentence that begins with leave": "ထွက်သွားပြီ အားလုံး",
}


@pytest.mark.parametrize("text", NOT_EXACT.values(), ids=NOT_EXACT.keys())
def test_it_is_no_command(context: Context, text: str) -> None:
    assert parse(text, context) is None


COMMAND_WORDS = [
    pytest.param(word, name, id=f"{code} {name}: {word}")
    for code, language in CATALOGUE.languages.items()
    for name in CATALOGUE.commands
    for word in language.words(WORDS + name)
]


@pytest.mark.parametrize(("word", "name"), COMMAND_WORDS)
def test_a_command_word_alone_is_the_command(context: Context, word: str, name: str) -> None:
    for spelled in (word, word.upper(), f" {word}. ", f"\u200f«{word}»"):
        assert parse(spelled, context) == exact(by_words()[name].intent)


@pytest.mark.parametrize(("word", "name"), COMMAND_WORDS)
def test_a_command_word_stands_before_or_after_the_group(context: Context, word: str, name: str) -> None:
    command = by_words()[name]
    if Need.GROUP not in command.takes or Need.QUESTION in command.takes:
        return
    glued = () if word[-1].isdigit() else ("{0}{1}", "{1}{0}")
    for order, number in product(("{0} {1}", "{1} {0}", "{0}: {1}.", *glued), NUMBERS.values()):
        assert parse(order.format(word, number), context) == exact(command.intent, group="4321"), order


def test_a_command_takes_a_group_by_its_name(context: Context) -> None:
    assert parse("leave clinic", context) == exact("leave_group", group="4321")
    assert parse("بازار خروج", context) == exact("leave_group", group="7020")


def test_making_a_group_takes_a_name(context: Context) -> None:
    assert parse("create ۹۸۷۶ Women's Health", context) == exact("create_group", group="9876", name="Women's Health")
    assert parse("CREATE 9876", context) == exact("create_group", group="9876")


LANGUAGE_NAMES = [
    pytest.param(name, code, id=f"{code}: {name}")
    for code, language in CATALOGUE.languages.items()
    for name in language.words("utter_language_names")
]


@pytest.mark.parametrize(("name", "code"), LANGUAGE_NAMES)
def test_a_language_is_chosen_by_each_of_its_names(context: Context, name: str, code: str) -> None:
    for language in CATALOGUE.languages.values():
        word = language.words("utter_words_language")[0]
        found = parse(f"{word} {name}", context)
        assert found is not None
        assert found.intent == "set_language"
        assert CATALOGUE.language_names[found.arguments.language or ""] == code if found.arguments.language else False


POSTS = {
    "after a space": ("4321 the clinic is closed", "the clinic is closed"),
    "after a colon": ("4321: the clinic is closed", "the clinic is closed"),
    "after a colon without a space": ("4321:closed", "closed"),
    "after a full stop and a space": ("4321. closed", "closed"),
    "after a dash": ("4321 - closed", "- closed"),
    "after a line end": ("4321\nclosed\nall day", "closed\nall day"),
    "in Persian digits": ("۴۳۲۱ کلینیک بسته است", "کلینیک بسته است"),
    "in Burmese digits": ("၄၃၂၁ ဆေးခန်းပိတ်တယ်", "ဆေးခန်းပိတ်တယ်"),
    "with a mark of direction first": ("\u200f٤٣٢١ مغلق", "مغلق"),
    "one emoji": ("4321 👍", "👍"),
    "an hour": ("4321 10:30", "10:30"),
    "digits of any script as written": ("4321 at ۱۰:۳۰ or ၁၁", "at ۱۰:۳۰ or ၁၁"),
    "case, spaces and marks inside as written": ("4321 Come  NOW\u200d , please", "Come  NOW\u200d , please"),
    "words that are commands elsewhere": ("4321 help", "help"),
    "a price": ("4321 $5", "$5"),
    "the group's name and a colon": ("Clinic: closed today", "closed today"),
}


@pytest.mark.parametrize(("text", "body"), POSTS.values(), ids=POSTS.keys())
def test_a_group_and_words_is_a_post_letter_for_letter(context: Context, text: str, body: str) -> None:
    assert parse(text, context) == exact("send_message", group="4321", body=body)


def test_a_name_before_words_is_asked_about(context: Context) -> None:
    assert parse("Clinic closed today", context) == exact("send_message", sure=False, group="4321", body="closed today")


def test_the_name_of_somebody_else_s_group_begins_a_sentence(context: Context) -> None:
    assert parse("بازار امروز بسته است", context) is None


PIECES = st.sampled_from(
    ["4321", "٤٣٢١", "။", ":", "\n", " ", "clinic", "leave", "خروج", "+", "$", "\u200f", "၄", "\x00"]
)
TEXTS = st.text(max_size=60) | st.lists(PIECES | st.characters(), max_size=12).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS | st.text(st.characters(categories=["Cs", "Nd", "Cf"]), max_size=12))
def test_no_text_breaks_the_grammar_and_no_letter_of_a_post_changes(context: Context, text: str) -> None:
    found = parse(text, context)
    if found is not None and found.intent == "send_message":
        assert found.arguments.body
        assert text.rstrip().endswith(found.arguments.body.rstrip())


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        pytest.param("leave from group 4321", "leave_group", id="English, leave from group"),
        pytest.param("join the group number 4321", "join_group", id="English, join the group number"),
        pytest.param("خروج من المجموعة ٤٣٢١", "leave_group", id="Arabic, out of the group"),
        pytest.param("خروج از گروه ۴۳۲۱", "leave_group", id="Farsi, out of group"),
        pytest.param("၄၃၂၁ က ထွက်ချင်ပါတယ်", "leave_group", id="Burmese, the number first: no post to the group"),
        pytest.param("ဂရု ၄၃၂၁ ထဲ ဝင်ချင်ပါတယ်", "join_group", id="Burmese, into the group"),
        pytest.param("၄၃၂၁ ဂရုထဲက ထွက်မယ်", "leave_group", id="Burmese, group and particle in one word"),
    ],
)
def test_small_words_beside_the_number_change_nothing(context: Context, text: str, intent: str) -> None:
    assert parse(text, context) == exact(intent, group="4321")


@pytest.mark.parametrize("text", ["4321 please leave", "4321 the clinic is open", "4321 from tomorrow no water"])
def test_small_words_in_a_sentence_are_a_part_of_the_post(context: Context, text: str) -> None:
    assert parse(text, context) == exact("send_message", group="4321", body=text.partition(" ")[2])


@pytest.mark.parametrize("unseen", ["\u200f", "\u202e", "\u2069", "\ufeff"])
def test_what_cannot_be_seen_after_the_number_does_not_count(context: Context, unseen: str) -> None:
    assert parse(f"4321{unseen} hello", context) == exact("send_message", group="4321", body="hello")
