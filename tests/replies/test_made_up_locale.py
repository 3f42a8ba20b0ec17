"""A made-up language, every message in brackets: whatever is said in a whole conversation comes from the catalogue."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

from bot.commands.registry import by_intent
from bot.conversation.understood import Understood
from bot.replies.catalogue import FILLERS, NAMES, PARTICLES, WORDS, Catalogue, load
from bot.replies.extract import extract
from bot.settings import ROOT
from bot.store import inbox
from bot.store.database import Database
from bot.store.states import InboxState
from tests.support.clock import Clock
from tests.support.seed import CAST
from tests.support.stage import Stage

AS_THEY_ARE = (WORDS, NAMES, FILLERS, PARTICLES, "utter_comma")


@pytest.fixture
def made_up(tmp_path: Path) -> Catalogue:
    """English, and Greek (which is a real code, so that it has a name) in brackets."""
    shutil.copy(ROOT / "domain.yml", tmp_path)
    made = Catalog(locale="el")
    with (ROOT / "domain.yml").open("rb") as file:
        for _, _, (context, *forms), _ in extract(file, (), (), {}):
            text = tuple(forms) if len(forms) > 1 else forms[0]
            made.add(text, _bracketed(text, context), context=context)
    folder = tmp_path / "locales" / "el" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "smsup.po").open("wb") as file:
        write_po(file, made)
    with (folder / "smsup.mo").open("wb") as file:
        write_mo(file, made)
    return load(tmp_path)


def _bracketed(text: str | list[str] | tuple[str, ...], name: str) -> str | tuple[str, ...]:
    if not isinstance(text, str):
        return tuple(f"[{form}]" for form in text)
    if name.startswith(NAMES):
        return "Ελληνικά"
    if name.startswith(WORDS):
        return f"xx{name.removeprefix(WORDS)}"
    return text if name.startswith(AS_THEY_ARE) else f"[{text}]"


@pytest.fixture
def abroad(made_up: Catalogue, sqlite_database: Database, clock: Clock) -> Iterator[Stage]:
    """A service that speaks the made-up language."""
    with closing(Stage(sqlite_database, clock, replies=made_up)) as stage:
        for name in ("Amina", "Bilal"):
            stage.says(name, "xxlanguage Ελληνικά")
        stage.carrier.taken.clear()
        yield stage


TEXTS = [
    *(
        "xxgroups",
        "xxjoin 4321",
        "4321",
        "4321",
        "4321 hello",
        "4322",
        "112",
        "xxcreate 4321",
        "xxcreate",
        "77",
        "xxhelp",
    ),
    *(
        "xxcreate 7020 Clinic",
        "xxcreate 8080 Clinic",
        "xxcreate 8081 xxleave",
        "Clinic",
        "xxabout",
        "1",
        "1",
        "xxgroups",
    ),
    *("xxleave", "9", "2", "xxleave 9998", "xxstop 4321", "xxlanguage", "xxleave 4321", "xxabout 4321", "xxstop"),
]


def test_everything_said_in_a_conversation_is_from_the_catalogue(abroad: Stage) -> None:
    abroad.says("Bilal", "5005")
    for text in TEXTS:
        answers = [sent.body for sent in abroad.says("Amina", text) if sent.to == CAST["Amina"]]
        assert len(answers) == 1, text
        assert answers[0].startswith("["), f"{text}: {answers[0]}"
        assert answers[0].endswith("]"), f"{text}: {answers[0]}"


@pytest.mark.parametrize("confidence", [0.99, 0.3, 0.05], ids=["sure", "likely", "hardly"])
@pytest.mark.parametrize("intent", sorted(i for i, c in by_intent().items() if c.texted))
def test_whatever_the_brain_decides_is_answered_from_the_catalogue(
    abroad: Stage, intent: str, confidence: float
) -> None:
    abroad.says("Amina", "4321")
    abroad.says("Bilal", "4321")
    abroad.receive("Amina", "some words that no grammar knows")
    text = abroad.database.in_transaction(
        lambda s: inbox.claim(s, abroad.vault, abroad.clock.now(), InboxState.RECEIVED)
    )
    assert text is not None
    abroad.conversation.act(Understood(text.id, intent, ((intent, confidence), ("thank", 0.01))))
    answers = [sent.body for sent in abroad.settle()]
    assert answers
    assert all(body.startswith("[") and body.endswith("]") for body in answers), answers
