"""Erasing a person: at once what anybody could read, then the phone when the last word has gone out, then the row.

What others have got stays with them, and stays counted: deliveries keep their states, posts their member number.
A ban stays, too, as a keyed hash that belongs to nobody (`bot.store.tables.BanRow`).
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, select, update
from sqlalchemy.orm import Session

from bot.store import people
from bot.store.database import Database
from bot.store.states import InboxState, OutboxState
from bot.store.tables import (
    AskRow,
    CodeRow,
    EventRow,
    InboxRow,
    MembershipRow,
    OutboxRow,
    PersonRow,
    PostRow,
    QuestionRow,
    ReportRow,
)
from bot.store.vault import Vault

LAST_WORD = "utter_forgotten"
LONGEST = timedelta(days=1)
"""How long the phone is kept for the last word when the carrier does not take it."""
LEAVING = (OutboxState.QUEUED, OutboxState.ATTEMPTING, OutboxState.UNKNOWN)


def begin(session: Session, vault: Vault, person_id: str, inbox_id: int | None, now: datetime) -> None:
    """All that concerns the person, but for the phone, which one more text needs. A text that came after the one that
    is worked on (`inbox_id`) is a new person's; one that came before and still waits is not answered any more.
    """
    person = session.get_one(PersonRow, person_id)
    phone = vault.open(person.phone_sealed)
    if person.stopped_at is not None:
        people.keep_stopped(session, vault, phone, person.stopped_at)
    person.phone_lookup = f"forgotten {secrets.token_hex(16)}"
    person.chosen_language = person.written_language = person.nickname_sealed = None
    person.digits, person.zawgyi, person.forgotten_at = "western", False, now
    session.flush()
    _rehome_later(session, vault, person_id, phone, inbox_id or 0, now)
    _end_earlier(session, person_id, inbox_id or 0, now)
    _erase_words(session, person_id)
    _let_go(session, person_id, now)


def _rehome_later(session: Session, vault: Vault, person_id: str, phone: str, inbox_id: int, now: datetime) -> None:
    later = (InboxRow.person_id == person_id, InboxRow.id > inbox_id, InboxRow.state == InboxState.RECEIVED)
    if session.scalar(select(InboxRow.id).where(*later).limit(1)) is not None:
        anew = people.find_or_add(session, vault, phone, now)
        anew.seen_at = now  # has texted: no stranger who was only invited
        session.execute(update(InboxRow).where(*later).values(person_id=anew.id))


def _end_earlier(session: Session, person_id: str, inbox_id: int, now: datetime) -> None:
    """What waits for the brain, or for an operator, must not bring the person back."""
    earlier = update(InboxRow).where(
        InboxRow.person_id == person_id, InboxRow.id != inbox_id, InboxRow.state != InboxState.DONE
    )
    session.execute(earlier.values(state=InboxState.DONE, done_at=now, claimed_until=None))


def _erase_words(session: Session, person_id: str) -> None:
    own = select(InboxRow.id).where(InboxRow.person_id == person_id)
    written = select(MembershipRow.id).where(MembershipRow.person_id == person_id)
    session.execute(update(InboxRow).where(InboxRow.person_id == person_id).values(body_sealed=None))
    session.execute(update(PostRow).where(PostRow.membership_id.in_(written)).values(body_sealed=None))
    session.execute(update(ReportRow).where(ReportRow.person_id == person_id).values(body_sealed=None))
    _silence(session, OutboxRow.person_id == person_id, OutboxRow.reply.is_(None) | (OutboxRow.reply != LAST_WORD))
    relayed = (OutboxRow.inbox_id.in_(own), OutboxRow.reply.in_(people.RELAYED))
    _silence(session, *relayed)
    session.execute(update(OutboxRow).where(*relayed).values(body_sealed=None))  # what may have left is not sent again
    posts = select(PostRow.id).where(PostRow.membership_id.in_(written))
    _silence(session, OutboxRow.post_id.in_(posts))
    session.execute(update(OutboxRow).where(_is_over(), _may_name(own, person_id)).values(body_sealed=None))


def _silence(session: Session, *which: ColumnElement[bool]) -> None:
    """What has not left does not leave any more."""
    waiting = update(OutboxRow).where(OutboxRow.state == OutboxState.QUEUED, *which)
    session.execute(waiting.values(state=OutboxState.DROPPED, body_sealed=None))


def _is_over() -> ColumnElement[bool]:
    return OutboxRow.state.not_in((OutboxState.QUEUED, OutboxState.ATTEMPTING, OutboxState.UNKNOWN))


def _may_name(own: Select[int], person_id: str) -> ColumnElement[bool]:
    """Texts that can hold the person's words or nickname: to the person, because of a text of theirs, or to anybody
    in a group of theirs."""
    groups = select(MembershipRow.group_id).where(MembershipRow.person_id == person_id)
    company = select(MembershipRow.person_id).where(
        MembershipRow.group_id.in_(groups), MembershipRow.person_id.is_not(None)
    )
    return OutboxRow.inbox_id.in_(own) | OutboxRow.person_id.in_(company) | (OutboxRow.person_id == person_id)


def _let_go(session: Session, person_id: str, now: datetime) -> None:
    for row in session.scalars(select(MembershipRow).where(MembershipRow.person_id == person_id)):
        row.left_at = row.left_at or now
        row.person_id = row.nickname_sealed = row.nickname_key = None
        row.asked_at = row.refused_at = row.offered_at = row.paused_until = None
        about = QuestionRow.subject.like(f"% {row.group_id} {row.number}")  # whatever leaders are asked about them
        session.execute(delete(QuestionRow).where(about))
    for table in (AskRow, ReportRow, EventRow):
        session.execute(update(table).where(table.person_id == person_id).values(person_id=None))
    session.execute(delete(CodeRow).where(CodeRow.person_id == person_id))
    carried = update(CodeRow).where(CodeRow.bearer_id == person_id)
    session.execute(carried.values(bearer_id=None, tries_left=0))  # known as a code still, worth nothing
    session.execute(delete(QuestionRow).where(QuestionRow.person_id == person_id))


def strangers(session: Session, before: datetime) -> list[str]:
    """Who was invited before that moment and has never texted: their phones are not ours to keep."""
    silent = (PersonRow.seen_at.is_(None), PersonRow.forgotten_at.is_(None), PersonRow.created_at < before)
    return list(session.scalars(select(PersonRow.id).where(*silent)))


def pending(session: Session) -> list[str]:
    """Erased people of whom a row is left."""
    return list(session.scalars(select(PersonRow.id).where(PersonRow.forgotten_at.is_not(None))))


def finish(session: Session, person_id: str, now: datetime, brain_has_forgotten: bool) -> None:
    """The phone goes when the last word has left; the row goes when the brain has forgotten, too."""
    person = session.get(PersonRow, person_id, with_for_update=True)  # of two processes, one does it
    if person is None or person.forgotten_at is None:
        return
    leaving = select(OutboxRow.id).where(OutboxRow.person_id == person_id, OutboxRow.state.in_(LEAVING)).limit(1)
    if session.scalar(leaving) is not None and now - person.forgotten_at < LONGEST:
        return
    person.phone_sealed = b""
    waiting = update(OutboxRow).where(OutboxRow.person_id == person_id, OutboxRow.state.in_(LEAVING))
    session.execute(waiting.values(state=OutboxState.FAILED))
    session.execute(update(OutboxRow).where(OutboxRow.person_id == person_id).values(person_id=None, body_sealed=None))
    session.execute(update(EventRow).where(EventRow.person_id == person_id).values(person_id=None))
    if brain_has_forgotten:
        session.execute(
            update(InboxRow).where(InboxRow.person_id == person_id).values(person_id=None, body_sealed=None)
        )
        session.delete(person)


def overwrite(database: Database) -> None:
    """SQLite's log of changes still holds old pages: it is written back and cut. PostgreSQL keeps none to be read."""
    if database.engine.dialect.name == "sqlite":
        with database.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
