"""Status callbacks: what became of a text."""

from __future__ import annotations

from urllib.parse import parse_qs

from bot.carriers.base import MalformedInbound, Receipt, ReceiptState
from bot.carriers.twilio.numbers import positive
from bot.carriers.twilio.receive import Form
from bot.carriers.twilio.routes import OUTBOX


def receipt(form: Form, query: str) -> Receipt:
    """The receipt in a verified form; `query` is the raw query string of the callback, which is signed too.

    A state that we do not know is kept as `unknown`. Raises MalformedInbound without a message id.
    """
    fields = dict(form)
    message_id = fields.get("MessageSid") or fields.get("SmsSid")
    if not message_id:
        raise MalformedInbound("MessageSid")
    return Receipt(
        message_id=message_id,
        outbox_id=_outbox_id(query),
        state=state(fields.get("MessageStatus") or fields.get("SmsStatus") or ""),
        error_code=positive(fields.get("ErrorCode")),
    )


def state(word: str) -> ReceiptState:
    """The state that a word of Twilio's means."""
    try:
        return ReceiptState(word.strip().lower())
    except ValueError:
        return ReceiptState.unknown


def _outbox_id(query: str) -> int | None:
    try:
        ids = parse_qs(query, max_num_fields=20).get(OUTBOX, [])
    except ValueError:
        return None
    return positive(ids[0]) if len(ids) == 1 else None
