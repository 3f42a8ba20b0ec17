"""FORGET ME with the real brain: a dialogue that is open there is gone from its memory and its files, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.gateway import app
from bot.settings import Settings
from bot.store.database import Database
from bot.store.tables import PersonRow
from tests.support.clock import Clock
from tests.support.everything import files_with, places
from tests.support.rasa import Switch, awake, trained_model
from tests.support.seed import CAST, person
from tests.support.stage import Stage
from tests.support.told import code_in, hears

pytestmark = pytest.mark.brain

WISH = "i want to make a group"
"""The brain asks for its number, and keeps the dialogue until that is answered."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("brain")


@pytest.fixture(scope="module")
def brain(folder: Path) -> Iterator[tuple[Switch, Settings]]:
    switch = Switch()
    with awake(trained_model(), folder, switch) as settings:
        yield switch, settings


@pytest.fixture
def stage(brain: tuple[Switch, Settings], sqlite_database: Database, clock: Clock) -> Iterator[Stage]:
    switch, settings = brain
    with closing(Stage(sqlite_database, clock, settings)) as made:
        switch.app = app.build(made.service(), work=False)
        yield made


def opaque(stage: Stage, name: str) -> str:
    with stage.database.write() as session:
        return person(session, stage.vault, name, stage.clock.now()).id


def rows(stage: Stage) -> int:
    with stage.database.read() as session:
        return session.scalar(select(func.count()).select_from(PersonRow)) or 0


def test_an_open_dialogue_goes_with_the_person(stage: Stage, folder: Path, tmp_path: Path) -> None:
    for name in ("Amina", "Bilal"):
        assert hears(stage, name, WISH) == [(name, "utter_ask_create_group")]
    amina, bilal = opaque(stage, "Amina"), opaque(stage, "Bilal")
    assert files_with(folder, bilal), "or the search that finds nothing afterwards would prove nothing"
    stage.clock.tick(1)
    code = code_in(stage, stage.says("Bilal", "FORGET ME"))
    assert hears(stage, "Bilal", code) == [("Bilal", "utter_forgotten")]
    stage.do_chores()
    assert rows(stage) == 1
    assert places(stage.database, stage.vault, bilal) == places(stage.database, stage.vault, CAST["Bilal"]) == set()
    for secret in (bilal, CAST["Bilal"], CAST["Bilal"].removeprefix("+")):
        assert files_with(folder, secret) == files_with(tmp_path, secret) == set()
    assert files_with(folder, amina), "nobody else's dialogue is touched"
    assert hears(stage, "Amina", "4321") == [("Amina", "utter_group_created")]


def test_words_go_from_the_brain_s_files_once_nobody_keeps_them(stage: Stage, folder: Path) -> None:
    hears(stage, "Chit", "i want to make a group for quinces and medlars")
    stage.clock.tick(1)
    code = code_in(stage, stage.says("Chit", "FORGET ME"))
    hears(stage, "Chit", code)
    stage.do_chores()
    assert files_with(folder, "quinces") == set()


def test_who_was_erased_and_texts_again_starts_a_new_dialogue(stage: Stage) -> None:
    assert hears(stage, "Dina", WISH) == [("Dina", "utter_ask_create_group")]
    stage.clock.tick(1)
    code = code_in(stage, stage.says("Dina", "FORGET ME"))
    hears(stage, "Dina", code)
    stage.do_chores()
    assert hears(stage, "Dina", "hello") == [("Dina", "utter_greet")]
    assert hears(stage, "Dina", WISH) == [("Dina", "utter_ask_create_group")]
    assert hears(stage, "Dina", "5555")[0][0] == "Dina"
