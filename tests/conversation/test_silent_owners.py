"""A group whose owner is silent is offered to others: one after another, nobody twice, two owners in the end."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from bot.conversation import chores
from bot.store import silence
from bot.store.states import Role
from bot.store.tables import GroupRow, MembershipRow, PersonRow
from tests.support.stage import Stage, name_of
from tests.support.together import together
from tests.support.told import hears, told

DAY = timedelta(days=1).total_seconds()
HOUR = timedelta(hours=1).total_seconds()


def due(stage: Stage) -> list[tuple[str, str]]:
    """Who is told what by one round of chores."""
    return told(stage, stage.do_chores())


@pytest.fixture
def clinic(stage: Stage) -> Stage:
    """Amina owns 4321; Bilal, Chit (a moderator), Dina. All have texted today."""
    for name in ("Amina", "Bilal", "Chit", "Dina"):
        stage.says(name, "4321")
        stage.clock.tick(60)
    stage.says("Amina", "MODERATOR 4321 3")
    return stage


def silent_but(stage: Stage, *lively: str) -> None:
    """Two months go by in which only these text now and then."""
    stage.clock.tick(stage.settings.owner_silence_days * DAY)
    for name in lively:
        stage.says(name, "GROUPS")


def owners(stage: Stage, number: str = "4321") -> set[str]:
    query = (
        select(PersonRow.phone_sealed)
        .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
        .join(GroupRow, GroupRow.id == MembershipRow.group_id)
        .where(GroupRow.number == number, MembershipRow.role == Role.OWNER, MembershipRow.left_at.is_(None))
    )
    with stage.database.read() as session:
        return {name_of(stage.vault.open(sealed)) for sealed in session.scalars(query)}


def offered(stage: Stage) -> list[str]:
    """To whom one round of chores offers the group."""
    answers = due(stage)
    assert {name for _, name in answers} <= {"utter_offer_silent"}
    return [who for who, _ in answers]


def test_the_group_of_a_silent_owner_is_offered_to_a_moderator_first(clinic: Stage) -> None:
    silent_but(clinic, "Bilal", "Chit", "Dina")
    assert offered(clinic) == ["Chit"]


def test_a_day_too_early_nobody_is_offered_anything(clinic: Stage) -> None:
    clinic.clock.tick((clinic.settings.owner_silence_days - 1) * DAY)
    for name in ("Bilal", "Chit", "Dina"):
        clinic.says(name, "GROUPS")
    assert offered(clinic) == []


def test_an_owner_who_texts_anything_at_all_is_not_silent(clinic: Stage) -> None:
    silent_but(clinic, "Amina", "Chit")
    assert offered(clinic) == []


def test_one_lively_owner_is_enough(clinic: Stage) -> None:
    silent_but(clinic, "Chit")
    offered(clinic)
    hears(clinic, "Chit", "1")
    silent_but(clinic, "Amina", "Bilal")
    assert offered(clinic) == []


@pytest.mark.parametrize("how", ["is silent, too", "has stopped"])
def test_who_is_silent_or_has_stopped_is_passed_over(clinic: Stage, how: str) -> None:
    silent_but(clinic, "Bilal", "Dina", *(("Chit",) if how == "has stopped" else ()))
    if how == "has stopped":
        clinic.says("Chit", "STOP")
    assert offered(clinic) == ["Bilal"]


def test_one_after_another_is_asked_and_nobody_twice(clinic: Stage) -> None:
    silent_but(clinic, "Bilal", "Chit", "Dina")
    asked = []
    for _ in range(20):
        asked += offered(clinic)
        clinic.clock.tick(DAY / 2)
    assert asked == ["Chit", "Bilal", "Dina"]
    assert owners(clinic) == {"Amina"}


def test_nobody_else_is_asked_while_one_is_thinking(clinic: Stage) -> None:
    silent_but(clinic, "Bilal", "Chit", "Dina")
    assert offered(clinic) == ["Chit"]
    clinic.clock.tick(silence.ONE_AFTER_ANOTHER.total_seconds() - 60)
    assert offered(clinic) == []
    clinic.clock.tick(61)
    assert offered(clinic) == ["Bilal"]


def test_who_does_not_want_it_is_followed_by_the_next(clinic: Stage) -> None:
    silent_but(clinic, "Bilal", "Chit", "Dina")
    offered(clinic)
    assert hears(clinic, "Chit", "2") == [("Chit", "utter_offer_declined")]
    clinic.clock.tick(silence.ONE_AFTER_ANOTHER.total_seconds() + 1)
    assert offered(clinic) == ["Bilal"]
    assert owners(clinic) == {"Amina"}


def test_who_takes_it_is_an_owner_beside_the_silent_one_who_is_told(clinic: Stage) -> None:
    silent_but(clinic, "Bilal", "Chit", "Dina")
    offered(clinic)
    assert hears(clinic, "Chit", "1") == [("Chit", "utter_offer_taken"), ("Amina", "utter_joined_by_owner")]
    assert owners(clinic) == {"Amina", "Chit"}
    clinic.clock.tick(3 * DAY)
    assert offered(clinic) == []


def test_two_who_take_it_one_late_are_both_owners(clinic: Stage) -> None:
    """The first thought about it until the second was asked, too."""
    silent_but(clinic, "Bilal", "Chit", "Dina")
    assert offered(clinic) == ["Chit"]
    clinic.clock.tick(silence.ONE_AFTER_ANOTHER.total_seconds() + 1)
    assert offered(clinic) == ["Bilal"]
    hears(clinic, "Bilal", "1")
    assert owners(clinic) == {"Amina", "Bilal"}
    assert hears(clinic, "Chit", "1") == [("Chit", "utter_question_expired")], "too late is too late"


def test_an_owner_who_comes_back_finds_both_in_charge(clinic: Stage) -> None:
    silent_but(clinic, "Chit")
    offered(clinic)
    hears(clinic, "Chit", "1")
    assert hears(clinic, "Amina", "ANNOUNCE 4321")[0] == ("Amina", "utter_policy_announce")
    assert owners(clinic) == {"Amina", "Chit"}


def test_a_group_where_everybody_is_silent_is_left_alone(clinic: Stage) -> None:
    silent_but(clinic)
    assert offered(clinic) == []


def test_a_closed_group_is_offered_to_nobody(clinic: Stage) -> None:
    with clinic.database.write() as session:
        session.scalars(select(GroupRow)).one().closed_at = clinic.clock.now()
    silent_but(clinic, "Chit")
    assert offered(clinic) == []


def test_two_rounds_at_once_offer_a_group_once(clinic: Stage) -> None:
    silent_but(clinic, "Bilal", "Chit", "Dina")
    together(clinic.chores.step, clinic.chores.step, clinic.chores.step)
    assert told(clinic, clinic.settle()) == [("Chit", "utter_offer_silent")]


def test_a_round_that_looked_before_another_one_offered_offers_nothing(
    clinic: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent_but(clinic, "Bilal", "Chit", "Dina")
    with clinic.database.read() as session:
        seen = silence.orphaned(session, clinic.clock.now(), timedelta(days=60))
    assert offered(clinic) == ["Chit"]
    stale = SimpleNamespace(orphaned=lambda *_: seen, heir=silence.heir)
    monkeypatch.setattr(chores, "silence", stale)  # the list that a second process has read meanwhile
    assert seen
    assert offered(clinic) == []
