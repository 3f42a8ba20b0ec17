"""The tables. Ids of people are opaque and random; all other ids are plain numbers that give the order."""

from __future__ import annotations

import enum
from datetime import UTC, datetime

from sqlalchemy import (
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.store.states import Act, InboxState, Joining, OutboxState, Posting, Role

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime, on SQLite too, which keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise TypeError("a moment needs its zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC)


def word(states: type[enum.StrEnum]) -> Enum:
    """A state is stored as its own word, so that a person can read the table."""
    return Enum(states, native_enum=False, length=16, values_callable=lambda e: [s.value for s in e])


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Moment(), bytes: LargeBinary()}  # noqa: RUF012 (SQLAlchemy's way)


class PersonRow(Base):
    __tablename__ = "people"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    phone_lookup: Mapped[str] = mapped_column(String(64), unique=True)
    phone_sealed: Mapped[bytes]
    chosen_language: Mapped[str | None] = mapped_column(String(8))
    written_language: Mapped[str | None] = mapped_column(String(8))
    digits: Mapped[str] = mapped_column(String(8), default="western")
    zawgyi: Mapped[bool] = mapped_column(default=False)
    stopped_at: Mapped[datetime | None]
    guides_in_a_row: Mapped[int] = mapped_column(default=0)
    quiet_until: Mapped[datetime | None]
    nickname_sealed: Mapped[bytes | None]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    terms_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None] = mapped_column(index=True)


class GroupRow(Base):
    """A closed group keeps its number and its name until somebody may have them again."""

    __tablename__ = "groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str | None] = mapped_column(String(8), unique=True)
    name: Mapped[str | None] = mapped_column(String(80))
    name_key: Mapped[str | None] = mapped_column(String(80), unique=True)
    language: Mapped[str] = mapped_column(String(8))
    joining: Mapped[Joining] = mapped_column(word(Joining), default=Joining.OPEN)
    posting: Mapped[Posting] = mapped_column(word(Posting), default=Posting.MEMBERS)
    guests_ask: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class MembershipRow(Base):
    """A member, or who was one or asks to be one (left_at is set); person_id is empty when that person is erased."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("group_id", "person_id"),
        UniqueConstraint("group_id", "number"),
        UniqueConstraint("group_id", "nickname_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)
    number: Mapped[int]
    role: Mapped[Role] = mapped_column(word(Role))
    nickname_sealed: Mapped[bytes | None]
    nickname_key: Mapped[str | None] = mapped_column(String(64))
    paused_until: Mapped[datetime | None]
    alerts_paused: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    offered_at: Mapped[datetime | None]


class BanRow(Base):
    """Who may not come back, by a keyed hash of group and phone: it outlives the person's erasure."""

    __tablename__ = "bans"

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), primary_key=True)
    phone_lookup: Mapped[str] = mapped_column(String(64), primary_key=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    created_at: Mapped[datetime]


class StopRow(Base):
    """An erased person who had stopped all texts, by a keyed hash of the phone: erasing starts nothing again."""

    __tablename__ = "stops"

    phone_lookup: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[datetime]


class InvitationRow(Base):
    """Who was invited, by a keyed hash of group and phone."""

    __tablename__ = "invitations"
    __table_args__ = (Index("ix_invitations_group_id_phone_lookup", "group_id", "phone_lookup"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    phone_lookup: Mapped[str] = mapped_column(String(64))
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    created_at: Mapped[datetime]


class AskRow(Base):
    """A private text to the leaders of a group; they know it by its number, its author is known to nobody."""

    __tablename__ = "asks"
    __table_args__ = (UniqueConstraint("group_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    number: Mapped[int]
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime]


class ReportRow(Base):
    """A complaint; with post_id, a false alarm."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("post_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    body_sealed: Mapped[bytes | None]
    created_at: Mapped[datetime]


class CodeRow(Base):
    """The code that a person must text back before something happens that cannot be undone."""

    __tablename__ = "codes"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    bearer_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)
    code_lookup: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[bytes]
    tries_left: Mapped[int]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class EventRow(Base):
    """What was done, by whom, in which group, to which member; never what was said."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_person_id_act_at", "person_id", "act", "at"),
        Index("ix_events_group_id_act_at", "group_id", "act", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    act: Mapped[Act] = mapped_column(word(Act))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id"))


class InboxRow(Base):
    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("account", "message_id"),
        Index("ix_inbox_state_id", "state", "id"),
        Index("ix_inbox_person_id_state", "person_id", "state"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(64))
    message_id: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    body_sealed: Mapped[bytes | None]
    media: Mapped[int]
    opt_out: Mapped[str | None] = mapped_column(String(8))
    automatic: Mapped[bool]
    state: Mapped[InboxState] = mapped_column(word(InboxState))
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    received_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(200))


class PostRow(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inbox.id"))
    body_sealed: Mapped[bytes | None]
    urgent: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class OutboxRow(Base):
    """One text to one person: a delivery of a post (post_id), or a reply of the service (reply, body_sealed)."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("post_id", "person_id"),
        Index("ix_outbox_state_urgent_id", "state", "urgent", "id"),
        Index("ix_outbox_person_id_state", "person_id", "state"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    inbox_id: Mapped[int | None] = mapped_column(ForeignKey("inbox.id"))
    reply: Mapped[str | None] = mapped_column(String(64))
    body_sealed: Mapped[bytes | None]
    urgent: Mapped[bool] = mapped_column(default=False)
    state: Mapped[OutboxState] = mapped_column(word(OutboxState))
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    attempted_at: Mapped[datetime | None]
    message_id: Mapped[str | None] = mapped_column(String(64), index=True)
    receipt_rank: Mapped[int] = mapped_column(default=0)
    error_code: Mapped[int | None]
    created_at: Mapped[datetime]


class QuestionRow(Base):
    """What the service asks a person. One is asked at a time (asked_at is set); the others wait for their turn."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    subject: Mapped[str | None] = mapped_column(String(32), index=True)
    sealed: Mapped[bytes]
    created_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
