"""What commands may look up about groups and who is in them. Reads only."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from bot.store import nicknames, people
from bot.store.reach import reached
from bot.store.records import Group, Membership
from bot.store.states import RUNS, Role
from bot.store.tables import BanRow, GroupRow, MembershipRow, PersonRow
from bot.store.vault import Vault
from bot.text.normalise import key as name_key

RESERVED = timedelta(days=90)
"""How long nobody can have the number or the name of a closed group: its members must not be caught by another."""

OFFERED_AGAIN = timedelta(days=30)
"""How long who did not want to own a group is not asked again, as long as there is anybody else."""


class Directory:
    """Looks things up within one transaction, at one moment."""

    def __init__(self, session: Session, vault: Vault, now: datetime) -> None:
        self._session = session
        self._vault = vault
        self._now = now

    # --- groups ---

    def group(self, reference: str) -> Group | None:
        """By number (western digits) or by name, in any spelling that folds to the same."""
        return self.group_by_number(reference) or self.group_by_name(reference)

    def group_by_number(self, number: str) -> Group | None:
        return self._group(GroupRow.number == number, GroupRow.closed_at.is_(None))

    def group_by_name(self, name: str) -> Group | None:
        key = name_key(name)
        return self._group(GroupRow.name_key == key, GroupRow.closed_at.is_(None)) if key else None

    def closed(self, reference: str) -> Group | None:
        """A group that was closed, while its number and name are reserved still."""
        same = or_(GroupRow.number == reference, GroupRow.name_key == name_key(reference))
        return self._group(same, GroupRow.closed_at > self._now - RESERVED)

    def _group(self, *conditions: ColumnElement[bool]) -> Group | None:
        row = self._session.scalar(select(GroupRow).where(*conditions))
        return _group(row) if row else None

    def near(self, number: str) -> Group | None:
        """An existing group whose number differs in one digit: perhaps the one that was meant."""
        patterns = [number[:i] + "_" + number[i + 1 :] for i in range(len(number))]
        query = select(GroupRow).where(
            or_(*(GroupRow.number.like(pattern) for pattern in patterns)),
            GroupRow.number != number,
            GroupRow.closed_at.is_(None),
        )
        row = self._session.scalar(query.order_by(GroupRow.id).limit(1))
        return _group(row) if row else None

    def unused_number(self) -> str:
        """A free four-digit number: to propose, or to be a code that cannot be taken for a group."""
        while True:
            number = str(1000 + secrets.randbelow(9000))
            if self._group(GroupRow.number == number) is None:
                return number

    # --- members ---

    def membership(self, group: Group, person_id: str) -> Membership | None:
        """A person's, when in the group now."""
        return self._one(_current().where(MembershipRow.group_id == group.id, MembershipRow.person_id == person_id))

    def former(self, group: Group, person_id: str) -> Membership | None:
        """A person's, also when it has ended or is only asked for."""
        return self._one(_any().where(MembershipRow.group_id == group.id, MembershipRow.person_id == person_id))

    def membership_by_id(self, membership_id: int) -> Membership | None:
        """Also one that has ended, but not of an erased person."""
        return self._one(_any().where(MembershipRow.id == membership_id))

    def called(self, group: Group, who: str) -> Membership | None:
        """By member number (western digits) or nickname; also who has left, asks to join, or is kept out."""
        in_group = _any().where(MembershipRow.group_id == group.id)
        if who.isdecimal():
            return self._one(in_group.where(MembershipRow.number == int(who))) if len(who) <= MOST_DIGITS else None
        row = nicknames.holder(self._session, self._vault, group.id, who)
        return self.membership_by_id(row.id) if row else None

    def memberships_of(self, person_id: str) -> tuple[Membership, ...]:
        """A person's groups, the one joined last first."""
        query = _current().where(MembershipRow.person_id == person_id)
        return self._memberships(query.order_by(MembershipRow.joined_at.desc(), MembershipRow.id.desc()))

    def members(self, group: Group) -> tuple[str, ...]:
        """The ids of all people in the group."""
        query = _current().where(MembershipRow.group_id == group.id).with_only_columns(PersonRow.id)
        return tuple(self._session.scalars(query.order_by(MembershipRow.number)))

    def runners(self, group: Group) -> tuple[Membership, ...]:
        """Owners and moderators, by member number."""
        query = _current().where(MembershipRow.group_id == group.id, MembershipRow.role.in_(RUNS))
        return self._memberships(query.order_by(MembershipRow.number))

    def asking(self, group: Group) -> tuple[Membership, ...]:
        """Who asks to join, the first first."""
        query = _any().where(MembershipRow.group_id == group.id, MembershipRow.asked_at.is_not(None))
        return self._memberships(query.order_by(MembershipRow.asked_at, MembershipRow.id))

    def heirs(self, group: Group) -> tuple[Membership, ...]:
        """Who could own the group, best first: who gets texts and was not asked lately, moderators before members, the
        longest-serving first."""
        query = _current().where(MembershipRow.group_id == group.id, MembershipRow.role != Role.OWNER)
        return self._memberships(
            query.order_by(
                PersonRow.stopped_at.is_not(None),
                func.coalesce(MembershipRow.offered_at > self._now - OFFERED_AGAIN, False),
                MembershipRow.role != Role.MODERATOR,
                MembershipRow.joined_at,
                MembershipRow.id,
            )
        )

    def size(self, group: Group) -> int:
        """How many people are in the group."""
        return self._count(_current().where(MembershipRow.group_id == group.id))

    def readers(self, group: Group, author: str, urgent: bool = False) -> int:
        """How many people a post (or an alert) of this author reaches now."""
        others = _current().where(MembershipRow.group_id == group.id, MembershipRow.person_id != author)
        return self._count(others.where(*reached(urgent, self._now)))

    def next_number(self, group: Group, person_id: str) -> int:
        """The member number for a person who joins: the one held before, else the next never used here."""
        numbers = select(MembershipRow.number).where(MembershipRow.group_id == group.id)
        before = self._session.scalar(numbers.where(MembershipRow.person_id == person_id))
        highest = self._session.scalar(select(func.max(MembershipRow.number)).where(MembershipRow.group_id == group.id))
        return before or (highest or 0) + 1

    def knows(self, person_id: str) -> bool:
        """Whether there is such a person, and not erased."""
        person = self._session.get(PersonRow, person_id)
        return person is not None and person.forgotten_at is None

    def is_banned(self, group: Group, person_id: str) -> bool:
        lookup = people.ban_lookup(self._session, self._vault, group.id, person_id)
        return lookup is not None and self._session.get(BanRow, (group.id, lookup)) is not None

    def has_ban(self, membership: Membership) -> bool:
        """Whether a ban was laid upon this member number."""
        query = select(BanRow.membership_id).where(BanRow.membership_id == membership.id)
        return self._session.scalar(query) is not None

    def _one(self, query: Select[MembershipRow, GroupRow]) -> Membership | None:
        return next(iter(self._memberships(query.limit(1))), None)

    def _memberships(self, query: Select[MembershipRow, GroupRow]) -> tuple[Membership, ...]:
        return tuple(membership(row, group, self._vault) for row, group in self._session.execute(query).all())

    def _count(self, query: Select[MembershipRow, GroupRow]) -> int:
        return self._session.scalar(query.with_only_columns(func.count())) or 0


MOST_DIGITS = 9
"""Of a member number that fits its column."""


def _any() -> Select[MembershipRow, GroupRow]:
    return (
        select(MembershipRow, GroupRow)
        .join(GroupRow, GroupRow.id == MembershipRow.group_id)
        .join(PersonRow, PersonRow.id == MembershipRow.person_id)
    )


def _current() -> Select[MembershipRow, GroupRow]:
    return _any().where(MembershipRow.left_at.is_(None))


def _group(row: GroupRow) -> Group:
    return Group(
        row.id, row.number or "", row.name, row.language, row.joining, row.posting, row.guests_ask, row.closed_at
    )


def membership(row: MembershipRow, group: GroupRow, vault: Vault) -> Membership:
    return Membership(
        id=row.id,
        group=_group(group),
        person_id=row.person_id or "",
        number=row.number,
        role=row.role,
        nickname=vault.open(row.nickname_sealed) if row.nickname_sealed is not None else None,
        current=row.left_at is None,
        asked_at=row.asked_at,
        refused_at=row.refused_at,
        offered_at=row.offered_at,
    )
