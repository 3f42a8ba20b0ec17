"""People: found by keyed hash of their phone number, known inside by an opaque id."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.records import Person
from bot.store.tables import PersonRow
from bot.store.vault import Vault

ID_BYTES = 8


def find_or_add(session: Session, vault: Vault, phone: str, moment: datetime) -> PersonRow:
    """The person of a phone. IntegrityError when two texts of a new person arrive at once: run again."""
    lookup = vault.lookup(phone)
    row = session.scalar(select(PersonRow).where(PersonRow.phone_lookup == lookup))
    if row is None:
        row = PersonRow(
            id=secrets.token_hex(ID_BYTES),
            phone_lookup=lookup,
            phone_sealed=vault.seal(phone),
            created_at=moment,
            digits="western",
            zawgyi=False,
            guides_in_a_row=0,
        )
        session.add(row)
        session.flush()
    return row


def record(row: PersonRow) -> Person:
    return Person(
        id=row.id,
        chosen_language=row.chosen_language,
        written_language=row.written_language,
        digits=row.digits,
        zawgyi=row.zawgyi,
        stopped=row.stopped_at is not None,
        guides_in_a_row=row.guides_in_a_row,
        quiet_until=row.quiet_until,
    )
