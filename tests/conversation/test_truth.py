"""Whole conversations without a brain, in every language, on each kind of database: see tests/support/truth.py."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.replies.catalogue import ALL, FILLERS, NAMES, PARTICLES, TIMES, WORDS
from bot.store import directory
from bot.text.normalise import fold
from tests.support import truth
from tests.support.stage import Stage, installed

FOLDER = Path(__file__).parent / "truth"
FILES = sorted(FOLDER.glob("*/*.yml"))
LANGUAGES = ("ar", "en", "fa", "my")


class SeededSecrets:
    """Stands in for `secrets` where a free number is proposed, so that the same one is proposed each time."""

    def __init__(self) -> None:
        self._random = random.Random(7)

    def randbelow(self, end: int) -> int:
        return self._random.randrange(end)


def plays() -> list[object]:
    """Every conversation of every language on SQLite; on PostgreSQL each conversation in one language, by turns."""
    stems = sorted({path.stem for path in FILES})
    return [
        pytest.param(kind, path, id=f"{kind} {path.parent.name} {path.stem}")
        for kind in ("SQLite", "PostgreSQL")
        for path in FILES
        if kind == "SQLite" or LANGUAGES[stems.index(path.stem) % len(LANGUAGES)] == path.parent.name
    ]


@pytest.mark.parametrize(("database_kind", "path"), plays())
def test_a_conversation_goes_as_written(
    path: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(directory, "secrets", SeededSecrets())
    document = truth.read(path)
    came = truth.played(document, stage)
    if request.config.getoption("--update-truth"):
        truth.write(path, came)
        return
    for number, (wanted, step) in enumerate(zip(document["steps"], came["steps"], strict=True), start=1):
        assert step == wanted, f"step {number}"
    assert came["rows"] == document["rows"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_same_conversations(code: str) -> None:
    assert {p.name for p in FILES if p.parent.name == code} == {p.name for p in FILES}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_command_is_typed_in_some_conversation_with_a_word_of_the_language(code: str) -> None:
    texts = [
        fold(step.get("text", "")) for path in FILES if path.parent.name == code for step in truth.read(path)["steps"]
    ]
    language = installed().languages[code]
    missing = [
        command
        for command in installed().commands
        if not any(_is_typed(fold(word), text) for word in language.words(WORDS + command) for text in texts)
    ]
    assert missing == []


def _is_typed(word: str, text: str) -> bool:
    """At the head, at the end, or behind the group; Burmese puts no space between."""
    return text.startswith(word) or text.endswith(word) or f" {word} " in text


def test_every_reply_that_needs_no_brain_is_in_some_conversation(sqlite_stage: Stage) -> None:
    """Replies are told by their fixed words, in English."""
    said = "\n".join(
        text
        for path in FILES
        if path.parent.name == "en"
        for step in truth.read(path)["steps"]
        for answer in step.get("answers", [])
        for text in answer.values()
    )
    english = installed().languages["en"]
    sentences = [
        name
        for name in english.responses
        if not name.startswith((WORDS, NAMES, FILLERS, PARTICLES, TIMES, ALL, LABEL, "utter_comma"))
    ]
    missing = {name for name in sentences if not _is_said(english.template(name), said)}
    assert missing == NEEDS_A_BRAIN


LABEL = "utter_label_"
"""One line of a choice: tests/commands/test_registry.py and tests/replies look at these."""
NEEDS_A_BRAIN = {
    *("utter_guide", "utter_greet", "utter_thank", "utter_out_of_scope", "utter_no_such_name", "utter_cost"),
    *("utter_language_unknown", "utter_language_unsupported", "utter_number_wrong", "utter_privacy"),
    "utter_stopped",  # the carrier catches the English word itself, the other languages show it
    *("utter_offer_silent", "utter_joined_by_owner"),  # come without a text: tests/conversation/test_chores.py
    "utter_code_elsewhere",  # tests/conversation/test_codes.py
    "utter_link_in_text",  # where networks stop links: tests/conversation/test_house.py
}


def _is_said(template: str, said: str) -> bool:
    """Whether the longest run of fixed words of a reply occurs."""
    longest = max(template.replace("}", "{").split("{")[::2], key=len)
    return longest.strip() in said
