"""Settles texts that may have left: asks the carrier before anything is sent again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.carriers.base import Carrier, CarrierError, Receipt
from bot.delivery.receipts import note
from bot.store import outbox
from bot.store.database import Database
from bot.store.states import OutboxState
from bot.store.vault import Vault

log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=90)
"""Longer than any call to the carrier takes, and than the carrier needs to list a text it took."""
AT_ONCE = 20


class Reconciler:
    def __init__(self, database: Database, vault: Vault, carrier: Carrier, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._carrier = carrier
        self._clock = clock

    def step(self) -> bool:
        """Look up what is overdue; False when nothing is, or the carrier could not be asked."""
        with self._database.read() as session:
            overdue = outbox.stuck(session, self._clock() - PATIENCE, AT_ONCE)
        settled = [self._settle(outbox_id) for outbox_id in overdue]
        return any(settled)

    def _settle(self, outbox_id: int) -> bool:
        with self._database.read() as session:
            opened = outbox.open_again(session, self._vault, outbox_id)
        if opened is None:
            return self._give_up(outbox_id)
        text, since = opened
        try:
            found = self._carrier.look_up(text.phone, text.body, since)
        except CarrierError as error:
            log.warning("outbox %d: could not be looked up: %s", outbox_id, type(error).__name__)
            return False
        with self._database.write() as session:
            known = outbox.known_message_ids(session, [receipt.message_id for receipt in found])
            ours = next((receipt for receipt in found if receipt.message_id not in known), None)
            if ours is None:
                outbox.settle(session, outbox_id, OutboxState.QUEUED)
            else:
                note(session, _bound(ours, outbox_id), self._clock())
        return True

    def _give_up(self, outbox_id: int) -> bool:
        """Its reader or its words are erased: nothing can be looked up or sent any more."""
        self._database.in_transaction(lambda session: outbox.settle(session, outbox_id, OutboxState.FAILED))
        return True


def _bound(receipt: Receipt, outbox_id: int) -> Receipt:
    return Receipt(receipt.message_id, outbox_id, receipt.state, receipt.error_code)
