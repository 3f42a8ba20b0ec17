"""What commands may look up: groups, memberships, free numbers. Reads only."""

from __future__ import annotations

import secrets

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from bot.store.records import Group, Membership
from bot.store.states import Role
from bot.store.tables import GroupRow, MembershipRow, PersonRow
from bot.text.normalise import fold

RUNS = (Role.OWNER, Role.MODERATOR)


class Directory:
    """Looks things up within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def group(self, reference: str) -> Group | None:
        """By number (western digits) or by name, in any spelling that folds to the same."""
        return self.group_by_number(reference) or self.group_by_name(reference)

    def group_by_number(self, number: str) -> Group | None:
        return self._group(GroupRow.number == number)

    def group_by_name(self, name: str) -> Group | None:
        key = fold(name)
        return self._group(GroupRow.name_key == key) if key else None

    def _group(self, condition: ColumnElement[bool]) -> Group | None:
        row = self._session.scalar(select(GroupRow).where(condition))
        return _group(row) if row else None

    def membership(self, group: Group, person_id: str) -> Membership | None:
        return next(
            iter(
                self._memberships(
                    _current().where(MembershipRow.group_id == group.id, MembershipRow.person_id == person_id)
                )
            ),
            None,
        )

    def memberships_of(self, person_id: str) -> tuple[Membership, ...]:
        """A person's groups, the one joined last first."""
        query = _current().where(MembershipRow.person_id == person_id)
        return self._memberships(query.order_by(MembershipRow.joined_at.desc(), MembershipRow.id.desc()))

    def runners(self, group: Group) -> tuple[Membership, ...]:
        """Owners and moderators, by member number."""
        query = _current().where(MembershipRow.group_id == group.id, MembershipRow.role.in_(RUNS))
        return self._memberships(query.order_by(MembershipRow.number))

    def eldest(self, group: Group, but: Membership) -> Membership | None:
        """Who shall run the group when `but` leaves: the longest-serving moderator, else member."""
        query = _current().where(MembershipRow.group_id == group.id, MembershipRow.id != but.id)
        members = self._memberships(query.order_by(MembershipRow.joined_at, MembershipRow.id))
        return min(members, key=lambda m: m.role != Role.MODERATOR, default=None)

    def size(self, group: Group) -> int:
        """How many people are in the group."""
        return self._count(_current().where(MembershipRow.group_id == group.id))

    def readers(self, group: Group, author: str) -> int:
        """How many people a post of this author reaches: the other members who have not stopped."""
        others = _current().where(MembershipRow.group_id == group.id, MembershipRow.person_id != author)
        return self._count(others.where(PersonRow.stopped_at.is_(None)))

    def next_number(self, group: Group, person_id: str) -> int:
        """The member number for a person who joins: the one held before, else the next never used here."""
        numbers = select(MembershipRow.number).where(MembershipRow.group_id == group.id)
        before = self._session.scalar(numbers.where(MembershipRow.person_id == person_id))
        highest = self._session.scalar(select(func.max(MembershipRow.number)).where(MembershipRow.group_id == group.id))
        return before or (highest or 0) + 1

    def near(self, number: str) -> Group | None:
        """An existing group whose number differs in one digit: perhaps the one that was meant."""
        patterns = [number[:i] + "_" + number[i + 1 :] for i in range(len(number))]
        query = select(GroupRow).where(
            or_(*(GroupRow.number.like(pattern) for pattern in patterns)), GroupRow.number != number
        )
        row = self._session.scalar(query.order_by(GroupRow.id).limit(1))
        return _group(row) if row else None

    def unused_number(self) -> str:
        """A free four-digit number to propose."""
        while True:
            number = str(1000 + secrets.randbelow(9000))
            if self.group_by_number(number) is None:
                return number

    def _memberships(self, query: Select[MembershipRow, GroupRow]) -> tuple[Membership, ...]:
        rows = self._session.execute(query).all()
        return tuple(Membership(row.id, _group(group), row.person_id, row.number, row.role) for row, group in rows)

    def _count(self, query: Select[MembershipRow, GroupRow]) -> int:
        return self._session.scalar(query.with_only_columns(func.count())) or 0


def _current() -> Select[MembershipRow, GroupRow]:
    return (
        select(MembershipRow, GroupRow)
        .join(GroupRow, GroupRow.id == MembershipRow.group_id)
        .join(PersonRow, PersonRow.id == MembershipRow.person_id)
        .where(MembershipRow.left_at.is_(None))
    )


def _group(row: GroupRow) -> Group:
    return Group(row.id, row.number, row.name, row.language)
