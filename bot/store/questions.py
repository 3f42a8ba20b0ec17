"""The one open question that a person may have; its content is sealed, it can hold a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.store.tables import QuestionRow
from bot.store.vault import Vault


@dataclass(frozen=True)
class OpenQuestion:
    content: str
    expired: bool


def put(
    session: Session,
    vault: Vault,
    person_id: str,
    content: str,
    moment: datetime,
    until: datetime,
) -> None:
    """Replaces whatever was open."""
    session.merge(
        QuestionRow(
            person_id=person_id,
            sealed=vault.seal(content),
            asked_at=moment,
            expires_at=until,
        )
    )


def get(session: Session, vault: Vault, person_id: str, moment: datetime) -> OpenQuestion | None:
    row = session.get(QuestionRow, person_id)
    if row is None:
        return None
    return OpenQuestion(vault.open(row.sealed), row.expires_at <= moment)


def close(session: Session, person_id: str) -> None:
    row = session.get(QuestionRow, person_id)
    if row is not None:
        session.delete(row)
