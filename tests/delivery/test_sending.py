"""From the outbox to the carrier and back: each outcome, and what is done about it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.carriers.base import LookUpFailed, Outcome
from bot.delivery.reconcile import PATIENCE
from bot.store.states import OutboxState
from bot.store.tables import OutboxRow, PersonRow
from tests.support.seed import knows_terms
from tests.support.stage import Stage


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """Amina has texted before: one text of hers has one answer."""
    with stage.database.write() as session:
        knows_terms(session, stage.vault, "Amina", stage.clock.now())
    return stage


def state(stage: Stage) -> OutboxState:
    """Of the one text in the outbox."""
    with stage.database.read() as session:
        return session.scalars(select(OutboxRow)).one().state


def told(stage: Stage, outcome: Outcome) -> None:
    """Amina texts, and the carrier answers her reply with this."""
    stage.carrier.next_outcomes = [outcome]
    stage.receive("Amina", "groups")
    assert stage.reader.step()
    assert stage.sender.step()


@pytest.mark.parametrize(
    ("outcome", "after"),
    [
        pytest.param(Outcome.accepted, OutboxState.SENT, id="taken: sent"),
        pytest.param(Outcome.throttled, OutboxState.QUEUED, id="too fast: later"),
        pytest.param(Outcome.not_sent, OutboxState.QUEUED, id="never left: later"),
        pytest.param(Outcome.misconfigured, OutboxState.QUEUED, id="the operator's fault: later"),
        pytest.param(Outcome.refused, OutboxState.FAILED, id="refused: failed"),
        pytest.param(Outcome.opted_out, OutboxState.DROPPED, id="stopped: dropped"),
        pytest.param(Outcome.unknown, OutboxState.UNKNOWN, id="may have left: unknown"),
    ],
)
def test_an_outcome_becomes_a_state(stage: Stage, outcome: Outcome, after: OutboxState) -> None:
    told(stage, outcome)
    assert state(stage) is after


@pytest.mark.parametrize("outcome", [Outcome.throttled, Outcome.not_sent, Outcome.misconfigured])
def test_what_did_not_leave_leaves_later_and_once(stage: Stage, outcome: Outcome) -> None:
    told(stage, outcome)
    assert not stage.sender.step(), "at once would be too soon"
    stage.clock.tick(61)
    assert stage.sender.step()
    assert len(stage.carrier.taken) == 1
    stage.clock.tick(3600)
    assert not stage.sender.step()


def test_who_has_stopped_at_the_carrier_has_stopped_here(stage: Stage) -> None:
    told(stage, Outcome.opted_out)
    with stage.database.read() as session:
        assert session.scalars(select(PersonRow.stopped_at)).one() == stage.clock.now()


def test_what_may_have_left_is_looked_up_before_it_is_sent_again(stage: Stage) -> None:
    told(stage, Outcome.unknown)
    stage.clock.tick(PATIENCE.total_seconds() + 1)
    assert not stage.sender.step(), "an unknown outcome is never sent again blindly"
    assert stage.reconciler.step(), "the carrier does not have it"
    assert stage.sender.step()
    assert len(stage.carrier.taken) == 1


def test_what_did_leave_is_found_and_not_sent_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.receive("Amina", "groups")
    assert stage.reader.step()
    with monkeypatch.context() as patch:  # the worker dies after the carrier took the text, before it wrote so
        patch.setattr("bot.delivery.sender.outbox.settle", _dies)
        with pytest.raises(KeyboardInterrupt):
            stage.sender.step()
    assert state(stage) is OutboxState.ATTEMPTING
    stage.clock.tick(PATIENCE.total_seconds() + 1)
    assert stage.reconciler.step()
    assert state(stage) is OutboxState.SENT
    stage.clock.tick(3600)
    assert not stage.sender.step()
    assert len(stage.carrier.taken) == 1


def test_a_look_up_that_fails_changes_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    told(stage, Outcome.unknown)
    stage.clock.tick(PATIENCE.total_seconds() + 1)
    monkeypatch.setattr(stage.carrier, "look_up", _cannot_be_asked)
    assert not stage.reconciler.step()
    assert state(stage) is OutboxState.UNKNOWN


def test_two_equal_texts_to_one_person_are_two(stage: Stage) -> None:
    for _ in range(2):
        stage.says("Amina", "groups")
        stage.clock.tick(timedelta(minutes=1).total_seconds())
    told_again = [text.body for text in stage.carrier.taken]
    assert len(told_again) == 2
    assert len(set(told_again)) == 1


def _dies(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def _cannot_be_asked(*_: object) -> None:
    raise LookUpFailed(Outcome.not_sent, None)
