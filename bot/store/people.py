"""People: found by keyed hash of their phone number, known inside by an opaque id."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.records import Person
from bot.store.tables import PersonRow, StopRow
from bot.store.vault import Vault

ID_BYTES = 8
RELAYED = ("utter_question_text", "utter_answer_text", "utter_report_text")
"""Replies to others that hold a person's own words."""


def find(session: Session, vault: Vault, phone: str) -> PersonRow | None:
    return session.scalar(select(PersonRow).where(PersonRow.phone_lookup == vault.lookup(phone)))


def find_or_add(session: Session, vault: Vault, phone: str, moment: datetime) -> PersonRow:
    """The person of a phone. IntegrityError when two texts of a new person arrive at once: run again."""
    row = find(session, vault, phone)
    if row is None:
        row = PersonRow(
            id=secrets.token_hex(ID_BYTES),
            phone_lookup=vault.lookup(phone),
            phone_sealed=vault.seal(phone),
            created_at=moment,
            digits="western",
            zawgyi=False,
            guides_in_a_row=0,
            stopped_at=_stopped_before(session, vault, phone),
        )
        session.add(row)
        session.flush()
    return row


def keep_stopped(session: Session, vault: Vault, phone: str, moment: datetime) -> None:
    """Whoever comes back with that phone has stopped all texts still."""
    session.merge(StopRow(phone_lookup=vault.lookup(f"stopped {phone}"), created_at=moment))


def _stopped_before(session: Session, vault: Vault, phone: str) -> datetime | None:
    row = session.get(StopRow, vault.lookup(f"stopped {phone}"))
    if row is None:
        return None
    session.delete(row)
    return row.created_at


def record(row: PersonRow, vault: Vault) -> Person:
    return Person(
        id=row.id,
        chosen_language=row.chosen_language,
        written_language=row.written_language,
        digits=row.digits,
        zawgyi=row.zawgyi,
        stopped=row.stopped_at is not None,
        nickname=vault.open(row.nickname_sealed) if row.nickname_sealed is not None else None,
        knows_terms=row.terms_at is not None,
        guides_in_a_row=row.guides_in_a_row,
        quiet_until=row.quiet_until,
    )


def in_group(vault: Vault, group_id: int, phone: str) -> str:
    """A phone in one group, as a keyed hash that is of no use for any other group."""
    return vault.lookup(f"group {group_id} {phone}")


def ban_lookup(session: Session, vault: Vault, group_id: int, person_id: str | None) -> str | None:
    """That hash for a person; None for who is erased."""
    row = session.get(PersonRow, person_id) if person_id else None
    return in_group(vault, group_id, vault.open(row.phone_sealed)) if row and row.phone_sealed else None
