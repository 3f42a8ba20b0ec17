"""What commands may look up about what was done: how often, how lately, which questions and alerts. Reads only."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.store import people
from bot.store.directory import Directory, membership
from bot.store.records import Alert, Ask, Group, Membership
from bot.store.states import RUNS, Act
from bot.store.tables import (
    AskRow,
    BanRow,
    EventRow,
    GroupRow,
    InvitationRow,
    MembershipRow,
    OutboxRow,
    PersonRow,
    PostRow,
    ReportRow,
)
from bot.store.vault import Vault

ASK_LIFETIME = timedelta(days=7)
INVITED_AGAIN = timedelta(days=30)
ALERT_LIFETIME = timedelta(days=1)
"""How long one digit still says that an alert was false."""


class Journal:
    """Looks things up within one transaction, at one moment."""

    def __init__(self, session: Session, vault: Vault, now: datetime) -> None:
        self._session = session
        self._vault = vault
        self.now = now

    def moments(
        self, act: Act, since: datetime, person_id: str | None = None, group_id: int | None = None
    ) -> list[datetime]:
        """When a person, or anybody in a group, did something, the latest first."""
        query = select(EventRow.at).where(EventRow.act == act, EventRow.at > since)
        if person_id is not None:
            query = query.where(EventRow.person_id == person_id)
        if group_id is not None:
            query = query.where(EventRow.group_id == group_id)
        return list(self._session.scalars(query.order_by(EventRow.at.desc())))

    # --- questions to leaders ---

    def next_ask(self, group: Group) -> int:
        """The number of the next question to the leaders of a group: short, and never used there before."""
        highest = select(func.max(AskRow.number)).where(AskRow.group_id == group.id)
        return (self._session.scalar(highest) or 0) + 1

    def asks(self, person_id: str, number: int | None = None) -> tuple[Ask, ...]:
        """Questions open still in the groups that a person leads, the latest first."""
        query = (
            select(AskRow, GroupRow)
            .join(GroupRow, GroupRow.id == AskRow.group_id)
            .join(MembershipRow, MembershipRow.group_id == AskRow.group_id)
            .where(
                MembershipRow.person_id == person_id,
                MembershipRow.left_at.is_(None),
                MembershipRow.role.in_(RUNS),
                AskRow.created_at > self.now - ASK_LIFETIME,
                AskRow.person_id.is_not(None),
            )
        )
        if number is not None:
            query = query.where(AskRow.number == number)
        rows = self._session.execute(query.order_by(AskRow.id.desc())).all()
        directory = Directory(self._session, self._vault, self.now)
        found = ((row, directory.group_by_number(group.number or "")) for row, group in rows)
        return tuple(Ask(row.id, group, row.number, row.person_id or "") for row, group in found if group)

    # --- alerts ---

    def last_alert(self, person_id: str) -> Alert | None:
        """The alert that a person has got last, if that is not long ago and its author is known still."""
        query = (
            select(PostRow, MembershipRow, GroupRow)
            .join(OutboxRow, OutboxRow.post_id == PostRow.id)
            .join(MembershipRow, MembershipRow.id == PostRow.membership_id)
            .join(GroupRow, GroupRow.id == PostRow.group_id)
            .where(
                OutboxRow.person_id == person_id,
                OutboxRow.urgent.is_(True),
                OutboxRow.attempted_at.is_not(None),
                PostRow.created_at > self.now - ALERT_LIFETIME,
                GroupRow.closed_at.is_(None),
            )
            .order_by(PostRow.id.desc())
            .limit(1)
        )
        found = self._session.execute(query).first()
        return Alert(found[0].id, membership(found[1], found[2], self._vault)) if found else None

    def has_reported(self, person_id: str, post_id: int) -> bool:
        query = select(ReportRow.id).where(ReportRow.person_id == person_id, ReportRow.post_id == post_id)
        return self._session.scalar(query) is not None

    # --- invitations ---

    def may_be_invited(self, group: Group, phone: str) -> bool:
        """Not who was invited lately, is in already, is kept out, or wants no texts at all."""
        lookup = people.in_group(self._vault, group.id, phone)
        if self._session.get(BanRow, (group.id, lookup)) is not None or self._invited_lately(group, lookup):
            return False
        person = people.find(self._session, self._vault, phone)
        if person is None:
            return True
        directory = Directory(self._session, self._vault, self.now)
        return person.stopped_at is None and directory.membership(group, person.id) is None

    def _invited_lately(self, group: Group, lookup: str) -> bool:
        lately = (InvitationRow.group_id == group.id, InvitationRow.phone_lookup == lookup)
        query = select(InvitationRow.id).where(*lately, InvitationRow.created_at > self.now - INVITED_AGAIN)
        return self._session.scalar(query.limit(1)) is not None

    def invited_by_leader(self, group: Group, person_id: str) -> bool:
        """Whether a leader has invited this person lately: then no leader need be asked again."""
        lookup = people.ban_lookup(self._session, self._vault, group.id, person_id)
        query = (
            select(InvitationRow.id)
            .join(MembershipRow, MembershipRow.id == InvitationRow.membership_id)
            .where(
                InvitationRow.group_id == group.id,
                InvitationRow.phone_lookup == lookup,
                InvitationRow.created_at > self.now - INVITED_AGAIN,
                MembershipRow.role.in_(RUNS),
            )
        )
        return self._session.scalar(query.limit(1)) is not None

    # --- phones that change ---

    def person_with(self, phone: str) -> str | None:
        """The id of the person who has texted from that phone, if they get texts at all."""
        row = people.find(self._session, self._vault, phone)
        return row.id if row is not None and row.stopped_at is None else None

    # --- owners who are silent ---

    def silent_since(self, member: Membership) -> datetime | None:
        """When a member last texted the service."""
        return self._session.scalar(select(PersonRow.seen_at).where(PersonRow.id == member.person_id))
