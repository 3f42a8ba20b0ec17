"""What the carrier tells of texts it took, in whatever order it tells it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.carriers.base import Receipt, ReceiptState
from bot.store import outbox
from bot.store.states import OutboxState

OPTED_OUT = 21610

FINAL = {
    ReceiptState.delivered: OutboxState.DELIVERED,
    ReceiptState.read: OutboxState.DELIVERED,
    ReceiptState.partially_delivered: OutboxState.DELIVERED,
    ReceiptState.undelivered: OutboxState.FAILED,
    ReceiptState.failed: OutboxState.FAILED,
    ReceiptState.canceled: OutboxState.FAILED,
}


def note(session: Session, receipt: Receipt, now: datetime) -> None:
    """Write a receipt down. Even an early one proves that the carrier has the text."""
    state = FINAL.get(receipt.state, OutboxState.SENT)
    person = outbox.note_receipt(
        session, receipt.outbox_id, receipt.message_id, state, receipt.state.rank, receipt.error_code
    )
    if person is not None and receipt.error_code == OPTED_OUT:
        outbox.note_stopped(session, person, now)
