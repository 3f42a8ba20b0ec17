"""Questions that wait for a person's answer. One is asked at a time: an answer is a digit, and belongs to one question.

What others want to know of a person (`subject` says what it is about) waits while the person answers something else,
and is asked when that is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.orm import Session, aliased

from bot.store.tables import PersonRow, QuestionRow
from bot.store.vault import Vault

SETTLED = "settled"
"""The subject of a question that nobody waits for any more."""


@dataclass(frozen=True)
class KeptQuestion:
    content: str
    expired: bool


def put(session: Session, vault: Vault, person_id: str, content: str, now: datetime, until: datetime) -> None:
    """A question that follows from the person's own text: asked at once, in place of whatever was open."""
    close(session, person_id, postpone=True)
    _add(session, vault, person_id, content, now, until, asked_at=now, subject=None)


def bring(
    session: Session, vault: Vault, person_id: str, content: str, now: datetime, until: datetime, subject: str
) -> bool:
    """A question that others have for the person; False when it has to wait for its turn."""
    free = not _is_busy(session, person_id, now)
    if free:
        close(session, person_id)
    _add(session, vault, person_id, content, now, until, asked_at=now if free else None, subject=subject)
    return free


def _add(
    session: Session,
    vault: Vault,
    person_id: str,
    content: str,
    now: datetime,
    until: datetime,
    *,
    asked_at: datetime | None,
    subject: str | None,
) -> None:
    sealed = vault.seal(content)
    kept = {"person_id": person_id, "subject": subject, "sealed": sealed, "created_at": now}
    session.add(QuestionRow(**kept, asked_at=asked_at, expires_at=until))
    session.flush()


def get(session: Session, vault: Vault, person_id: str, moment: datetime) -> KeptQuestion | None:
    """The question that was asked last."""
    row = session.scalar(select(QuestionRow).where(*_asked(person_id)).order_by(QuestionRow.id.desc()).limit(1))
    if row is None:
        return None
    return KeptQuestion(vault.open(row.sealed), row.expires_at <= moment)


def close(session: Session, person_id: str, postpone: bool = False) -> None:
    """The asked question is over. `postpone`: one that others have comes back later."""
    asked = _asked(person_id)
    if postpone:
        mine = update(QuestionRow).where(*asked, QuestionRow.subject.is_not(None)).values(asked_at=None)
        session.execute(mine)
    session.execute(delete(QuestionRow).where(*asked))


def close_own(session: Session, person_id: str) -> None:
    """What was asked about the person's own text is over; what others want to know stays open."""
    session.execute(delete(QuestionRow).where(*_asked(person_id), QuestionRow.subject.is_(None)))


def _is_busy(session: Session, person_id: str, now: datetime) -> bool:
    """Whether somebody waits for an answer that the person can still give."""
    waited_for = QuestionRow.subject.is_(None) | (QuestionRow.subject != SETTLED)
    query = select(QuestionRow.id).where(*_asked(person_id), QuestionRow.expires_at > now, waited_for)
    return session.scalar(query.limit(1)) is not None


def _asked(person_id: str) -> tuple[ColumnElement[bool], ...]:
    return QuestionRow.person_id == person_id, QuestionRow.asked_at.is_not(None)


def withdraw(session: Session, subject: str, asked: bool = False) -> None:
    """What a question is about is settled: who was not asked yet is not asked at all, and whoever was may be asked
    something else. Their late digit still gets its answer; `asked`: not even that."""
    about = QuestionRow.subject == subject
    session.execute(delete(QuestionRow).where(about if asked else about & QuestionRow.asked_at.is_(None)))
    session.execute(update(QuestionRow).where(about).values(subject=SETTLED))


def withdraw_from(session: Session, person_id: str, group_id: int) -> None:
    """Who leads a group no more is asked nothing about it any more; subjects are such as "join 4 17"."""
    about = QuestionRow.subject.like(f"% {group_id} %")
    session.execute(delete(QuestionRow).where(QuestionRow.person_id == person_id, about))


def next_content(session: Session, vault: Vault, person_id: str, now: datetime) -> str | None:
    """The question whose turn it is, now marked as asked; None when one is open or none waits."""
    if _is_busy(session, person_id, now):
        return None
    mine = (QuestionRow.person_id == person_id, QuestionRow.asked_at.is_(None), QuestionRow.expires_at > now)
    row = session.scalar(select(QuestionRow).where(*mine).order_by(QuestionRow.id).limit(1).with_for_update())
    if row is None:  # or another process asks it at this moment
        return None
    close(session, person_id)
    row.asked_at = now
    return vault.open(row.sealed)


def kept_waiting(session: Session, now: datetime) -> list[str]:
    """People whose next question can be asked now, because the one before it was never answered."""
    other = aliased(QuestionRow)
    busy = exists().where(
        other.person_id == QuestionRow.person_id,
        other.asked_at.is_not(None),
        other.expires_at > now,
        other.subject.is_(None) | (other.subject != SETTLED),
    )
    query = (
        select(QuestionRow.person_id)
        .join(PersonRow, PersonRow.id == QuestionRow.person_id)
        .where(QuestionRow.asked_at.is_(None), QuestionRow.expires_at > now, ~busy, PersonRow.stopped_at.is_(None))
    )
    return list(session.scalars(query.distinct()))


def purge(session: Session, before: datetime) -> None:
    """Questions that ended before that moment; younger ones still tell a late digit from any other."""
    session.execute(delete(QuestionRow).where(QuestionRow.expires_at < before))
