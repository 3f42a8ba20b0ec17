"""FORGET ME: the whole life of a person, and then nothing of it, in no table, no file and no log."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.store import inbox
from bot.store.states import InboxState, OutboxState, Role
from bot.store.tables import EventRow, GroupRow, InboxRow, MembershipRow, OutboxRow, PersonRow
from tests.support.everything import files_with, places
from tests.support.life import (
    ALERTED,
    ANSWERED,
    ASKED,
    FREE_FORM,
    MEANT,
    NICKNAME,
    PHONE,
    POSTED,
    REPORTED,
    SECRETS,
    asks_for_code,
    forget,
    live,
    people,
)
from tests.support.seed import person
from tests.support.stage import Stage, name_of
from tests.support.told import POST, code_in, hears, told


@pytest.fixture
def lived(stage: Stage) -> Stage:
    live(stage)
    return stage


def leaders(stage: Stage, number: str) -> set[str]:
    with stage.database.read() as session:
        query = (
            select(PersonRow.phone_sealed)
            .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
            .join(GroupRow, GroupRow.id == MembershipRow.group_id)
            .where(GroupRow.number == number, MembershipRow.role == Role.OWNER, MembershipRow.left_at.is_(None))
        )
        return {name_of(stage.vault.open(sealed)) for sealed in session.scalars(query)}


def test_the_life_of_this_test_is_kept_before_it_is_erased(lived: Stage) -> None:
    """Or the search that finds nothing afterwards would prove nothing."""
    kept = "people.phone_sealed", "people.nickname_sealed", "inbox.body_sealed", "questions.sealed"
    found = [places(lived.database, lived.vault, secret) for secret in (PHONE, NICKNAME, FREE_FORM, MEANT)]
    assert all(place in where for place, where in zip(kept, found, strict=True))
    for words in (POSTED, ALERTED):
        assert "posts.body_sealed" in places(lived.database, lived.vault, words)
    assert "reports.body_sealed" in places(lived.database, lived.vault, REPORTED)
    bodies = "\n".join(text.body for text in lived.carrier.taken)
    for words in (NICKNAME, POSTED, ALERTED, ASKED, ANSWERED, REPORTED):
        assert words in bodies


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_of_a_person_is_in_any_table_file_or_log(
    lived: Stage, tmp_path: Path, caplog: pytest.LogCaptureFixture, secret: str
) -> None:
    caplog.set_level(logging.DEBUG)
    forget(lived)
    lived.do_chores()
    assert places(lived.database, lived.vault, secret) == set()
    assert files_with(tmp_path, secret) == set()
    logged = "\n".join(f"{record.getMessage()} {record.args!r} {record.exc_text}" for record in caplog.records)
    assert secret not in logged


def test_only_rows_that_will_go_know_the_id_of_the_person(lived: Stage) -> None:
    with lived.database.write() as session:
        bilal = person(session, lived.vault, "Bilal", lived.clock.now()).id
    forget(lived)
    lived.do_chores()
    until_the_brain_is_back = {"people.id", "inbox.person_id"}
    for_a_day = {"codes.sealed"}  # Chit's, for Bilal's groups
    assert places(lived.database, lived.vault, bilal) <= until_the_brain_is_back | for_a_day


def test_what_others_got_stays_counted(lived: Stage) -> None:
    def deliveries() -> dict[OutboxState, int]:
        query = select(OutboxRow.state, func.count()).where(OutboxRow.post_id.is_not(None)).group_by(OutboxRow.state)
        with lived.database.read() as session:
            return dict(session.execute(query).all())

    before = deliveries()
    assert before[OutboxState.DELIVERED] >= 5
    forget(lived)
    lived.do_chores()
    assert deliveries() == before


def test_what_the_person_did_stays_in_the_event_log_as_somebody_s(lived: Stage) -> None:
    def acts() -> list[str]:
        with lived.database.read() as session:
            return [act.value for act in session.scalars(select(EventRow.act).order_by(EventRow.id))]

    before = acts()
    forget(lived)
    lived.do_chores()
    assert acts()[: len(before)] == before
    assert "forgotten" in acts()


def test_a_group_of_the_person_has_a_new_owner_who_is_told(lived: Stage) -> None:
    assert leaders(lived, "7020") == {"Bilal"}
    assert ("Chit", "utter_offer_left") in forget(lived)
    lived.do_chores()
    assert leaders(lived, "7020") == {"Chit"}
    assert hears(lived, "Chit", "7020 I go on") == [("Chit", "utter_posted_nobody")]


def test_the_last_word_goes_out_and_then_the_phone_is_gone(lived: Stage) -> None:
    code = asks_for_code(lived)
    lived.receive("Bilal", code)
    while lived.reader.step():
        pass
    lived.chores.step()
    assert "Bilal" in people(lived), "one text more has to reach it"
    assert ("Bilal", "utter_forgotten") in told(lived, lived.settle())
    lived.chores.step()
    assert "Bilal" not in people(lived)
    assert lived.settle() == []


def test_two_chores_in_a_row_and_days_of_them_change_nothing_more(lived: Stage) -> None:
    forget(lived)
    for _ in range(5):
        lived.do_chores()
        lived.clock.tick(24 * 3600)
    assert "Bilal" not in people(lived)
    assert set(hears(lived, "Amina", "4321 still here")) == {("Amina", "utter_posted"), ("Chit", POST)}


def test_a_text_that_came_after_the_code_is_of_somebody_new(lived: Stage) -> None:
    code = asks_for_code(lived)
    with lived.database.write() as session:
        before = person(session, lived.vault, "Bilal", lived.clock.now()).id
    for text in (code, "4321"):
        lived.receive("Bilal", text)
    names = told(lived, lived.settle())
    assert [name for who, name in names if who == "Bilal"] == ["utter_forgotten", "utter_joined"]
    lived.do_chores()
    with lived.database.write() as session:
        anew = person(session, lived.vault, "Bilal", lived.clock.now())
        assert anew.id != before
        assert anew.terms_at is not None, "and is told the terms of use like anybody new"
        (mine,) = session.scalars(select(MembershipRow).where(MembershipRow.person_id == anew.id))
        assert (mine.number, mine.nickname_sealed, mine.role) == (4, None, Role.MEMBER)


def test_a_text_that_waited_for_the_brain_before_does_not_bring_the_phone_back(lived: Stage) -> None:
    forget(lived)
    lived.do_chores()
    assert "Bilal" not in people(lived)
    lived.clock.tick(3600)
    assert lived.settle() == [], "the guide that the text would have got"
    with lived.database.read() as session:
        assert inbox.counts(session).keys() == {InboxState.DONE}


def test_a_ban_outlives_the_person(stage: Stage) -> None:
    for name in ("Amina", "Bilal"):
        stage.says(name, "4321")
    stage.says("Amina", "BAN 4321 2")
    forget(stage)
    stage.do_chores()
    assert hears(stage, "Bilal", "4321") == [("Bilal", "utter_banned")]
    assert hears(stage, "Bilal", "4321 let me in") == [("Bilal", "utter_banned")]


def test_who_begins_anew_may_be_forgotten_anew(lived: Stage) -> None:
    for _ in range(2):
        forget(lived)
        lived.do_chores()
        assert "Bilal" not in people(lived)
        assert hears(lived, "Bilal", "4321") == [("Bilal", "utter_joined")]


def test_somebody_alone_in_a_group_may_be_forgotten(stage: Stage) -> None:
    stage.says("Bilal", "4321")
    assert forget(stage) == [("Bilal", "utter_forgotten")]
    stage.do_chores()
    assert [who for who, _ in hears(stage, "Amina", "4321")] == ["Amina"]
    assert leaders(stage, "4321") == {"Amina"}, "the first one in a group that all have left owns it"


def test_a_code_that_the_erased_person_was_to_send_elsewhere_is_worth_nothing(lived: Stage) -> None:
    """Chit asked for Bilal's groups; Bilal's phone holds the code."""
    codes = [text for text in lived.carrier.taken if (name_of(text.to)) == "Bilal" and "new phone" in text.body]
    code = code_in(lived, codes)
    forget(lived)
    lived.do_chores()
    hears(lived, "Chit", code)
    with lived.database.read() as session:
        assert session.scalar(select(func.count()).where(InboxRow.state != InboxState.DONE)) == 0
        groups = session.scalar(select(func.count()).select_from(GroupRow))
    assert groups == 4
