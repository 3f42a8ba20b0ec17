"""In which language, digits and script a person is answered (DESIGN section 3, "Language of the answer")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.commands.syntax import LONGEST_PHRASE
from bot.replies.catalogue import Catalogue
from bot.replies.render import Reader
from bot.store.directory import Directory
from bot.store.records import Group, InboundText, Person
from bot.store.tables import PersonRow
from bot.text.digits import DigitScript, script_of, western
from bot.text.language import identify
from bot.text.normalise import fold
from bot.text.zawgyi import shows_zawgyi

# Digits alone say nothing about a language that is known, but more than nothing about an unknown one.
LANGUAGE_OF_DIGITS = {DigitScript.ARABIC: "ar", DigitScript.PERSIAN: "fa", DigitScript.MYANMAR: "my"}


@dataclass(frozen=True)
class Voice:
    """What this text says about how its writer reads."""

    reader: Reader
    written: str | None
    """The language of the text, when it is certain and installed: remembered."""
    unsupported: bool
    """The text is certainly in a language that is not installed."""


def voice_of(text: InboundText, directory: Directory, catalogue: Catalogue, default: str) -> Voice:
    person = text.person
    digits = script_of(text.body)
    shown = LANGUAGE_OF_DIGITS.get(digits or DigitScript(person.digits))
    words = "" if text.opt_out else text.body  # START is the carrier's word, whatever one speaks
    guess = identify(words, person.chosen_language or person.written_language or shown)
    certain = guess.language if guess and guess.certain else None
    typed = _language_of_command(words, catalogue)
    if typed is not None:  # English command words are everybody's: they say nothing about who writes otherwise
        borrowed = typed == "en" and (person.written_language or shown or typed) != typed
        certain = None if borrowed else typed
    written = certain if catalogue.speaks(certain) else None
    unsupported = certain is not None and written is None and person.chosen_language is None
    likely = (
        person.chosen_language,
        written,
        default if unsupported else None,
        person.written_language,
        guess.language if guess else None,
    )
    known = (code for code in likely if code and catalogue.speaks(code))
    language = (
        next(known, None)
        or _language_of_groups(person, directory, catalogue)
        or _language_of_named_group(text.body, directory, catalogue)
        or _language_of_digits(digits, catalogue)
        or default
    )
    shown_zawgyi = shows_zawgyi(text.body, earlier=person.zawgyi)
    zawgyi = person.zawgyi if shown_zawgyi is None else shown_zawgyi
    return Voice(Reader(language, digits or DigitScript(person.digits), zawgyi), written, unsupported)


def reader_of(person: PersonRow, group: Group | None, catalogue: Catalogue, default: str) -> Reader:
    """How somebody reads to whom something is told: their own language, else the group's, else the deployment's."""
    likely = (person.chosen_language, person.written_language, group.language if group else None)
    digits = DigitScript(person.digits)
    known = next((code for code in likely if code and catalogue.speaks(code)), None)
    return Reader(known or _language_of_digits(digits, catalogue) or default, digits, person.zawgyi)


def _language_of_groups(person: Person, directory: Directory, catalogue: Catalogue) -> str | None:
    """That of the group which the person joined last."""
    languages = (membership.group.language for membership in directory.memberships_of(person.id))
    return next((code for code in languages if catalogue.speaks(code)), None)


def _language_of_named_group(body: str, directory: Directory, catalogue: Catalogue) -> str | None:
    """That of the group which a newcomer texts, with or without words."""
    number = re.search(r"\d{3,8}", western(body))
    group = directory.group_by_number(number[0]) if number else None
    return group.language if group and catalogue.speaks(group.language) else None


def _language_of_digits(digits: DigitScript | None, catalogue: Catalogue) -> str | None:
    code = LANGUAGE_OF_DIGITS.get(digits) if digits else None
    return code if catalogue.speaks(code) else None


def _language_of_command(body: str, catalogue: Catalogue) -> str | None:
    """The one language that a command word at either end of a short text belongs to."""
    words = fold(body).split()
    for length in range(min(len(words), LONGEST_PHRASE), 0, -1):
        for phrase in (words[:length], words[-length:]):
            codes = catalogue.languages_of_words.get(tuple(phrase), frozenset())
            if len(codes) == 1 and len(words) <= LONGEST_PHRASE and _one_script(words):
                return next(iter(codes))
    return None


def _one_script(words: list[str]) -> bool:
    """Whether all letters are Latin, or none."""
    latin = {letter.isascii() for word in words for letter in word if letter.isalpha()}
    return len(latin) <= 1


def remember(session: Session, person_id: str, voice: Voice) -> None:
    """Keep what the text showed, for the next text that shows nothing."""
    row = session.get_one(PersonRow, person_id)
    row.written_language = voice.written or row.written_language
    row.digits, row.zawgyi = voice.reader.digits.value, voice.reader.zawgyi
