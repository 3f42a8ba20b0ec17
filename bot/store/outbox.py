"""The outbox: each text that has to leave. A row is marked before the carrier is called, never after."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.errors import WrongMove
from bot.store.records import OutboundText
from bot.store.states import OUTBOX_MOVES, OutboxState
from bot.store.tables import GroupRow, MembershipRow, OutboxRow, PersonRow, PostRow
from bot.store.vault import Vault
from bot.text.normalise import tidy
from bot.text.zawgyi import to_zawgyi

LAST_WORD = "utter_stopped"
"""The one reply that a person still gets after stopping: that it worked, and how to start again."""
SETTLED = (OutboxState.DELIVERED, OutboxState.FAILED, OutboxState.DROPPED)


def add_reply(
    session: Session, vault: Vault, person_id: str, inbox_id: int, reply: str, body: str, moment: datetime
) -> None:
    """Queue the service's own text to one person; `reply` is the name of the response it was made from."""
    session.add(
        OutboxRow(
            person_id=person_id,
            inbox_id=inbox_id,
            reply=reply,
            body_sealed=vault.seal(body),
            urgent=False,
            state=OutboxState.QUEUED,
            attempts=0,
            receipt_rank=0,
            not_before=moment,
            created_at=moment,
        )
    )


def claim(session: Session, vault: Vault, moment: datetime, most: int = 1) -> list[OutboundText]:
    """Up to `most` texts whose turn it is, now marked as attempted: alerts first, else in order.

    Per person strictly one after another. Commit before the carrier is called: whoever finds a row in the state
    ATTEMPTING later knows that it may have left.
    """
    earlier = aliased(OutboxRow)
    held_up = exists().where(
        earlier.person_id == OutboxRow.person_id,
        earlier.id != OutboxRow.id,
        or_(
            earlier.state == OutboxState.ATTEMPTING,
            and_(
                earlier.state == OutboxState.QUEUED,
                or_(
                    and_(earlier.urgent, ~OutboxRow.urgent),
                    and_(earlier.urgent == OutboxRow.urgent, earlier.id < OutboxRow.id),
                ),
            ),
        ),
    )
    query = (
        select(OutboxRow)
        .where(OutboxRow.state == OutboxState.QUEUED, OutboxRow.not_before <= moment, ~held_up)
        .order_by(OutboxRow.urgent.desc(), OutboxRow.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    while rows := session.scalars(query).all():
        claimed = (_claim(session, vault, row, moment) for row in rows)
        if texts := [text for text in claimed if text]:
            return texts
        session.flush()  # all of them were dropped: the next ones
    return []


def _claim(session: Session, vault: Vault, row: OutboxRow, moment: datetime) -> OutboundText | None:
    person = session.get_one(PersonRow, row.person_id)
    if _is_unwanted(session, row, person):
        move(row, OutboxState.DROPPED)
        return None
    move(row, OutboxState.ATTEMPTING)
    row.attempted_at, row.attempts = moment, row.attempts + 1
    return _text(session, vault, row, person)


def _is_unwanted(session: Session, row: OutboxRow, person: PersonRow) -> bool:
    """The person has stopped since, or has left the group of the post."""
    if person.stopped_at is not None:
        return row.reply != LAST_WORD
    of_this_person = select(MembershipRow.left_at).where(MembershipRow.person_id == row.person_id)
    left_at = of_this_person.join(PostRow, PostRow.group_id == MembershipRow.group_id).where(PostRow.id == row.post_id)
    return row.post_id is not None and session.scalar(left_at) is not None


def _text(session: Session, vault: Vault, row: OutboxRow, person: PersonRow) -> OutboundText:
    phone = vault.open(person.phone_sealed)
    body = vault.open(row.body_sealed) if row.body_sealed is not None else _post(session, vault, row, person)
    return OutboundText(row.id, row.person_id, phone, body, row.urgent, row.attempts)


def _post(session: Session, vault: Vault, row: OutboxRow, reader: PersonRow) -> str:
    """A post as its reader sees it: 4321 #17 and the words, letter for letter; only what could disguise them goes."""
    post = session.get_one(PostRow, row.post_id)
    group = session.get_one(GroupRow, post.group_id)
    author = session.get_one(MembershipRow, post.membership_id)
    body = f"{group.number} #{author.number}: {tidy(vault.open(post.body_sealed))}"
    return to_zawgyi(body) if reader.zawgyi else body


def settle(
    session: Session,
    outbox_id: int,
    state: OutboxState,
    *,
    message_id: str | None = None,
    error_code: int | None = None,
    not_before: datetime | None = None,
) -> None:
    """Write down what became of a row. A receipt may have come first: then it stands."""
    row = session.scalar(select(OutboxRow).where(OutboxRow.id == outbox_id).with_for_update())
    if row is None:
        return
    row.message_id = message_id or row.message_id
    if row.state in (OutboxState.SENT, *SETTLED) and state is not OutboxState.DELIVERED:
        return
    move(row, state)
    row.error_code = error_code
    row.not_before = not_before or row.not_before


def note_receipt(
    session: Session, outbox_id: int | None, message_id: str, state: OutboxState, rank: int, error: int | None
) -> str | None:
    """Merge a receipt by rank, never downwards, whatever order they come in. Returns the person's id."""
    row = session.get(OutboxRow, outbox_id) if outbox_id else None
    row = row or session.scalar(select(OutboxRow).where(OutboxRow.message_id == message_id))
    if row is None or (row.message_id and row.message_id != message_id):
        return None
    row.message_id = message_id
    if rank > row.receipt_rank:
        row.receipt_rank = rank
        if state in OUTBOX_MOVES[row.state]:
            move(row, state)
            row.error_code = error
    return row.person_id


def note_stopped(session: Session, person_id: str, moment: datetime) -> None:
    """The carrier says that this person has stopped all texts; only the person can undo it."""
    person = session.get_one(PersonRow, person_id)
    person.stopped_at = person.stopped_at or moment


def stuck(session: Session, before: datetime, most: int) -> list[int]:
    """Rows whose attempt began before that moment and whose end nobody wrote down."""
    query = select(OutboxRow).where(
        OutboxRow.state.in_((OutboxState.ATTEMPTING, OutboxState.UNKNOWN)), OutboxRow.attempted_at < before
    )
    return [row.id for row in session.scalars(query.order_by(OutboxRow.id).limit(most))]


def open_again(session: Session, vault: Vault, outbox_id: int) -> tuple[OutboundText, datetime]:
    """A row whose outcome is unknown, with the moment of its attempt, to be looked up at the carrier."""
    row = session.get_one(OutboxRow, outbox_id)
    text = _text(session, vault, row, session.get_one(PersonRow, row.person_id))
    return text, row.attempted_at or row.created_at


def known_message_ids(session: Session, message_ids: list[str]) -> set[str]:
    query = select(OutboxRow.message_id).where(OutboxRow.message_id.in_(message_ids))
    return {message_id for message_id in session.scalars(query) if message_id}


def counts(session: Session) -> dict[OutboxState, int]:
    return dict(session.execute(select(OutboxRow.state, func.count()).group_by(OutboxRow.state)).all())


def move(row: OutboxRow, after: OutboxState) -> None:
    if after not in OUTBOX_MOVES[row.state]:
        raise WrongMove(row.id, row.state, after)
    row.state = after
