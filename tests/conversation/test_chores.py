"""What happens although nobody texts: questions whose turn comes, and what is thrown away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.store.tables import CodeRow, QuestionRow
from tests.support.stage import Stage
from tests.support.together import together
from tests.support.told import hears, told

DAY = timedelta(days=1).total_seconds()
HOUR = timedelta(hours=1).total_seconds()


def due(stage: Stage) -> list[tuple[str, str]]:
    """Who is told what by one round of chores."""
    return told(stage, stage.do_chores())


def count(stage: Stage, table: type[QuestionRow | CodeRow]) -> int:
    with stage.database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


# --- questions that wait for their turn ---


@pytest.fixture
def gate(stage: Stage) -> Stage:
    """Amina and Bilal lead 4321, where leaders let people in."""
    for sender, text in (
        ("Amina", "4321"),
        ("Bilal", "4321"),
        ("Amina", "MODERATOR 4321 2"),
        ("Amina", "APPROVE 4321"),
    ):
        stage.says(sender, text)
    return stage


def test_the_second_question_waits_until_the_first_is_answered(gate: Stage) -> None:
    assert ("Amina", "utter_admit") in hears(gate, "Chit", "4321")
    assert "Amina" not in {who for who, _ in hears(gate, "Dina", "4321")}
    assert due(gate) == []
    answers = hears(gate, "Amina", "1")
    assert ("Chit", "utter_joined") in answers
    assert [name for who, name in answers if who == "Amina"] == ["utter_admit_done", "utter_admit"]
    assert ("Dina", "utter_joined") in hears(gate, "Amina", "1")


def test_a_question_does_not_push_in_before_what_a_person_is_doing(gate: Stage) -> None:
    gate.says("Dina", "7020")
    assert hears(gate, "Amina", "7020 hello all") == [("Amina", "utter_join_to_post")]
    assert "Amina" not in {who for who, _ in hears(gate, "Chit", "4321")}
    answers = hears(gate, "Amina", "2")
    assert answers == [("Amina", "utter_dropped"), ("Amina", "utter_admit")]
    assert ("Chit", "utter_joined") in hears(gate, "Amina", "1")


def test_a_question_whose_turn_nobody_gave_way_to_comes_when_the_other_has_ended(gate: Stage) -> None:
    gate.says("Dina", "7020")
    hears(gate, "Amina", "7020 hello all")
    hears(gate, "Chit", "4321")
    gate.clock.tick(HOUR - 60)
    assert due(gate) == []
    gate.clock.tick(61)
    assert due(gate) == [("Amina", "utter_admit")]
    assert due(gate) == [], "once"
    assert ("Chit", "utter_joined") in hears(gate, "Amina", "1")


def test_what_another_leader_has_settled_meanwhile_is_not_asked(gate: Stage) -> None:
    gate.says("Dina", "7020")
    hears(gate, "Amina", "7020 hello all")
    hears(gate, "Chit", "4321")
    assert ("Chit", "utter_joined") in hears(gate, "Bilal", "1")
    gate.clock.tick(2 * HOUR)
    assert due(gate) == []
    assert hears(gate, "Amina", "GROUPS") == [("Amina", "utter_groups")]


def test_two_rounds_at_once_ask_once(gate: Stage) -> None:
    gate.says("Dina", "7020")
    hears(gate, "Amina", "7020 hello all")
    hears(gate, "Chit", "4321")
    gate.clock.tick(2 * HOUR)
    together(gate.chores.step, gate.chores.step, gate.chores.step)
    assert told(gate, gate.settle()) == [("Amina", "utter_admit")]


def test_who_has_stopped_is_asked_nothing_until_start(gate: Stage) -> None:
    gate.says("Dina", "7020")
    hears(gate, "Amina", "7020 hello all")
    hears(gate, "Chit", "4321")
    gate.says("Amina", "STOP")
    gate.clock.tick(2 * HOUR)
    assert due(gate) == []
    assert ("Amina", "utter_admit") in hears(gate, "Amina", "START")


def test_a_question_for_somebody_who_has_stopped_is_not_kept(gate: Stage) -> None:
    gate.says("Amina", "STOP")
    assert {who for who, _ in hears(gate, "Chit", "4321")} == {"Bilal", "Chit"}
    gate.clock.tick(2 * HOUR)
    assert due(gate) == []


# --- what is thrown away ---


def test_old_questions_and_codes_are_thrown_away(gate: Stage) -> None:
    hears(gate, "Chit", "4321")
    hears(gate, "Amina", "FORGET ME")
    assert (count(gate, QuestionRow), count(gate, CodeRow)) == (2, 1)
    gate.clock.tick(DAY - 60)
    due(gate)
    assert (count(gate, QuestionRow), count(gate, CodeRow)) == (2, 1), "a late digit is still told from any other"
    gate.clock.tick(5 * DAY)
    due(gate)
    assert (count(gate, QuestionRow), count(gate, CodeRow)) == (0, 0)


def test_a_round_with_nothing_to_do_does_nothing(gate: Stage) -> None:
    assert due(gate) == []
    assert not gate.chores.step(), "the next round comes by the clock"
