"""Takes texts from the outbox to the carrier, and writes down what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.carriers.base import Carrier, Outcome, Sent
from bot.delivery.retry import Retry
from bot.store import outbox
from bot.store.database import Database
from bot.store.records import OutboundText
from bot.store.states import OutboxState
from bot.store.vault import Vault

log = logging.getLogger(__name__)

HALT = timedelta(seconds=60)
"""How long texts wait while the carrier refuses everything: the operator must mend the settings first."""


class Sender:
    """Several may run, in several processes; each text is claimed by one, and marked before the carrier is called."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        carrier: Carrier,
        clock: Callable[[], datetime],
        wording: outbox.Wording,
        retry: Retry | None = None,
    ) -> None:
        self._database = database
        self._vault = vault
        self._carrier = carrier
        self._clock = clock
        self._wording = wording
        self._retry = retry or Retry()

    def step(self) -> bool:
        """Send the next text; False when none is due."""
        texts = self._database.in_transaction(lambda s: outbox.claim(s, self._vault, self._clock(), self._wording))
        for text in texts:
            self._send(text)
        return bool(texts)

    def _send(self, text: OutboundText) -> None:
        sent = self._carrier.send(text.id, text.phone, text.body, text.urgent)
        self._database.in_transaction(lambda session: self._write_down(session, text, sent))
        if sent.outcome is Outcome.misconfigured:
            log.error("the carrier refuses everything (code %s): run `smsup doctor`", sent.error_code)

    def _write_down(self, session: Session, text: OutboundText, sent: Sent) -> None:
        again = self._next(text, sent)
        outbox.settle(
            session,
            text.id,
            _state(sent, again),
            message_id=sent.message_id,
            error_code=sent.error_code,
            not_before=again,
        )
        if sent.outcome is Outcome.opted_out:
            outbox.note_stopped(session, text.person_id, self._clock())

    def _next(self, text: OutboundText, sent: Sent) -> datetime | None:
        if sent.outcome is Outcome.misconfigured:
            return self._clock() + HALT
        if sent.outcome.retryable:
            return self._retry.next(text.attempts, self._clock(), sent.retry_after)
        return None


def _state(sent: Sent, again: datetime | None) -> OutboxState:
    match sent.outcome:
        case Outcome.accepted:
            return OutboxState.SENT
        case Outcome.unknown:
            return OutboxState.UNKNOWN
        case Outcome.opted_out:
            return OutboxState.DROPPED
        case Outcome.misconfigured | Outcome.throttled | Outcome.not_sent:
            return OutboxState.QUEUED if again else OutboxState.FAILED
        case _:
            return OutboxState.FAILED
