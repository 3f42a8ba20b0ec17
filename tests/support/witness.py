"""Somebody who holds everybody's phone: knows who is in which group, kept out, paused or stopped from what the
service has told people, and from nothing else: rows of the database only tell who "#3" is.

Replies are read in English. `note` after each text that was read, before anything is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commands.pause import FOR_EVER
from bot.store.states import InboxState
from bot.store.tables import (
    GroupRow,
    InboxRow,
    MembershipRow,
    OutboxRow,
    PersonRow,
    PostRow,
)
from bot.text.digits import western
from tests.support.said import Said
from tests.support.stage import Stage, installed

COUNTED = ("utter_posted", "utter_alerted", "utter_joined_and_posted")


@dataclass
class Circle:
    """A group as the witness knows it; people are phones."""

    row_id: int
    members: set[str] = field(default_factory=set)
    banned: set[str] = field(default_factory=set)
    pauses: dict[str, tuple[datetime, bool]] = field(default_factory=dict)
    """Until when; whether alerts, too."""
    numbers: dict[int, str | None] = field(default_factory=dict)
    """Whose each member number is; None when that person was erased."""
    open: bool = True

    def leaves(self, phone: str) -> None:
        self.members.discard(phone)
        self.pauses.pop(phone, None)

    def quiet(self, phone: str, urgent: bool, now: datetime) -> bool:
        until, alerts_too = self.pauses.get(phone, (now, False))
        return until > now and (alerts_too or not urgent)


@dataclass(frozen=True)
class Written:
    """A post, with who was to get it when it was written."""

    row_id: int
    group: str
    author_id: str
    urgent: bool
    audience: frozenset[str]


class Witness:
    def __init__(self, stage: Stage, phones: Iterable[str]) -> None:
        self.stage = stage
        self.phones = tuple(phones)
        self.groups: dict[str, Circle] = {}
        self.stopped: set[str] = set()
        self.codes: dict[str, str] = {}
        """By the phone from which each is to be texted."""
        self._moving: dict[str, str] = {}
        self._claims: dict[tuple[str, str | None], set[str]] = {}
        self._called: dict[tuple[str, str], str] = {}
        self.posts: list[Written] = []
        self.people: dict[str, str] = {}
        self.erased: set[str] = set()
        self._read: set[int] = set()
        self._seen = {"outbox": 0, "posts": 0}

    # --- what was told ---

    def note(self) -> None:
        """Take in all that was said since the last time."""
        with self.stage.database.read() as session:
            for row in session.scalars(select(PersonRow)):
                if row.forgotten_at is not None:
                    self.erased.add(row.id)
                if row.phone_sealed:
                    self.people[row.id] = self.stage.vault.open(row.phone_sealed)
            self._note_read(session)
            rows = session.scalars(select(OutboxRow).where(OutboxRow.id > self._seen["outbox"]).order_by(OutboxRow.id))
            for outbox in rows.all():
                self._seen["outbox"] = outbox.id
                if outbox.reply is not None and outbox.body_sealed is not None:
                    self._believe(self._said(session, outbox))
            self._note_posts(session)
            self._note_names(session)

    def _note_read(self, session: Session) -> None:
        """What the carrier has stopped by itself, without a word of ours; everything else has got an answer."""
        for row in session.scalars(select(InboxRow).where(InboxRow.state == InboxState.DONE).order_by(InboxRow.id)):
            if row.id in self._read:
                continue
            self._read.add(row.id)
            if row.opt_out == "STOP":
                self.stopped.add(self.people[row.person_id or ""])
                continue
            person = session.get(PersonRow, row.person_id) if row.person_id else None
            if person is None or person.forgotten_at or (person.quiet_until or row.received_at) > row.received_at:
                continue
            answer = select(OutboxRow.id).where(OutboxRow.inbox_id == row.id).limit(1)
            assert session.scalar(answer) is not None, "a text without an answer"

    def _said(self, session: Session, row: OutboxRow) -> Said:
        inbox = session.get(InboxRow, row.inbox_id) if row.inbox_id else None
        author = self.people[inbox.person_id] if inbox and inbox.person_id else None
        words = western(self.stage.vault.open(row.body_sealed or b""))
        return Said(self.people[row.person_id or ""], row.reply or "", words, author)

    def _believe(self, said: Said) -> None:
        if said.reply in FACTS:
            FACTS[said.reply](self, said)

    def _note_posts(self, session: Session) -> None:
        for post in session.scalars(select(PostRow).where(PostRow.id > self._seen["posts"]).order_by(PostRow.id)):
            self._seen["posts"] = post.id
            number = next(n for n, circle in self.groups.items() if circle.row_id == post.group_id)
            author_id = session.get_one(MembershipRow, post.membership_id).person_id
            assert author_id is not None
            author = self.people[author_id]
            assert author in self.groups[number].members, f"a post of a stranger in {number}"
            audience = frozenset(self.reached(number, post.urgent) - {author})
            self.posts.append(Written(post.id, number, author_id, post.urgent, audience))
            told = session.scalars(
                select(OutboxRow).where(OutboxRow.inbox_id == post.inbox_id, OutboxRow.reply.in_(COUNTED))
            ).one()
            assert int(self._said(session, told).told("count")) == len(audience), (
                "the count told is not that of readers"
            )

    def _note_names(self, session: Session) -> None:
        """Who is meant by "#3", or by a nickname, until the next time."""
        self._called.clear()
        query = select(MembershipRow, GroupRow.number).join(GroupRow).where(MembershipRow.person_id.is_not(None))
        for row, number in session.execute(query):
            phone = self.people[row.person_id or ""]
            self._called[number or "", f"#{row.number}"] = phone
            if row.nickname_sealed is not None:
                self._called[number or "", self.stage.vault.open(row.nickname_sealed)] = phone

    def reached(self, number: str, urgent: bool) -> set[str]:
        """Who gets a post of that group now."""
        circle, now = self.groups[number], self.stage.clock.now()
        return {p for p in circle.members - self.stopped if not circle.quiet(p, urgent, now)} if circle.open else set()

    # --- one method a kind of fact ---

    def is_made(self, said: Said) -> None:
        with self.stage.database.read() as session:
            row_id = session.scalars(select(GroupRow.id).where(GroupRow.number == said.number)).one()
        assert said.number not in self.groups or not self.groups[said.number].open
        self.groups[said.number] = Circle(row_id, {said.phone})

    def is_in(self, said: Said) -> None:
        self._enters(said.number, said.phone)

    def is_admitted(self, said: Said) -> None:
        self._enters(said.number, self._meant(said))

    def _enters(self, number: str, phone: str) -> None:
        circle = self.groups[number]
        assert circle.open, f"somebody joined {number}, which is closed"
        assert phone not in circle.banned, f"somebody banned joined {number}"
        circle.members.add(phone)

    def is_gone(self, said: Said) -> None:
        self.groups[said.number].leaves(said.phone)

    def is_removed(self, said: Said) -> None:
        self.groups[said.number].leaves(self._meant(said))

    def is_banned(self, said: Said) -> None:
        self.is_removed(said)
        self.groups[said.number].banned.add(self._meant(said))

    def is_unbanned(self, said: Said) -> None:
        self.groups[said.number].banned.discard(self._meant(said))

    def _meant(self, said: Said) -> str:
        return self._called[said.number, said.told("who")]

    def is_closed(self, said: Said) -> None:
        circle = self.groups[said.number]
        circle.open = False
        circle.members.clear()
        circle.pauses.clear()

    def is_paused(self, said: Said) -> None:
        """Only for such lengths as the reply repeats: 45 minutes, 2 hours, 3 days."""
        until = FOR_EVER
        if not said.reply.endswith("_open"):
            number, unit = said.told("time").split()
            until = self.stage.clock.now() + timedelta(**{unit: int(number)})
        for circle in self._of_a_pause(said):
            circle.pauses[said.phone] = until, said.reply.startswith("utter_paused_all")

    def is_resumed(self, said: Said) -> None:
        for circle in self._of_a_pause(said):
            circle.pauses.pop(said.phone, None)

    def _of_a_pause(self, said: Said) -> list[Circle]:
        groups = said.told("groups")
        chosen = (self.groups[groups],) if groups.isdecimal() else self.groups.values()
        return [circle for circle in chosen if said.phone in circle.members]

    def is_stopped(self, said: Said) -> None:
        self.stopped.add(said.phone)

    def is_started(self, said: Said) -> None:
        self.stopped.discard(said.phone)

    def has_code(self, said: Said) -> None:
        """Not what says that a code was wrong."""
        if "{code}" not in installed().languages["en"].responses[said.reply].text:
            return
        by = said.author or ""
        self.codes[by] = said.told("code")
        self._moving[by] = said.phone

    def is_forgotten(self, said: Said) -> None:
        self.codes.pop(said.phone, None)
        for before in [by for by, old in self._moving.items() if old == said.phone]:
            del self._moving[before]
        for claimants in self._claims.values():
            claimants.discard(said.phone)
        for circle in self.groups.values():
            circle.leaves(said.phone)
            for number, holder in circle.numbers.items():
                circle.numbers[number] = None if holder == said.phone else holder

    def claims(self, said: Said) -> None:
        member = self._called.get((said.number, said.told("who")))
        self._claims.setdefault((said.number, member), set()).add(said.phone)

    def is_carried(self, said: Said) -> None:
        """By the code from the old phone: every group comes along, but those that ban the new phone."""
        if said.author != said.phone:
            return
        before, carried = self._moving.get(said.phone), 0
        for number, circle in self.groups.items():
            if before in circle.members and said.phone not in circle.banned:
                self._carry(number, before or "", said.phone)
                carried += 1
        assert int(said.told("count")) == carried, f"the count told is not the {carried} groups carried"

    def is_vouched(self, said: Said) -> None:
        """By a leader's word: to one of those who said that they are this member."""
        before, circle = self._meant(said), self.groups[said.number]
        number = next(n for n, holder in circle.numbers.items() if holder == before)
        with self.stage.database.read() as session:
            row = session.scalars(
                select(MembershipRow).where(MembershipRow.group_id == circle.row_id, MembershipRow.number == number)
            ).one()
        after = self.people[row.person_id or ""]
        assert after in self._claims.get((said.number, before), set()), f"#{number} went to somebody who never asked"
        self._carry(said.number, before, after)

    def _carry(self, number: str, before: str, after: str) -> None:
        circle = self.groups[number]
        pause = circle.pauses.get(before)
        circle.leaves(before)
        circle.leaves(after)
        self._enters(number, after)
        if pause:
            circle.pauses[after] = pause
        swap: dict[str | None, str] = {before: after, after: before}
        circle.numbers = {n: swap.get(holder, holder) for n, holder in circle.numbers.items()}


Fact = Callable[[Witness, Said], None]


def _all(begin: str, fact: Fact) -> dict[str, Fact]:
    """Every reply whose name begins so says the same."""
    return {name: fact for name in installed().languages["en"].responses if name.startswith(begin)}


FACTS: dict[str, Fact] = {
    **_all("utter_group_created", Witness.is_made),
    **_all("utter_joined", Witness.is_in),
    **_all("utter_posted_", Witness.is_in),
    **_all("utter_paused", Witness.is_paused),
    **_all("utter_code_", Witness.has_code),
    "utter_moved_code": Witness.has_code,
    "utter_admit_done": Witness.is_admitted,
    "utter_left": Witness.is_gone,
    "utter_removed": Witness.is_removed,
    "utter_ban_done": Witness.is_banned,
    "utter_unbanned": Witness.is_unbanned,
    "utter_closed": Witness.is_closed,
    "utter_resumed": Witness.is_resumed,
    "utter_stopped": Witness.is_stopped,
    "utter_started": Witness.is_started,
    "utter_forgotten": Witness.is_forgotten,
    "utter_moved_asked": Witness.claims,
    "utter_moved": Witness.is_carried,
    "utter_moved_done": Witness.is_vouched,
}
"""What each reply says about the world."""
