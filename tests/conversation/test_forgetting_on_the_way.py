"""FORGET ME while texts are on their way: what has not left does not leave, the last word does, and nothing fails."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.carriers.base import Outcome, Receipt, ReceiptState, Sent
from bot.delivery import receipts
from bot.delivery.reconcile import PATIENCE
from bot.delivery.sender import Sender
from bot.store import forget as erasing
from bot.store import outbox
from bot.store.states import OutboxState
from bot.store.tables import OutboxRow
from tests.support.carrier import RecordingCarrier
from tests.support.everything import places
from tests.support.life import (
    ALERTED,
    ASKED,
    PHONE,
    POSTED,
    REPORTED,
    asks_for_code,
    forget,
    live,
    people,
)
from tests.support.stage import Stage, name_of
from tests.support.told import told


@pytest.fixture
def lived(stage: Stage) -> Stage:
    live(stage)
    return stage


def test_words_that_have_not_gone_out_yet_do_not_go_out(stage: Stage) -> None:
    for name in ("Amina", "Bilal", "Chit"):
        stage.says(name, "4321")
    code = asks_for_code(stage)
    for text in (f"4321 {POSTED}", f"ALERT 4321 {ALERTED}", f"ASK 4321 {ASKED}", f"REPORT 4321 {REPORTED}", code):
        stage.receive("Bilal", text)
    assert told(stage, stage.settle()) == [("Bilal", "utter_forgotten")]
    with stage.database.read() as session:
        assert outbox.counts(session)[OutboxState.DROPPED] >= 6


@pytest.mark.parametrize("text", [f"4321 {POSTED}", f"ASK 4321 {ASKED}"])
def test_words_that_may_have_left_are_not_sent_again(stage: Stage, text: str) -> None:
    for name in ("Amina", "Bilal"):
        stage.says(name, "4321")
    code = asks_for_code(stage)
    stage.receive("Bilal", text)
    stage.reader.step()
    stage.carrier.next_outcomes = [Outcome.unknown, Outcome.unknown]
    assert told(stage, stage.settle()) == []
    stage.says("Bilal", code)
    stage.clock.tick(PATIENCE.total_seconds() + 1)
    while stage.reconciler.step():
        pass
    assert "Amina" not in {name_of(each.to) for each in stage.settle()}
    stage.do_chores()
    for secret in (POSTED, ASKED):
        assert places(stage.database, stage.vault, secret) == set()


def test_words_on_their_way_to_others_are_erased_when_they_have_left(stage: Stage) -> None:
    for name in ("Amina", "Bilal"):
        stage.says(name, "4321")
    code = asks_for_code(stage)
    stage.receive("Bilal", f"ASK 4321 {ASKED}")
    stage.reader.step()
    with stage.database.write() as session:
        claimed = outbox.claim(session, stage.vault, stage.clock.now(), stage.wording, most=10)
    assert {name_of(text.phone) for text in claimed} == {"Amina", "Bilal"}
    stage.receive("Bilal", code)
    while stage.reader.step():
        pass
    for text in claimed:
        with stage.database.write() as session:
            outbox.settle(session, text.id, OutboxState.SENT, message_id=f"SM-late-{text.id}")
    stage.do_chores()
    assert places(stage.database, stage.vault, ASKED) == set()


def test_a_carrier_that_is_down_for_a_day_does_not_keep_the_phone_for_ever(lived: Stage) -> None:
    code = asks_for_code(lived)
    lived.carrier.next_outcomes = [Outcome.misconfigured] * 1000
    lived.receive("Bilal", code)
    lived.settle()
    for _ in range(23):
        lived.clock.tick(3600)
        assert lived.do_chores() == []
    assert "Bilal" in people(lived)
    lived.clock.tick(3601)
    lived.do_chores()
    assert "Bilal" not in people(lived)
    assert places(lived.database, lived.vault, PHONE) == set()
    lived.carrier.next_outcomes = []
    lived.clock.tick(3600)
    assert "Bilal" not in {name_of(text.to) for text in lived.do_chores()}


def test_a_carrier_that_comes_back_in_time_brings_the_last_word(lived: Stage) -> None:
    code = asks_for_code(lived)
    lived.carrier.next_outcomes = [Outcome.misconfigured] * 3
    lived.receive("Bilal", code)
    lived.settle()
    lived.clock.tick(3600)
    lived.carrier.next_outcomes = []
    assert ("Bilal", "utter_forgotten") in told(lived, lived.do_chores())
    lived.do_chores()
    assert "Bilal" not in people(lived)


def test_receipts_of_an_erased_person_s_texts_are_taken(lived: Stage) -> None:
    texts = [text for text in lived.carrier.taken if name_of(text.to) == "Bilal"]
    forget(lived)
    lived.do_chores()
    for state, code in ((ReceiptState.delivered, None), (ReceiptState.failed, 21610)):
        for text in texts:
            with lived.database.write() as session:
                receipts.note(session, Receipt(text.message_id, text.outbox_id, state, code), lived.clock.now())
    with lived.database.read() as session:
        states = set(session.scalars(select(OutboxRow.state).where(OutboxRow.id.in_([t.outbox_id for t in texts]))))
    assert states == {OutboxState.DELIVERED}


def test_a_text_of_which_nobody_knows_whether_it_left_is_given_up(lived: Stage) -> None:
    code = asks_for_code(lived)
    lived.carrier.next_outcomes = [Outcome.unknown]
    lived.receive("Bilal", code)
    lived.settle()
    lived.clock.tick(25 * 3600)
    lived.chores.step()
    assert "Bilal" not in people(lived)
    lived.reconciler.step()
    with lived.database.read() as session:
        assert outbox.stuck(session, lived.clock.now(), 10) == []


def test_an_outcome_that_comes_after_the_person_is_gone_is_no_failure(lived: Stage) -> None:
    """The carrier's answer to the last attempt says that the phone has stopped all texts."""
    code = asks_for_code(lived)
    lived.receive("Bilal", code)
    while lived.reader.step():
        pass
    lived.clock.tick(25 * 3600)

    class Slow(RecordingCarrier):
        def send(self, outbox_id: int, to: str, text: str, urgent: bool = False) -> Sent:
            lived.chores.step()
            with lived.database.write() as session:  # as when the brain has forgotten, too
                for gone in erasing.pending(session):
                    erasing.finish(session, gone, lived.clock.now(), brain_has_forgotten=True)
            return super().send(outbox_id, to, text, urgent)

    carrier = Slow()
    carrier.next_outcomes = [Outcome.opted_out]
    assert Sender(lived.database, lived.vault, carrier, lived.clock.now, lived.wording).step()
    assert "Bilal" not in people(lived)
