"""Texts that Twilio took while we could not be reached.

Twilio tries a webhook for 15 seconds, then gives up for ever; the message itself stays in its list. Whoever
asks for it takes each text the same way as a webhook's: those that came through are known by their id.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from twilio.base import values
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance

from bot.carriers.base import Inbound, LookUpFailed, MalformedInbound, Outcome
from bot.carriers.twilio.outcomes import outcome
from bot.carriers.twilio.receive import inbound

log = logging.getLogger(__name__)

PAGE = 1000
MOST = 10_000


def received(client: Client, recipient: str | None, since: datetime) -> list[Inbound]:
    """All texts that came in to `recipient`, or to any number of the account, at or after `since`. Oldest first.

    Raises LookUpFailed when Twilio does not answer in full, or there are more than 10,000: ask for less.
    """
    earliest = since.astimezone(UTC)
    try:
        # Twilio's library writes times without converting them, so they must be in UTC.
        listed = client.messages.list(
            to=recipient or values.unset, date_sent_after=earliest, limit=MOST, page_size=PAGE
        )
    except Exception as error:
        sent = outcome(error)
        raise LookUpFailed(sent.outcome, sent.error_code) from None
    if len(listed) >= MOST:
        raise LookUpFailed(Outcome.unknown, None)
    texts = [message for message in listed if message.direction == MessageInstance.Direction.INBOUND]
    return [text for message in reversed(texts) if (text := _text(message)) is not None]


def _text(message: MessageInstance) -> Inbound | None:
    """The same as the webhook would have brought, less what Advanced Opt-Out declares; None if it names nobody."""
    form = {
        "AccountSid": message.account_sid,
        "MessageSid": message.sid,
        "From": message.from_,
        "To": message.to,
        "Body": message.body,
        "NumMedia": message.num_media,
    }
    try:
        return inbound([(name, str(value or "")) for name, value in form.items()])
    except MalformedInbound as error:
        log.warning("recover: message=%s lacks %s", message.sid, error.field)
        return None
