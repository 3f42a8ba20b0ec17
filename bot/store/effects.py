"""What a command wants to have changed: values, carried out in one transaction by `apply`.

All of them concern the person who texted, unless they say otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.states import Role


@dataclass(frozen=True)
class MakeGroup:
    """A new group; the person becomes its first owner, #1."""

    number: str
    name: str | None
    language: str


@dataclass(frozen=True)
class AddMember:
    """In again keeps the old member number."""

    group_id: int
    number: int
    role: Role


@dataclass(frozen=True)
class EndMembership:
    membership_id: int


@dataclass(frozen=True)
class ChangeRole:
    """Of any member."""

    membership_id: int
    role: Role


@dataclass(frozen=True)
class WritePost:
    """A text by this member to all others in the group who have not stopped the service."""

    group_id: int
    body: str
    urgent: bool = False


@dataclass(frozen=True)
class ChooseLanguage:
    language: str


@dataclass(frozen=True)
class StopService:
    """No text at all from now on; what waits in the outbox is dropped when its turn comes."""


@dataclass(frozen=True)
class StartService:
    pass


@dataclass(frozen=True)
class NoteGuide:
    """A guide was sent because a text was not understood; quiet_until ends guides for a while."""

    quiet_until: datetime | None = None


RowEffect = (
    MakeGroup
    | AddMember
    | EndMembership
    | ChangeRole
    | WritePost
    | ChooseLanguage
    | StopService
    | StartService
    | NoteGuide
)
