"""The one code that a person may have to text back. Kept as a keyed hash; what it allows is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.store.tables import CodeRow
from bot.store.vault import Vault

LIFETIME = timedelta(minutes=10)
TRIES = 3
REMEMBERED = timedelta(days=1)
"""A code that comes late is known as one, and makes no group of that number."""


@dataclass(frozen=True)
class Right:
    content: str


@dataclass(frozen=True)
class Wrong:
    tries_left: int


@dataclass(frozen=True)
class Over:
    """It was the code once: too late, or after too many wrong ones."""


@dataclass(frozen=True)
class Elsewhere:
    """It came to this phone, to be texted from another one."""


Look = Right | Wrong | Over | Elsewhere | None


def put(
    session: Session,
    vault: Vault,
    person_id: str,
    code: str,
    content: str,
    now: datetime,
    bearer_id: str | None = None,
) -> None:
    """Replaces an older code of this person. `bearer_id`: whose phone gets it, when that is another one's."""
    session.merge(
        CodeRow(
            person_id=person_id,
            bearer_id=bearer_id,
            code_lookup=_lookup(vault, person_id, code),
            sealed=vault.seal(content),
            tries_left=TRIES,
            created_at=now,
            expires_at=now + LIFETIME,
        )
    )


def look(session: Session, vault: Vault, person_id: str, given: str, now: datetime) -> Look:
    """What these digits are worth to this person; None when no code is open and they never were one."""
    for brought in session.scalars(select(CodeRow).where(CodeRow.bearer_id == person_id)):
        if brought.code_lookup == _lookup(vault, brought.person_id, given):
            return Elsewhere()
    row = session.get(CodeRow, person_id)
    if row is None:
        return None
    same = row.code_lookup == _lookup(vault, person_id, given)
    if row.tries_left == 0 or row.expires_at <= now:
        return Over() if same else None
    return Right(vault.open(row.sealed)) if same else Wrong(row.tries_left - 1)


def miss(session: Session, person_id: str) -> None:
    session.get_one(CodeRow, person_id).tries_left -= 1


def spend(session: Session, person_id: str) -> None:
    """It works once; texted again it is known still. Nothing is left to spend when the person was erased by it."""
    row = session.get(CodeRow, person_id)
    if row is not None:
        row.tries_left = 0


def purge(session: Session, now: datetime) -> None:
    session.execute(delete(CodeRow).where(CodeRow.created_at < now - REMEMBERED))


def _lookup(vault: Vault, person_id: str, code: str) -> str:
    return vault.lookup(f"code {person_id} {code}")
