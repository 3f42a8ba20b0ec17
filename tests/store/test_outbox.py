"""The outbox as a queue: marked before the carrier is called, in order per person, settled once."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from bot.carriers.base import Receipt, ReceiptState, Sent
from bot.delivery import receipts
from bot.delivery.sender import Sender
from bot.delivery.wording import Wording
from bot.replies.render import Renderer
from bot.store import effects, outbox
from bot.store.apply import apply
from bot.store.database import Database
from bot.store.records import OutboundText
from bot.store.states import OutboxState
from bot.store.tables import OutboxRow
from bot.store.vault import Vault
from tests.support.carrier import RecordingCarrier
from tests.support.clock import Clock
from tests.support.seed import CAST, group, leaves, name_of, person, receive, scene
from tests.support.stage import installed
from tests.support.together import together

WORDING = Wording(Renderer(installed()), "en")


def queue_reply(database: Database, vault: Vault, clock: Clock, to: str, body: str, reply: str = "utter_help") -> int:
    """The service's own text, queued; the id of its row."""
    with database.write() as session:
        cause = receive(session, vault, clock.now(), to, "a text")
        who = person(session, vault, to, clock.now()).id
        outbox.add_reply(session, vault, who, cause, reply, body, clock.now())
        session.flush()
        return session.scalars(select(OutboxRow.id).order_by(OutboxRow.id.desc())).first() or 0


def claim(database: Database, vault: Vault, clock: Clock, most: int = 1) -> list[OutboundText]:
    return database.in_transaction(lambda session: outbox.claim(session, vault, clock.now(), WORDING, most))


def bodies(texts: list[OutboundText]) -> list[str]:
    return [text.body for text in texts]


def state(database: Database, row: int) -> OutboxState:
    with database.read() as session:
        return session.get_one(OutboxRow, row).state


def settle(database: Database, row: int, after: OutboxState, message_id: str | None = None) -> None:
    database.in_transaction(lambda session: outbox.settle(session, row, after, message_id=message_id))


def receipt(database: Database, clock: Clock, row: int | None, word: str, error: int | None = None) -> None:
    told = Receipt("SM1", row, ReceiptState(word), error)
    database.in_transaction(lambda session: receipts.note(session, told, clock.now()))


def stop(database: Database, vault: Vault, clock: Clock, name: str) -> None:
    with database.write() as session:
        apply(effects.StopService(), scene(session, vault, name, clock.now()))


def test_a_reply_comes_out_as_it_went_in(database: Database, vault: Vault, clock: Clock) -> None:
    row = queue_reply(database, vault, clock, "Amina", "گروه ۴۳۲۱")
    assert [(t.id, t.phone, t.body, t.attempts) for t in claim(database, vault, clock)] == [
        (row, CAST["Amina"], "گروه ۴۳۲۱", 1)
    ]


def test_each_person_s_texts_leave_one_after_another(database: Database, vault: Vault, clock: Clock) -> None:
    first = queue_reply(database, vault, clock, "Amina", "first")
    queue_reply(database, vault, clock, "Amina", "second")
    queue_reply(database, vault, clock, "Bilal", "of another")
    assert bodies(claim(database, vault, clock, most=10)) == ["first", "of another"]
    assert claim(database, vault, clock, most=10) == []
    settle(database, first, OutboxState.SENT, "SM1")
    assert bodies(claim(database, vault, clock, most=10)) == ["second"]


def test_many_senders_at_once_claim_each_text_once(database: Database, vault: Vault, clock: Clock) -> None:
    for name in CAST:
        queue_reply(database, vault, clock, name, name)
        queue_reply(database, vault, clock, name, "later")
    claimed = together(*[lambda: bodies(claim(database, vault, clock))] * 6)
    assert sorted(body for some in claimed for body in some) == sorted(CAST)


