"""The outbox: each text that has to leave. A row is marked before the carrier is called, never after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.errors import WrongMove
from bot.store.reach import reached
from bot.store.records import OutboundText, PostText
from bot.store.states import OUTBOX_MOVES, OutboxState
from bot.store.tables import GroupRow, MembershipRow, OutboxRow, PersonRow, PostRow
from bot.store.vault import Vault

LAST_WORD = "utter_stopped"
"""The one reply that a person still gets after stopping: that it worked, and how to start again."""
Wording = Callable[[PostText], str]
UNSETTLED = (OutboxState.QUEUED, OutboxState.ATTEMPTING, OutboxState.UNKNOWN)
SETTLED = (OutboxState.DELIVERED, OutboxState.FAILED, OutboxState.DROPPED)


def add_reply(
    session: Session, vault: Vault, person_id: str, inbox_id: int | None, reply: str, body: str, moment: datetime
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


def claim(session: Session, vault: Vault, moment: datetime, wording: Wording, most: int = 1) -> list[OutboundText]:
    """Up to `most` texts whose turn it is, now marked as attempted: alerts first, else in order.

    `wording` puts a post into words for one reader; they are kept until it is known that they have left.
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
        claimed = (_claim(session, vault, row, moment, wording) for row in rows)
        if texts := [text for text in claimed if text]:
            return texts
        session.flush()  # all of them were dropped: the next ones
    return []


def _claim(session: Session, vault: Vault, row: OutboxRow, moment: datetime, wording: Wording) -> OutboundText | None:
    person = session.get(PersonRow, row.person_id) if row.person_id else None
    if person is None or _is_unwanted(session, row, person, moment):
        move(row, OutboxState.DROPPED)
        return None
    if row.post_id is not None:
        row.body_sealed = vault.seal(wording(_post(session, vault, row, person)))
    move(row, OutboxState.ATTEMPTING)
    row.attempted_at, row.attempts = moment, row.attempts + 1
    return _text(vault, row, person)


def _is_unwanted(session: Session, row: OutboxRow, person: PersonRow, moment: datetime) -> bool:
    """The person has stopped since, or does not get posts of that group any more; or the words are erased."""
    if person.stopped_at is not None:
        return row.reply != LAST_WORD
    if row.post_id is None:
        return row.body_sealed is None
    post = session.get_one(PostRow, row.post_id)
    member = select(MembershipRow.id).join(PersonRow, PersonRow.id == MembershipRow.person_id)
    member = member.where(MembershipRow.person_id == person.id, MembershipRow.group_id == post.group_id)
    return post.body_sealed is None or session.scalar(member.where(*reached(post.urgent, moment))) is None


def _text(vault: Vault, row: OutboxRow, person: PersonRow) -> OutboundText | None:
    """None when the phone or the words are erased."""
    if not person.phone_sealed or row.body_sealed is None:
        return None
    return OutboundText(
        row.id, person.id, vault.open(person.phone_sealed), vault.open(row.body_sealed), row.urgent, row.attempts
    )


def _post(session: Session, vault: Vault, row: OutboxRow, reader: PersonRow) -> PostText:
    post = session.get_one(PostRow, row.post_id)
    group = session.get_one(GroupRow, post.group_id)
    author = session.get_one(MembershipRow, post.membership_id)
    return PostText(
        group=group.number or "",
        author=vault.open(author.nickname_sealed) if author.nickname_sealed is not None else f"#{author.number}",
        body=vault.open(post.body_sealed) if post.body_sealed is not None else "",
        urgent=post.urgent,
        language=reader.chosen_language or reader.written_language or group.language,
        digits=reader.digits,
        zawgyi=reader.zawgyi,
    )


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
    person = session.get(PersonRow, person_id)
    if person is not None:  # may be erased meanwhile
        person.stopped_at = person.stopped_at or moment


def stuck(session: Session, before: datetime, most: int) -> list[int]:
    """Rows whose attempt began before that moment and whose end nobody wrote down."""
    query = select(OutboxRow).where(
        OutboxRow.state.in_((OutboxState.ATTEMPTING, OutboxState.UNKNOWN)), OutboxRow.attempted_at < before
    )
    return [row.id for row in session.scalars(query.order_by(OutboxRow.id).limit(most))]


def open_again(session: Session, vault: Vault, outbox_id: int) -> tuple[OutboundText, datetime] | None:
    """A row whose outcome is unknown, with the moment of its attempt, to be looked up at the carrier.

    None when its reader or its words are erased meanwhile: then nothing can be looked up.
    """
    row = session.get_one(OutboxRow, outbox_id)
    person = session.get(PersonRow, row.person_id) if row.person_id else None
    text = _text(vault, row, person) if person else None
    return (text, row.attempted_at or row.created_at) if text else None


def known_message_ids(session: Session, message_ids: list[str]) -> set[str]:
    query = select(OutboxRow.message_id).where(OutboxRow.message_id.in_(message_ids))
    return {message_id for message_id in session.scalars(query) if message_id}


def counts(session: Session) -> dict[OutboxState, int]:
    return dict(session.execute(select(OutboxRow.state, func.count()).group_by(OutboxRow.state)).all())


def move(row: OutboxRow, after: OutboxState) -> None:
    if after not in OUTBOX_MOVES[row.state]:
        raise WrongMove(row.id, row.state, after)
    row.state = after
    if after not in UNSETTLED:
        row.body_sealed = None  # it has left, or never will: nobody needs the words here any more
