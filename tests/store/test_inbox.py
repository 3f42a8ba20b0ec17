"""The inbox as a queue: once each, in order per person, never lost."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from bot.store import inbox
from bot.store.database import Database
from bot.store.records import InboundText
from bot.store.states import InboxState
from bot.store.tables import InboxRow, PersonRow
from bot.store.vault import Vault
from tests.support.clock import Clock
from tests.support.seed import CAST, arrival, receive
from tests.support.together import together


def claim(
    database: Database, vault: Vault, clock: Clock, state: InboxState = InboxState.RECEIVED
) -> InboundText | None:
    return database.in_transaction(lambda session: inbox.claim(session, vault, clock.now(), state))


def body_claimed(database: Database, vault: Vault, clock: Clock, state: InboxState = InboxState.RECEIVED) -> str | None:
    text = claim(database, vault, clock, state)
    return text.body if text else None


def state(database: Database, row: int) -> InboxState:
    with database.read() as session:
        return session.get_one(InboxRow, row).state


def test_a_text_comes_out_as_it_went_in(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        row = receive(session, vault, clock.now(), "Amina", " ၄၃၂၁ سلام \n👍 ", media=2, opt_out="STOP", automatic=True)
    text = claim(database, vault, clock)
    assert text is not None
    assert (text.id, text.body, text.media, text.opt_out, text.automatic, text.received_at, text.attempts) == (
        *(row, " ၄၃၂၁ سلام \n👍 ", 2, "STOP", True, clock.now(), 1),
    )


def test_a_repeated_message_id_is_stored_once(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        first = inbox.put(session, vault, arrival("Amina", "4321", "SMsame"), clock.now())
        again = inbox.put(session, vault, arrival("Amina", "4321", "SMsame"), clock.now())
    assert first is not None
    assert again is None


def test_the_same_message_id_at_the_same_moment_is_stored_once(database: Database, vault: Vault, clock: Clock) -> None:
    def put() -> int | None:
        text = arrival("Amina", "4321", "SMsame")
        return database.in_transaction(lambda session: inbox.put(session, vault, text, clock.now()))

    assert sorted(row is None for row in together(*[put] * 4)) == [False, True, True, True]
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(InboxRow)) == 1
        assert session.scalar(select(func.count()).select_from(PersonRow)) == 1


def test_each_person_s_texts_come_one_after_another(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        first = receive(session, vault, clock.now(), "Amina", "first")
        receive(session, vault, clock.now(), "Amina", "second")
        receive(session, vault, clock.now(), "Bilal", "of somebody else")
    assert body_claimed(database, vault, clock) == "first"
    assert body_claimed(database, vault, clock) == "of somebody else"
    assert body_claimed(database, vault, clock) is None
    with database.write() as session:
        inbox.finish(session, first, clock.now())
    assert body_claimed(database, vault, clock) == "second"


def test_many_workers_at_once_claim_each_text_once(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        for name in CAST:
            receive(session, vault, clock.now(), name, name)
            receive(session, vault, clock.now(), name, "later")
    claimed = together(*[lambda: body_claimed(database, vault, clock)] * 6)
    assert sorted(text for text in claimed if text) == sorted(CAST)


def test_a_text_that_waits_for_the_brain_holds_up_only_others_that_wait(
    database: Database, vault: Vault, clock: Clock
) -> None:
    with database.write() as session:
        rows = [receive(session, vault, clock.now(), "Amina", body) for body in ("waits", "waits, too")]
    for row, pause in zip(rows, (5, 0), strict=True):
        assert claim(database, vault, clock) is not None
        with database.write() as session:
            inbox.wait(session, row, clock.now() + timedelta(seconds=pause))
    with database.write() as session:
        receive(session, vault, clock.now(), "Amina", "exact")
    assert body_claimed(database, vault, clock, InboxState.WAITING) is None, "the first one is not due yet"
    assert body_claimed(database, vault, clock) == "exact"
    clock.tick(5)
    assert body_claimed(database, vault, clock, InboxState.WAITING) == "waits"
    assert body_claimed(database, vault, clock, InboxState.WAITING) is None


def test_waiting_costs_no_attempt(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        row = receive(session, vault, clock.now(), "Amina", "waits")
    state = InboxState.RECEIVED
    for _ in range(2 * inbox.MOST_ATTEMPTS):
        text = claim(database, vault, clock, state)
        state = InboxState.WAITING
        assert text is not None
        assert text.attempts == 1
        with database.write() as session:
            inbox.wait(session, row, clock.now() + timedelta(seconds=5))
        clock.tick(5)


def test_a_claim_that_nobody_finished_is_taken_over_when_its_lease_ends(
    database: Database, vault: Vault, clock: Clock
) -> None:
    with database.write() as session:
        receive(session, vault, clock.now(), "Amina", "left behind")
    assert claim(database, vault, clock) is not None
    clock.tick(inbox.LEASE.total_seconds())
    assert claim(database, vault, clock) is None
    clock.tick(1)
    again = claim(database, vault, clock)
    assert again is not None
    assert again.attempts == 2


def test_a_text_that_ends_its_worker_each_time_is_parked(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        row = receive(session, vault, clock.now(), "Amina", "deadly")
        receive(session, vault, clock.now(), "Amina", "after it")
    for _ in range(inbox.MOST_ATTEMPTS):
        assert body_claimed(database, vault, clock) == "deadly"
        clock.tick(inbox.LEASE.total_seconds() + 1)
    assert body_claimed(database, vault, clock) == "after it"
    assert state(database, row) is InboxState.PARKED


def test_a_text_that_fails_is_tried_again_ever_later_and_then_parked(
    database: Database, vault: Vault, clock: Clock
) -> None:
    with database.write() as session:
        row = receive(session, vault, clock.now(), "Amina", "fails")
        receive(session, vault, clock.now(), "Amina", "after it")
    for attempt in range(1, inbox.MOST_ATTEMPTS + 1):
        assert body_claimed(database, vault, clock) == "fails"
        with database.write() as session:
            inbox.fail(session, row, "ValueError", clock.now())
        if attempt < inbox.MOST_ATTEMPTS:
            assert claim(database, vault, clock) is None  # too soon; and what came after it keeps its turn
        clock.tick(2**attempt)
    assert state(database, row) is InboxState.PARKED
    assert body_claimed(database, vault, clock) == "after it"
    with database.read() as session:
        assert session.get_one(InboxRow, row).last_error == "ValueError"


def test_a_finished_text_is_not_given_out_again(database: Database, vault: Vault, clock: Clock) -> None:
    with database.write() as session:
        row = receive(session, vault, clock.now(), "Amina", "once")
    assert claim(database, vault, clock) is not None
    with database.write() as session:
        assert inbox.reload(session, vault, row) is not None
        inbox.finish(session, row, clock.now())
    clock.tick(3600)
    assert claim(database, vault, clock) is None
    with database.write() as session:
        assert inbox.reload(session, vault, row) is None
        inbox.fail(session, row, "TooLate", clock.now())  # somebody else has finished it: nothing to do
    assert state(database, row) is InboxState.DONE


def test_a_rolled_back_transaction_leaves_the_text_to_be_claimed(
    database: Database, vault: Vault, clock: Clock
) -> None:
    with database.write() as session:
        receive(session, vault, clock.now(), "Amina", "4321")
    try:
        with database.write() as session:
            assert inbox.claim(session, vault, clock.now(), InboxState.RECEIVED) is not None
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    assert body_claimed(database, vault, clock) == "4321"
