"""What the rooms above see of the tables: frozen, and without a phone number anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.states import Role


@dataclass(frozen=True)
class Person:
    id: str
    chosen_language: str | None
    written_language: str | None
    digits: str
    zawgyi: bool
    stopped: bool
    guides_in_a_row: int
    quiet_until: datetime | None


@dataclass(frozen=True)
class Group:
    id: int
    number: str
    name: str | None
    language: str


@dataclass(frozen=True)
class Membership:
    id: int
    group: Group
    person_id: str
    number: int
    role: Role


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
class OutboundText:
    """A claimed outbox row, ready for the carrier."""

    id: int
    person_id: str
    phone: str
    body: str
    urgent: bool
    attempts: int
