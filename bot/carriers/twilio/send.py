"""Texts out, through Twilio's REST API."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from twilio.base import values
from twilio.rest.api.v2010.account.message import MessageInstance

from bot.carriers.base import Inbound, LookUpFailed, Outcome, Receipt, Sent
from bot.carriers.twilio.config import TwilioConfig
from bot.carriers.twilio.http import connect
from bot.carriers.twilio.numbers import positive
from bot.carriers.twilio.outcomes import outcome
from bot.carriers.twilio.recover import received
from bot.carriers.twilio.status import state

log = logging.getLogger(__name__)

# Twilio's clock and ours differ, and Twilio writes whole seconds.
CLOCK_SKEW = timedelta(seconds=60)
# Trial accounts put this before every body, and keep it so.
TRIAL_PREFIX = "Sent from your Twilio trial account - "
LOOK_UP_PAGE = 100
LOOK_UP_PAGES = 10


class TwilioCarrier:
    """A `Carrier` for one account. Nothing is sent twice: who may try again is told by the outcome."""

    def __init__(self, config: TwilioConfig) -> None:
        self._config = config
        self._client, self._pool = connect(config)
        self._messages = self._client.messages

    def send(self, outbox_id: int, to: str, text: str, urgent: bool = False) -> Sent:
        """Create one message; see `Carrier.send`. An urgent one is dropped sooner if it is stuck in the queue."""
        try:
            message = self._messages.create(
                to=to,
                body=text,
                from_=self._config.phone_number or values.unset,
                messaging_service_sid=self._config.messaging_service_sid or values.unset,
                status_callback=self._config.status_url(outbox_id),
                validity_period=self._config.urgent_validity if urgent else self._config.validity,
            )
            sent = _sent(message)
        except Exception as error:
            # Whatever went wrong, the request may be out: an exception that passed here would be a lost text.
            sent = outcome(error)
            log.warning(
                "send: %s outbox=%d code=%s error=%s",
                sent.outcome,
                outbox_id,
                sent.error_code,
                type(error).__name__,
            )
        return sent

    def look_up(self, to: str, text: str, since: datetime) -> list[Receipt]:
        """See `Carrier.look_up`. Filtered by number only: Twilio filters by the date of sending, if there is one."""
        earliest = since.astimezone(UTC) - CLOCK_SKEW
        try:
            found = [message for message in self._made_since(to, earliest) if _says(message, text)]
            return [_receipt(message) for message in sorted(found, key=_made_at)]
        except Exception as error:
            # Anything but a whole answer would read as "not found", and end in a second text.
            sent = outcome(error)
            raise LookUpFailed(sent.outcome, sent.error_code) from None

    def received(self, since: datetime) -> list[Inbound]:
        """Texts that came in since then, whether or not their webhook reached us; see `recover.received`."""
        return received(self._client, self._config.phone_number, since)

    def close(self) -> None:
        self._pool.close()

    def _made_since(self, to: str, earliest: datetime) -> list[MessageInstance]:
        """Our texts to one number, page by page, until a page is older than `earliest` altogether."""
        page = self._messages.page(to=to, page_size=LOOK_UP_PAGE)
        made = []
        for _ in range(LOOK_UP_PAGES):
            rows = list(page)
            recent = [row for row in rows if _made_at(row) >= earliest]
            made += [row for row in recent if row.direction == MessageInstance.Direction.OUTBOUND_API]
            page = page.next_page() if recent else None
            if page is None:
                return made
        raise TimeoutError("too many texts to one number to look through")


def _sent(message: MessageInstance) -> Sent:
    """What Twilio answered to a create. An answer without an id is no answer."""
    if not message.sid:
        return Sent(Outcome.unknown)
    # With a messaging service the segments are "0" until a sender is chosen.
    segments = positive(message.num_segments)
    return Sent(Outcome.accepted, message.sid, positive(message.error_code), None, segments)


def _says(message: MessageInstance, text: str) -> bool:
    return str(message.body or "").removeprefix(TRIAL_PREFIX).strip() == text.strip()


def _made_at(message: MessageInstance) -> datetime:
    if not isinstance(message.date_created, datetime):
        raise ValueError("a message without a date")
    return message.date_created


def _receipt(message: MessageInstance) -> Receipt:
    if not message.sid:
        raise ValueError("a message without an id")
    return Receipt(message.sid, None, state(str(message.status or "")), positive(message.error_code))
