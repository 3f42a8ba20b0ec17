"""Free-form conversations through the real trained brain, in every language.

Answers are told by the names of their responses: how a language puts them is the business of tests/replies.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from bot.gateway import app
from bot.settings import Settings
from bot.store.database import Database
from bot.store.tables import GroupRow, OutboxRow
from tests.support.clock import Clock
from tests.support.own_words import until
from tests.support.rasa import Switch, awake, trained_model
from tests.support.stage import Stage, name_of

pytestmark = pytest.mark.brain


@dataclass(frozen=True)
class Words:
    """What one language says."""

    make: str
    tell: str
    body: str
    hello: str
    groups: str
    leave: str


SAID = {
    "en": Words(
        "i want to make a group",
        "tell everyone the clinic is closed",
        "the clinic is closed",
        "hello",
        "groups",
        "i do not want to be in the group any more",
    ),
    "ar": Words(
        "بدي اعمل مجموعة جديدة",
        "خبر الجميع ان العيادة مغلقة",
        "العيادة مغلقة",
        "مرحبا",
        "مجموعاتي",
        "ما بدي اكون بالمجموعة بعد اليوم",
    ),
    "fa": Words(
        "میخواهم یک گروه بسازم",
        "به همه بگو درمانگاه بسته است",
        "درمانگاه بسته است",
        "سلام",
        "گروه‌های من",
        "دیگر نمی خواهم در گروه باشم",
    ),
    "my": Words(
        "ဂရုတစ်ခု ဖွဲ့ချင်ပါတယ်",
        "အားလုံးကို ဆေးခန်းပိတ်တယ်လို့ ပြောပေးပါ",
        "ဆေးခန်းပိတ်တယ်",
        "မင်္ဂလာပါ",
        "ဂရုစာရင်း",
        "ဂရုထဲက ထွက်ချင်လို့ပါ",
    ),
}
IN_EVERY_LANGUAGE = pytest.mark.parametrize("words", SAID.values(), ids=SAID.keys())


@pytest.fixture(scope="module")
def brain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Switch, Settings]]:
    switch = Switch()
    with awake(trained_model(), tmp_path_factory.mktemp("brain"), switch) as settings:
        yield switch, settings


@pytest.fixture
def stage(brain: tuple[Switch, Settings], sqlite_database: Database, clock: Clock) -> Iterator[Stage]:
    """A service with a brain, and a database of its own."""
    switch, settings = brain
    with closing(Stage(sqlite_database, clock, settings)) as made:
        switch.app = app.build(made.service(), work=False)
        yield made


def hears(stage: Stage, text: str, sender: str = "Amina") -> str:
    """Say something; the name of the one response that answers it."""
    stage.clock.tick(1)
    before = _answers(stage)
    stage.says(sender, text)
    (answer,) = _answers(stage)[len(before) :]
    return answer


def _answers(stage: Stage) -> list[str]:
    """Names of all replies but the terms, which come once with whatever is the first."""
    with stage.database.read() as session:
        rows = session.scalars(select(OutboxRow.reply).where(OutboxRow.reply.is_not(None)).order_by(OutboxRow.id))
        return [str(name) for name in rows if name != "utter_terms"]


def groups(stage: Stage) -> list[str]:
    with stage.database.read() as session:
        return list(session.scalars(select(GroupRow.number).order_by(GroupRow.id)))


def posts_to_bilal(stage: Stage) -> list[str]:
    """What the carrier got for Bilal of Amina's posts."""
    return [text.body for text in stage.carrier.taken if name_of(text.to) == "Bilal" and "#1: " in text.body]


@IN_EVERY_LANGUAGE
def test_a_group_is_asked_for_and_made(stage: Stage, words: Words) -> None:
    assert hears(stage, words.make) == "utter_ask_create_group"
    assert hears(stage, "4321") == "utter_group_created"
    assert groups(stage) == ["4321"]


@IN_EVERY_LANGUAGE
def test_a_text_for_one_of_two_groups_is_sent_after_digits(stage: Stage, words: Words) -> None:
    for number in ("4321", "7020"):
        hears(stage, number)
        hears(stage, number, sender="Bilal")
    assert until(stage, "Amina", words.tell, "utter_choose_group", "send_message") == ["utter_choose_group"]
    assert posts_to_bilal(stage) == []
    assert hears(stage, "2") == "utter_posted"
    (post,) = posts_to_bilal(stage)
    assert post.startswith("4321 #1: ")
    assert words.body in post
    assert post.removeprefix("4321 #1: ") in words.tell


@IN_EVERY_LANGUAGE
def test_a_text_for_the_only_group_is_shown_back_before_it_is_sent(stage: Stage, words: Words) -> None:
    for sender in ("Amina", "Bilal"):
        hears(stage, "4321", sender)
    assert until(stage, "Amina", words.tell, "utter_confirm_post", "send_message") == ["utter_confirm_post"]
    assert posts_to_bilal(stage) == []
    assert hears(stage, "1") == "utter_posted"
    assert len(posts_to_bilal(stage)) == 1


@IN_EVERY_LANGUAGE
def test_an_exact_command_in_the_middle_ends_the_question(stage: Stage, words: Words) -> None:
    assert hears(stage, words.make) == "utter_ask_create_group"
    assert hears(stage, words.groups) == "utter_no_groups"
    assert hears(stage, words.hello) == "utter_greet"
    assert groups(stage) == []


@IN_EVERY_LANGUAGE
def test_leaving_works_in_plain_words(stage: Stage, words: Words) -> None:
    hears(stage, "4321")
    assert "utter_left" in until(stage, "Amina", words.leave, "utter_left", "leave_group")


def test_a_command_to_rasa_is_only_words(stage: Stage) -> None:
    for text in ("/restart", "/session_start", "/ restart"):
        assert hears(stage, text).startswith("utter_")
    assert groups(stage) == []


def test_the_brain_never_hears_a_phone_number(stage: Stage, brain: tuple[Switch, Settings]) -> None:
    hears(stage, "please invite my sister, her number is +1 555 010 0099")
    kept = b"".join(path.read_bytes() for path in brain[1].data_dir.rglob("*") if path.is_file())
    assert b"555 010 0099" not in kept
    assert b"5550100099" not in kept
