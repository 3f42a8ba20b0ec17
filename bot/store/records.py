"""What the rooms above see of the tables: frozen, and without a phone number anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.states import Joining, Posting, Role


@dataclass(frozen=True)
class Person:
    id: str
    chosen_language: str | None
    written_language: str | None
    digits: str
    zawgyi: bool
    stopped: bool
    nickname: str | None
    knows_terms: bool
    guides_in_a_row: int
    quiet_until: datetime | None


@dataclass(frozen=True)
class Group:
    id: int
    number: str
    name: str | None
    language: str
    joining: Joining = Joining.OPEN
    posting: Posting = Posting.MEMBERS
    guests_ask: bool = True
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Membership:
    """Of a member; or of one who was (`current` is False), or who asks to be one (`asked_at` is set)."""

    id: int
    group: Group
    person_id: str
    number: int
    role: Role
    nickname: str | None = None
    current: bool = True
    asked_at: datetime | None = None
    refused_at: datetime | None = None
    offered_at: datetime | None = None


@dataclass(frozen=True)
class Ask:
    """A question to the leaders of a group, open still."""

    id: int
    group: Group
    number: int
    person_id: str


@dataclass(frozen=True)
class Alert:
    """An alert that a person has got: the post, and who wrote it."""

    post_id: int
    author: Membership


@dataclass(frozen=True)
class InboundText:
    """A claimed inbox row. The body is as it came, phone numbers inside it included: it stays in this process."""

    id: int
    person: Person
    body: str
    media: int
    opt_out: str | None
    automatic: bool
    received_at: datetime
    attempts: int


@dataclass(frozen=True)
class PostText:
    """A post as its words have to be put for one reader. `author` is a nickname, or #17."""

    group: str
    author: str
    body: str
    urgent: bool
    language: str
    digits: str
    zawgyi: bool


@dataclass(frozen=True)
class OutboundText:
    """A claimed outbox row, ready for the carrier."""

    id: int
    person_id: str
    phone: str
    body: str
    urgent: bool
    attempts: int
