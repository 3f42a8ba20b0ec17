"""Every installed locale is complete, says what English says, and is written in its own letters."""

from __future__ import annotations

import re
import string
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.replies.catalogue import ALL, FILLERS, NAMES, PARTICLES, TIMES, WORDS
from bot.replies.render import placeholders
from bot.settings import ROOT
from bot.text.zawgyi import is_zawgyi
from tests.support.stage import installed

CATALOGUE = installed()
LOCALES = sorted(path.name for path in (ROOT / "locales").iterdir() if path.is_dir())
TYPED = (WORDS, NAMES, FILLERS, PARTICLES, TIMES, ALL, "utter_comma")
"""Responses that people type or that only join others: no sentences."""


@cache
def po(code: str) -> Catalog:
    with (ROOT / "locales" / code / "LC_MESSAGES" / "smsup.po").open("rb") as file:
        return read_po(file, locale=code)


def forms(message: Message) -> tuple[str, ...]:
    """All plural forms of a translation, or its only form."""
    return message.string if isinstance(message.string, tuple) else (str(message.string),)


def sentences(code: str) -> dict[str, str]:
    """Every form of every reply, by the name of its response and the number of the form."""
    return {
        f"{message.context}[{number}]": form
        for message in po(code)
        if message.id and not str(message.context).startswith(TYPED)
        for number, form in enumerate(forms(message))
    }


def names_in(text: str) -> set[str]:
    return set(placeholders(text))


@pytest.mark.parametrize("code", LOCALES)
def test_every_response_has_its_translation(code: str) -> None:
    translated = {str(message.context): message for message in po(code) if message.id}
    english = CATALOGUE.languages["en"].responses
    assert sorted(set(english) - set(translated)) == []
    assert sorted(set(translated) - set(english)) == []
    for name, response in english.items():
        wanted = (response.singular, response.text) if response.singular else response.text
        assert translated[name].id == wanted, f"{name} has changed in domain.yml: run `make translate`"


@pytest.mark.parametrize("code", LOCALES)
def test_nothing_is_untranslated_or_fuzzy(code: str) -> None:
    untranslated = [m.context for m in po(code) if m.id and not all(form.strip() for form in forms(m))]
    assert untranslated == []
    assert [m.context for m in po(code) if m.id and m.fuzzy] == []


@pytest.mark.parametrize("code", LOCALES)
def test_all_plural_forms_are_filled(code: str) -> None:
    plural = [message for message in po(code) if isinstance(message.id, tuple)]
    assert plural
    wrong = {m.context: len(forms(m)) for m in plural if len(forms(m)) != po(code).num_plurals}
    assert wrong == {}


@pytest.mark.parametrize("code", LOCALES)
def test_a_translation_has_the_placeholders_of_the_english(code: str) -> None:
    """The form for one or two may say the count in words, and a list of commands may be shorter where one SMS holds
    less; everything else stands in each."""
    wrong = {}
    for message in po(code):
        if not message.id:
            continue
        wanted = names_in(message.id[-1] if isinstance(message.id, tuple) else str(message.id))
        for form in forms(message):
            spare = {"count"} if isinstance(message.id, tuple) else set()
            if str(message.context).startswith("utter_help_"):
                spare = {name for name in wanted if name.isupper()}
            if not wanted - spare <= names_in(form) <= wanted:
                wrong[message.context] = sorted(wanted ^ names_in(form))
    assert wrong == {}


@pytest.mark.parametrize("code", LOCALES)
def test_braces_are_well_formed(code: str) -> None:
    for name, text in sentences(code).items():
        parts = list(string.Formatter().parse(text))
        assert all(not spec and not conversion for _, _, spec, conversion in parts), name


CARRIER = (
    *("STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "UNSTOP", "YES", "INFO"),
    *("STOP", "START", "HELP"),
)
"""Twilio acts upon these itself. STOP and START come in by {STOP} and {START} only."""


@pytest.mark.parametrize("code", ["en", *LOCALES])
def test_no_reply_holds_a_word_that_the_carrier_catches(code: str) -> None:
    """As a word in capitals, or as all that a quotation or a line tells people to type."""
    language = CATALOGUE.languages[code]
    texts = {name: language.template(name) for name in language.responses if not name.startswith(TYPED)}
    found = {
        (name, word)
        for name, text in (texts | sentences(code) if code in LOCALES else texts).items()
        for word in CARRIER
        if re.search(rf"(?<![{{\w]){word}(?![}}\w])", text)
    }
    assert found == set()


@pytest.mark.parametrize("code", ["en", *LOCALES])
def test_only_stop_start_and_help_are_asked_for_by_a_carrier_s_name(code: str) -> None:
    """{LEAVE} must never show as CANCEL: what a reply tells people to type comes first in its list."""
    language = CATALOGUE.languages[code]
    shown = {name: language.words(WORDS + name)[0].upper() for name in CATALOGUE.commands}
    allowed = {"stop": "STOP", "start": "START", "help": "HELP"}
    assert {name: word for name, word in shown.items() if word in CARRIER and allowed.get(name) != word} == {}


FOREIGN = {"fa": "يكةىأإٱئؤ"[:4] + "٠١٢٣٤٥٦٧٨٩", "ar": "یکگچپژ۰۱۲۳۴۵۶۷۸۹"}
"""Letters and digits of the neighbour's keyboard: they look alike, and cost a reader who searches or sorts."""


@pytest.mark.parametrize("code", sorted(FOREIGN.keys() & set(LOCALES)))
def test_arabic_and_farsi_letters_are_not_mixed(code: str) -> None:
    wrong = {name: sorted(set(text) & set(FOREIGN[code])) for name, text in sentences(code).items()}
    assert {name: letters for name, letters in wrong.items() if letters} == {}


@pytest.mark.skipif("my" not in LOCALES, reason="Burmese is not installed")
def test_burmese_is_unicode_and_not_zawgyi() -> None:
    assert [name for name, text in sentences("my").items() if is_zawgyi(text)] == []


SCRIPTS = {"ar": r"[\u0600-\u06ff]", "fa": r"[\u0600-\u06ff]", "my": r"[\u1000-\u109f]"}


@pytest.mark.parametrize("code", sorted(SCRIPTS.keys() & set(LOCALES)))
def test_a_reply_is_written_in_the_script_of_its_language(code: str) -> None:
    """Unless it consists of command words and digits only."""
    texts = {name: re.sub(r"{[^}]*}", "", text) for name, text in sentences(code).items()}
    worded = {name: text for name, text in texts.items() if any(map(str.isalpha, text))}
    assert [name for name, text in worded.items() if not re.search(SCRIPTS[code], text)] == []


@pytest.mark.parametrize("code", LOCALES)
def test_a_reply_has_no_stray_space_and_no_hidden_mark_of_direction(code: str) -> None:
    wrong = [n for n, t in sentences(code).items() if t != t.strip() or re.search("[\u202a-\u202e\u2066-\u2069]|  ", t)]
    assert wrong == []


@pytest.mark.parametrize("code", LOCALES)
def test_the_compiled_catalogue_is_the_written_one(code: str) -> None:
    language = CATALOGUE.languages[code]
    stale = [m.context for m in po(code) if m.id and language.template(str(m.context), 2) not in forms(m)]
    assert stale == [], "run `make locales`"
