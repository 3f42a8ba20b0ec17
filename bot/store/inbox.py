"""The inbox: each text that came, until it is answered. The table is the queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.errors import WrongMove
from bot.store import people
from bot.store.records import InboundText
from bot.store.states import INBOX_MOVES, InboxState
from bot.store.tables import InboxRow, PersonRow
from bot.store.vault import Vault

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 5
UNREAD = (InboxState.RECEIVED, InboxState.CLAIMED)


@dataclass(frozen=True)
class Arrival:
    """A text as the carrier brought it; `sender` is the one phone number that enters the store."""

    account: str
    message_id: str
    sender: str
    body: str
    media: int
    opt_out: str | None
    automatic: bool


def put(session: Session, vault: Vault, arrival: Arrival, moment: datetime) -> int | None:
    """Store a text; None when this message id is stored already (carriers repeat themselves)."""
    same = (InboxRow.account == arrival.account, InboxRow.message_id == arrival.message_id)
    if session.scalar(select(InboxRow.id).where(*same)) is not None:
        return None
    person = people.find_or_add(session, vault, arrival.sender, moment)
    row = InboxRow(
        account=arrival.account,
        message_id=arrival.message_id,
        person_id=person.id,
        body_sealed=vault.seal(arrival.body),
        media=arrival.media,
        opt_out=arrival.opt_out,
        automatic=arrival.automatic,
        state=InboxState.RECEIVED,
        attempts=0,
        not_before=moment,
        received_at=moment,
    )
    person.seen_at = moment
    session.add(row)
    session.flush()
    return row.id


def claim(session: Session, vault: Vault, moment: datetime, state: InboxState) -> InboundText | None:
    """The oldest text whose turn it is, now leased to the caller; None when there is none.

    `state` is RECEIVED (then also texts whose worker died, once their lease ends) or WAITING. In order per person: a
    text is held up while an earlier one of the same person is unread. A text that waits for the brain does not hold up
    later exact ones, only later waiting ones.
    """
    earlier = aliased(InboxRow)
    before = (*UNREAD, InboxState.WAITING) if state is InboxState.WAITING else UNREAD
    held_up = exists().where(
        earlier.person_id == InboxRow.person_id, earlier.id < InboxRow.id, earlier.state.in_(before)
    )
    due = and_(InboxRow.state == state, InboxRow.not_before <= moment)
    if state is InboxState.RECEIVED:
        due = or_(due, and_(InboxRow.state == InboxState.CLAIMED, InboxRow.claimed_until < moment))
    query = select(InboxRow).where(due, ~held_up).order_by(InboxRow.id).limit(1)
    row = session.scalar(query.with_for_update(skip_locked=True))
    if row is None:
        return None
    if row.state is InboxState.CLAIMED and row.attempts >= MOST_ATTEMPTS:
        move(row, InboxState.PARKED)  # it ended its worker every time
        row.claimed_until, row.last_error = None, "LeaseExpired"
        return claim(session, vault, moment, state)
    move(row, InboxState.CLAIMED)
    row.claimed_until, row.attempts = moment + LEASE, row.attempts + 1
    return _text(session, vault, row)


def reload(session: Session, vault: Vault, inbox_id: int) -> InboundText | None:
    """A text that is still being worked on; None when it is unknown or done, so that nothing runs twice."""
    row = session.scalar(select(InboxRow).where(InboxRow.id == inbox_id).with_for_update())
    if row is None or row.state is not InboxState.CLAIMED:
        return None
    return _text(session, vault, row)


def _text(session: Session, vault: Vault, row: InboxRow) -> InboundText:
    person = people.record(session.get_one(PersonRow, row.person_id), vault)  # nobody erased has a text left to read
    return InboundText(
        row.id,
        person,
        vault.open(row.body_sealed) if row.body_sealed is not None else "",
        row.media,
        row.opt_out,
        row.automatic,
        row.received_at,
        row.attempts,
    )


def finish(session: Session, inbox_id: int, moment: datetime) -> None:
    """The text is answered, its words are not needed any more: they may hold anybody's name or phone number."""
    row = session.get_one(InboxRow, inbox_id)
    move(row, InboxState.DONE)
    row.done_at, row.claimed_until, row.body_sealed = moment, None, None


def wait(session: Session, inbox_id: int, until: datetime) -> None:
    """The text is for the brain, from that moment on."""
    row = session.get_one(InboxRow, inbox_id)
    move(row, InboxState.WAITING)
    row.not_before, row.claimed_until, row.attempts = until, None, row.attempts - 1


def fail(session: Session, inbox_id: int, error: str, moment: datetime) -> None:
    """A text could not be handled: tried again soon, and parked after MOST_ATTEMPTS. `error` is a type's name."""
    row = session.get_one(InboxRow, inbox_id)
    if row.state is not InboxState.CLAIMED:
        return
    move(row, InboxState.PARKED if row.attempts >= MOST_ATTEMPTS else InboxState.RECEIVED)
    row.not_before, row.claimed_until = moment + timedelta(seconds=2**row.attempts), None
    row.last_error = error


def latest(session: Session) -> datetime | None:
    """When the last text came."""
    return session.scalar(select(func.max(InboxRow.received_at)))


def counts(session: Session) -> dict[InboxState, int]:
    return dict(session.execute(select(InboxRow.state, func.count()).group_by(InboxRow.state)).all())


def move(row: InboxRow, after: InboxState) -> None:
    if after not in INBOX_MOVES[row.state]:
        raise WrongMove(row.id, row.state, after)
    row.state = after
