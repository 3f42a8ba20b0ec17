"""In which language, digits and script a person is answered (DESIGN section 3, "Language of the answer")."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.replies.catalogue import Catalogue
from bot.replies.render import Reader
from bot.store.directory import Directory
from bot.store.records import InboundText, Person
from bot.store.tables import PersonRow
from bot.text.digits import DigitScript, script_of
from bot.text.language import Guess, identify
from bot.text.zawgyi import is_zawgyi


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
    guess = identify(text.body, person.chosen_language or person.written_language)
    certain = guess is not None and guess.certain
    written = guess.language if guess and certain and catalogue.speaks(guess.language) else None
    unsupported = bool(guess and certain and not catalogue.speaks(guess.language) and not person.chosen_language)
    language = _language(person, guess, written, unsupported, directory, catalogue, default)
    digits = script_of(text.body) or DigitScript(person.digits)
    zawgyi = is_zawgyi(text.body) or (person.zawgyi and written != "my")
    return Voice(Reader(language, digits, zawgyi), written, unsupported)


def _language(
    person: Person,
    guess: Guess | None,
    written: str | None,
    unsupported: bool,
    directory: Directory,
    catalogue: Catalogue,
    default: str,
) -> str:
    if unsupported:
        return default
    candidates = [person.chosen_language, written, person.written_language]
    if guess is not None and person.written_language is None:
        candidates.append(guess.language)  # better a likely language than the group's
    candidates += [membership.group.language for membership in directory.memberships_of(person.id)[:1]]
    return next((code for code in candidates if code and catalogue.speaks(code)), default)


def remember(session: Session, person_id: str, voice: Voice) -> None:
    """Keep what the text showed, for the next text that shows nothing."""
    row = session.get_one(PersonRow, person_id)
    row.written_language = voice.written or row.written_language
    row.digits, row.zawgyi = voice.reader.digits.value, voice.reader.zawgyi