def test_an_alert_leaves_before_everything_that_came_first(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        clinic = group(session, vault, clock.now(), "4321", "Amina", "Bilal", "Chit")
        apply(effects.WritePost(clinic.id, "slow"), scene(session, vault, "Amina", clock.now()))
        apply(effects.WritePost(clinic.id, "fire", urgent=True), scene(session, vault, "Amina", clock.now()))
    assert bodies(claim(database, vault, clock, most=10)) == ["ALERT 4321 #1: fire\n9 = false alarm"] * 2


def test_a_text_that_is_not_due_keeps_the_later_ones_of_its_reader_waiting(
    database: Database, vault: Vault, clock: Clock
) -> None:
    first = queue_reply(database, vault, clock, "Amina", "first")
    queue_reply(database, vault, clock, "Amina", "second")
    claim(database, vault, clock)
    with database.write() as session:
        later = Clock(clock.now())
        later.tick(30)
        outbox.settle(session, first, OutboxState.QUEUED, not_before=later.now())
    assert claim(database, vault, clock, most=10) == []
    clock.tick(30)
    assert bodies(claim(database, vault, clock, most=10)) == ["first"]


def test_a_post_goes_to_all_others_once_letter_for_letter(database: Database, vault: Vault, clock: Clock) -> None:
    words = "  Clinic CLOSED ၂ ‏۳ \n👍"
    with database.write() as session:
        clinic = group(session, vault, clock.now(), "4321", "Amina", "Bilal", "Chit", "Dina")
        leaves(session, vault, clock.now(), clinic, "Dina")
        apply(effects.WritePost(clinic.id, words), scene(session, vault, "Bilal", clock.now()))
    texts = claim(database, vault, clock, most=10)
    with database.read() as session:
        assert [name_of(session, vault, text.person_id) for text in texts] == ["Amina", "Chit"]
    assert bodies(texts) == [f"4321 #2: {words}"] * 2


def test_a_post_is_never_delivered_twice_to_one_person(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        clinic = group(session, vault, clock.now(), "4321", "Amina", "Bilal")
        apply(effects.WritePost(clinic.id, "once"), scene(session, vault, "Amina", clock.now()))
    with database.write() as session:
        row = session.scalars(select(OutboxRow)).one()
        same = {c.name: getattr(row, c.name) for c in OutboxRow.__table__.columns if c.name != "id"}
        with pytest.raises(IntegrityError):
            session.execute(insert(OutboxRow).values(same))
        session.rollback()


def test_who_stopped_before_a_post_is_left_out(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        clinic = group(session, vault, clock.now(), "4321", "Amina", "Bilal", "Chit")
    stop(database, vault, clock, "Bilal")
    with database.write() as session:
        apply(effects.WritePost(clinic.id, "news"), scene(session, vault, "Amina", clock.now()))
    with database.read() as session:
        assert [name_of(session, vault, row.person_id or "") for row in session.scalars(select(OutboxRow))] == ["Chit"]


def test_what_waits_for_somebody_who_stops_is_dropped_but_for_the_last_word(
    database: Database, vault: Vault, clock: Clock
) -> None:
    waiting = queue_reply(database, vault, clock, "Amina", "waiting")
    stop(database, vault, clock, "Amina")
    queue_reply(database, vault, clock, "Amina", "You get no more texts", reply=outbox.LAST_WORD)
    assert bodies(claim(database, vault, clock)) == ["You get no more texts"]
    assert state(database, waiting) is OutboxState.DROPPED


def test_who_left_the_group_gets_nothing_of_it_any_more(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        clinic = group(session, vault, clock.now(), "4321", "Amina", "Bilal")
        apply(effects.WritePost(clinic.id, "too late"), scene(session, vault, "Amina", clock.now()))
        leaves(session, vault, clock.now(), clinic, "Bilal")
    assert claim(database, vault, clock) == []
    with database.read() as session:
        assert outbox.counts(session) == {OutboxState.DROPPED: 1}


def test_the_attempt_is_committed_before_the_carrier_is_called(database: Database, vault: Vault, clock: Clock) -> None:
    row = queue_reply(database, vault, clock, "Amina", "marked first")
    seen: list[OutboxState] = []

    class Watching(RecordingCarrier):
        def send(self, outbox_id: int, to: str, text: str, urgent: bool = False) -> Sent:
            seen.append(state(database, outbox_id))  # read by another transaction
            return super().send(outbox_id, to, text, urgent)

    assert Sender(database, vault, Watching(), clock.now, WORDING).step()
    assert seen == [OutboxState.ATTEMPTING]
    assert state(database, row) is OutboxState.SENT


def test_an_attempt_that_a_crash_cut_short_is_not_sent_again(database: Database, vault: Vault, clock: Clock) -> None:
    row = queue_reply(database, vault, clock, "Amina", "left or not")
    claim(database, vault, clock)
    clock.tick(24 * 3600)
    assert claim(database, vault, clock) == []
    with database.read() as session:
        assert outbox.stuck(session, clock.now(), 10) == [row]


RANKED = ["queued", "sending", "sent", "delivered"]


@pytest.mark.parametrize("order", list(permutations(RANKED)), ids=" then ".join)
def test_receipts_end_at_the_furthest_in_whatever_order_they_come(
    sqlite_database: Database, vault: Vault, clock: Clock, order: tuple[str, ...]
) -> None:
    row = queue_reply(sqlite_database, vault, clock, "Amina", "hello")
    claim(sqlite_database, vault, clock)
    for word in order:
        receipt(sqlite_database, clock, row, word)
    assert state(sqlite_database, row) is OutboxState.DELIVERED


ORDER = {OutboxState.QUEUED: 0, OutboxState.ATTEMPTING: 1, OutboxState.UNKNOWN: 2, OutboxState.SENT: 3}
EVENTS = st.permutations([*RANKED, "failed", "undelivered", "accepted", "settle"])
ANSWERS = st.sampled_from([OutboxState.SENT, OutboxState.UNKNOWN, OutboxState.QUEUED, OutboxState.FAILED])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=EVENTS, outcome=ANSWERS)
def test_no_receipt_and_no_late_answer_moves_a_text_back(
    sqlite_database: Database, vault: Vault, clock: Clock, events: list[str], outcome: OutboxState
) -> None:
    row = queue_reply(sqlite_database, vault, clock, "Amina", "hello")
    with sqlite_database.write() as session:
        outbox.move(session.get_one(OutboxRow, row), OutboxState.ATTEMPTING)
    heard, before = False, OutboxState.ATTEMPTING
    for event in events:
        if event == "settle":
            settle(sqlite_database, row, outcome, f"SM{row}")
        else:
            told = Receipt(f"SM{row}", row, ReceiptState(event), None)
            sqlite_database.in_transaction(lambda session: receipts.note(session, told, clock.now()))  # noqa: B023
            heard = True
        after = state(sqlite_database, row)
        if heard:
            assert ORDER.get(after, 4) >= ORDER.get(before, 4)
            assert after not in (OutboxState.QUEUED, OutboxState.ATTEMPTING, OutboxState.UNKNOWN)
        if before in outbox.SETTLED:
            assert after is before
        before = after
    assert before in outbox.SETTLED


def test_a_receipt_proves_that_a_text_which_is_to_be_sent_again_has_left(
    database: Database, vault: Vault, clock: Clock
) -> None:
    row = queue_reply(database, vault, clock, "Amina", "once")
    claim(database, vault, clock)
    settle(database, row, OutboxState.UNKNOWN)
    settle(database, row, OutboxState.QUEUED)  # the carrier did not list it: too early, as it turns out
    receipt(database, clock, row, "delivered")
    assert state(database, row) is OutboxState.DELIVERED
    assert claim(database, vault, clock) == []


def test_a_receipt_of_an_unknown_text_changes_nothing(database: Database, vault: Vault, clock: Clock) -> None:
    row = queue_reply(database, vault, clock, "Amina", "mine")
    receipt(database, clock, None, "delivered")
    receipt(database, clock, row + 1000, "delivered")
    assert state(database, row) is OutboxState.QUEUED


def test_a_receipt_with_another_message_id_is_not_ours(database: Database, vault: Vault, clock: Clock) -> None:
    row = queue_reply(database, vault, clock, "Amina", "mine")
    claim(database, vault, clock)
    settle(database, row, OutboxState.SENT, "SM-of-mine")
    receipt(database, clock, row, "failed")
    assert state(database, row) is OutboxState.SENT


def test_a_receipt_that_says_opted_out_stops_all_further_texts(database: Database, vault: Vault, clock: Clock) -> None:
    row = queue_reply(database, vault, clock, "Amina", "mine")
    claim(database, vault, clock)
    receipt(database, clock, row, "failed", error=21610)
    queue_reply(database, vault, clock, "Amina", "more")
    assert claim(database, vault, clock) == []
