"""What a command wants to have changed: values, carried out in one transaction by `apply`.

All of them concern the person who texted, unless they say otherwise. Each is written into the event log as its `act`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.store.states import Act, Joining, Posting, Role

# --- groups ---


@dataclass(frozen=True)
class MakeGroup:
    """A new group; the person becomes its first owner, #1."""

    number: str
    name: str | None
    language: str
    act: ClassVar = Act.GROUP_MADE


@dataclass(frozen=True)
class NameGroup:
    group_id: int
    name: str
    act: ClassVar = Act.GROUP_NAMED


@dataclass(frozen=True)
class SetJoining:
    group_id: int
    joining: Joining
    act: ClassVar = Act.JOINING_SET


@dataclass(frozen=True)
class SetPosting:
    group_id: int
    posting: Posting
    act: ClassVar = Act.POSTING_SET


@dataclass(frozen=True)
class SetGuests:
    """Whether people outside the group may ask its leaders."""

    group_id: int
    may_ask: bool
    act: ClassVar = Act.GUESTS_SET


@dataclass(frozen=True)
class CloseGroup:
    """All memberships end; number and name stay reserved."""

    group_id: int
    act: ClassVar = Act.GROUP_CLOSED


# --- members ---


@dataclass(frozen=True)
class AddMember:
    """In again keeps the old member number."""

    group_id: int
    number: int
    role: Role
    act: ClassVar = Act.JOINED


@dataclass(frozen=True)
class AskToJoin:
    """A wish that a leader decides on; the member number is kept for it."""

    group_id: int
    number: int
    act: ClassVar = Act.JOIN_ASKED


@dataclass(frozen=True)
class Admit:
    """Of who asked to join."""

    membership_id: int
    act: ClassVar = Act.ADMITTED


@dataclass(frozen=True)
class Refuse:
    """Of who asked to join."""

    membership_id: int
    act: ClassVar = Act.REFUSED


@dataclass(frozen=True)
class EndMembership:
    """The person's own."""

    membership_id: int
    act: ClassVar = Act.LEFT


@dataclass(frozen=True)
class RemoveMember:
    """Of another member."""

    membership_id: int
    act: ClassVar = Act.REMOVED


@dataclass(frozen=True)
class Ban:
    """Of another member, of one who left, or of one who asks to join: never again in this group."""

    membership_id: int
    act: ClassVar = Act.BANNED


@dataclass(frozen=True)
class Unban:
    membership_id: int
    act: ClassVar = Act.UNBANNED


@dataclass(frozen=True)
class ChangeRole:
    """Of any member."""

    membership_id: int
    role: Role
    act: ClassVar = Act.ROLE_CHANGED


@dataclass(frozen=True)
class OfferOwnership:
    """Noted, so that the same member is not asked again and again."""

    membership_id: int
    act: ClassVar = Act.OWNER_OFFERED


@dataclass(frozen=True)
class TakeNickname:
    """In these memberships of the person, and for groups to come when `everywhere`."""

    nickname: str
    membership_ids: tuple[int, ...]
    everywhere: bool
    act: ClassVar = Act.NICKNAMED


@dataclass(frozen=True)
class Pause:
    membership_ids: tuple[int, ...]
    until: datetime
    alerts_too: bool
    act: ClassVar = Act.PAUSED


@dataclass(frozen=True)
class Resume:
    membership_ids: tuple[int, ...]
    act: ClassVar = Act.RESUMED


@dataclass(frozen=True)
class CarryMembership:
    """To the person who texted, with its number, its nickname and this role."""

    membership_id: int
    role: Role
    to_person_id: str
    act: ClassVar = Act.MOVED


# --- texts ---


@dataclass(frozen=True)
class WritePost:
    """A text by this member to all others in the group who get posts now (`bot.store.reach`)."""

    group_id: int
    body: str
    urgent: bool = False

    @property
    def act(self) -> Act:
        return Act.ALERTED if self.urgent else Act.POSTED


@dataclass(frozen=True)
class OpenAsk:
    """A question to the leaders gets its number."""

    group_id: int
    number: int
    act: ClassVar = Act.ASKED


@dataclass(frozen=True)
class NoteAnswer:
    """A question was answered; it stays open, for a second answer."""

    group_id: int
    act: ClassVar = Act.ANSWERED


@dataclass(frozen=True)
class FileReport:
    """For the operators. With post_id: a false alarm; one a person and post."""

    group_id: int
    body: str | None
    post_id: int | None = None
    act: ClassVar = Act.REPORTED


@dataclass(frozen=True)
class NoteInvitation:
    """Written down by a keyed hash of the phone; the text to it is the business of `Invite`."""

    group_id: int
    membership_id: int
    phone: str
    act: ClassVar = Act.INVITED


# --- the person ---


@dataclass(frozen=True)
class ChooseLanguage:
    language: str
    act: ClassVar = Act.LANGUAGE_CHOSEN


@dataclass(frozen=True)
class StopService:
    """No text at all from now on; what waits in the outbox is dropped when its turn comes."""

    act: ClassVar = Act.STOPPED


@dataclass(frozen=True)
class StartService:
    act: ClassVar = Act.STARTED


@dataclass(frozen=True)
class Forget:
    """Memberships, nickname, texts, dialogue and at last the phone; see `bot.store.forget`."""

    act: ClassVar = Act.FORGOTTEN


@dataclass(frozen=True)
class NoteCode:
    """A code was asked for; the code itself is the business of `Prove`."""

    act: ClassVar = Act.CODE_ASKED


@dataclass(frozen=True)
class MissCode:
    """Four digits that were not the code: one try less."""

    act: ClassVar = Act.CODE_WRONG


@dataclass(frozen=True)
class SpendCode:
    """The code was right: it works once."""

    act: ClassVar = None


@dataclass(frozen=True)
class NoteGuide:
    """A guide was sent because a text was not understood; quiet_until ends guides for a while."""

    quiet_until: datetime | None = None
    act: ClassVar = None


RowEffect = (
    MakeGroup
    | NameGroup
    | SetJoining
    | SetPosting
    | SetGuests
    | CloseGroup
    | AddMember
    | AskToJoin
    | Admit
    | Refuse
    | EndMembership
    | RemoveMember
    | Ban
    | Unban
    | ChangeRole
    | OfferOwnership
    | TakeNickname
    | Pause
    | Resume
    | CarryMembership
    | WritePost
    | OpenAsk
    | NoteAnswer
    | FileReport
    | NoteInvitation
    | ChooseLanguage
    | StopService
    | StartService
    | Forget
    | NoteCode
    | MissCode
    | SpendCode
    | NoteGuide
)
