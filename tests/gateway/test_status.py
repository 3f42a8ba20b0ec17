"""What the carrier tells of texts it took: in any order, early, late, or about texts that are not ours."""

from __future__ import annotations

from itertools import permutations

import pytest
from sqlalchemy import select

from bot.gateway.webhooks import STATUS_PATH
from bot.store import outbox
from bot.store.states import OutboxState
from bot.store.tables import OutboxRow
from tests.support.seed import ACCOUNT, CAST, SERVICE, knows_terms
from tests.support.stage import Stage
from tests.support.webhook import Form, Webhook


def status_form(word: str, message_id: str, **more: str) -> Form:
    return {
        "AccountSid": ACCOUNT,
        "MessageSid": message_id,
        "MessageStatus": word,
        "From": SERVICE,
        "To": CAST["Amina"],
        **more,
    }


async def tell(webhook: Webhook, word: str, message_id: str, row: int | None = None, **more: str) -> int:
    path = f"{STATUS_PATH}?outbox={row}" if row is not None else STATUS_PATH
    return (await webhook.post(path, status_form(word, message_id, **more))).status_code


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """Amina has texted before: one text of hers has one answer."""
    with stage.database.write() as session:
        knows_terms(session, stage.vault, "Amina", stage.clock.now())
    return stage


def only_row(stage: Stage) -> OutboxRow:
    with stage.database.read() as session:
        return session.scalars(select(OutboxRow)).one()


@pytest.mark.parametrize("order", list(permutations(["sent", "delivered", "queued"])), ids=" then ".join)
async def test_receipts_end_at_delivered_in_any_order(webhook: Webhook, stage: Stage, order: tuple[str, ...]) -> None:
    (text,) = stage.says("Amina", "4321")
    for word in order:
        assert await tell(webhook, word, text.message_id, text.outbox_id) == 204
    assert only_row(stage).state is OutboxState.DELIVERED


async def test_a_receipt_before_the_answer_was_written_down_stands(webhook: Webhook, stage: Stage) -> None:
    stage.receive("Amina", "4321")
    stage.reader.step()
    with stage.database.write() as session:
        (claimed,) = outbox.claim(session, stage.vault, stage.clock.now(), stage.wording)
    assert await tell(webhook, "delivered", "SM-early", claimed.id) == 204
    stage.database.in_transaction(
        lambda session: outbox.settle(session, claimed.id, OutboxState.SENT, message_id="SM-early")
    )
    row = only_row(stage)
    assert (row.state, row.message_id) == (OutboxState.DELIVERED, "SM-early")


async def test_a_receipt_without_our_id_is_found_by_the_message(webhook: Webhook, stage: Stage) -> None:
    (text,) = stage.says("Amina", "4321")
    assert await tell(webhook, "delivered", text.message_id) == 204
    assert only_row(stage).state is OutboxState.DELIVERED


async def test_a_failure_keeps_its_code(webhook: Webhook, stage: Stage) -> None:
    (text,) = stage.says("Amina", "4321")
    await tell(webhook, "undelivered", text.message_id, text.outbox_id, ErrorCode="30003")
    row = only_row(stage)
    assert (row.state, row.error_code) == (OutboxState.FAILED, 30003)


UNKNOWN = {
    "a message that is not ours": ("delivered", "SM-of-somebody", None),
    "a row that is not there": ("delivered", "SM-of-somebody", 99999),
    "a state that nobody knows": ("teleported", "SM-of-somebody", None),
    "a row number too large for a database": ("delivered", "SM-of-somebody", 10**30),
}


@pytest.mark.parametrize(("word", "message_id", "row"), UNKNOWN.values(), ids=UNKNOWN.keys())
async def test_a_receipt_of_nothing_we_know_is_taken_and_changes_nothing(
    webhook: Webhook, stage: Stage, word: str, message_id: str, row: int | None
) -> None:
    stage.says("Amina", "4321")
    assert await tell(webhook, word, message_id, row) == 204
    assert only_row(stage).state is OutboxState.SENT


async def test_a_receipt_that_is_not_signed_is_refused(webhook: Webhook, stage: Stage) -> None:
    (text,) = stage.says("Amina", "4321")
    form = status_form("delivered", text.message_id)
    answer = await webhook.post(STATUS_PATH, form, **{"X-Twilio-Signature": "bm90IGEgc2lnbmF0dXJl"})
    assert answer.status_code == 403
    assert only_row(stage).state is OutboxState.SENT


async def test_a_receipt_without_a_message_is_a_bad_request(webhook: Webhook) -> None:
    form = status_form("delivered", "")
    assert (await webhook.post(STATUS_PATH, form)).status_code == 400
