"""Nothing that the database keeps shows a phone number or anybody's words to who has not the key."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store.database import Database
from bot.store.tables import Base
from tests.support.seed import CAST, SERVICE
from tests.support.stage import Stage

WORDS = ("the clinic is closed on Friday", "کلینیک جمعه بسته است", "I want a groop please", "call +1 555 010 0099")


@pytest.fixture
def lived(stage: Stage) -> Stage:
    """A service after a day: groups, posts, a question that holds a text, texts that wait for the brain."""
    for name in CAST:
        stage.says(name, "4321")
    stage.says("Amina", f"4321 {WORDS[0]}")
    stage.says("Bilal", f"4321 {WORDS[1]}")
    stage.says("Dina", "leave 4321")
    stage.says("Dina", f"4321 {WORDS[3]}")
    stage.says("Chit", WORDS[2])
    return stage


def everything_kept(database: Database, folder: Path) -> bytes:
    """All bytes of all columns; and of SQLite's files as they lie on the disk."""
    kept = bytearray()
    with database.read() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(text(f"SELECT * FROM {table.name}")):
                for value in row:
                    kept += bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
    for path in folder.glob("smsup.db*"):
        kept += path.read_bytes()
    return bytes(kept)


def test_the_words_of_this_test_went_through_the_service(lived: Stage) -> None:
    bodies = "\n".join(sent.body for sent in lived.carrier.taken)
    assert WORDS[0] in bodies
    assert WORDS[1] in bodies


def test_no_phone_number_is_kept_in_clear(lived: Stage, tmp_path: Path) -> None:
    kept = everything_kept(lived.database, tmp_path)
    for phone in (*CAST.values(), SERVICE):
        assert phone.encode() not in kept
        assert phone.removeprefix("+").encode() not in kept


@pytest.mark.parametrize("words", WORDS)
def test_nobody_s_words_are_kept_in_clear(lived: Stage, tmp_path: Path, words: str) -> None:
    kept = everything_kept(lived.database, tmp_path)
    assert words.encode() not in kept
    assert words.encode("utf-16-le") not in kept


def test_the_answers_of_the_service_are_not_kept_in_clear(lived: Stage, tmp_path: Path) -> None:
    kept = everything_kept(lived.database, tmp_path)
    for sent in lived.carrier.taken:
        assert sent.body.encode() not in kept
