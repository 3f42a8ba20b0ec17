"""Texts into the inbox: by the webhook, or from the carrier's list when a webhook was lost."""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.carriers.base import CarrierError, Inbound
from bot.service import Service
from bot.store import inbox
from bot.store.database import now

log = logging.getLogger(__name__)

OVERLAP = timedelta(minutes=15)
"""How far before the last known text the list is read again: texts can be listed late."""


def store(service: Service, inbound: Inbound) -> bool:
    """Commit a text; False when it is known already. Two that come at once are one."""
    arrival = inbox.Arrival(
        account=inbound.account,
        message_id=inbound.message_id,
        sender=inbound.sender,
        body=_storable(inbound.body),
        media=inbound.media,
        opt_out=inbound.opt_out.value if inbound.opt_out else None,
        automatic=inbound.automatic,
    )
    return service.database.in_transaction(lambda s: inbox.put(s, service.vault, arrival, now())) is not None


def recover(service: Service) -> bool:
    """Fetch what came while no webhook could reach us. Always False: once is enough until the next round."""
    with service.database.read() as session:
        last = inbox.latest(session)
    try:
        texts = service.carrier.received((last or now()) - OVERLAP)
    except CarrierError as error:
        log.warning("lost texts could not be looked for: %s", type(error).__name__)
        return False
    found = sum(store(service, text) for text in texts if text.account == service.settings.twilio_account_sid)
    if found:
        log.warning("%d texts were found that no webhook had brought", found)
        service.wake_readers()
    return False


def _storable(body: str) -> str:
    """Lone surrogates, which no database takes, become U+FFFD: one for one, so that offsets stay."""
    return body.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
