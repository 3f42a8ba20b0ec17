"""Groups whose owners are silent, and who could run them instead."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from bot.store.directory import OFFERED_AGAIN, Directory
from bot.store.records import Membership
from bot.store.states import Role
from bot.store.tables import GroupRow, MembershipRow, PersonRow
from bot.store.vault import Vault

ONE_AFTER_ANOTHER = timedelta(days=2)
"""How long an offered member may think before the next one is asked: as long as the question is open."""


def orphaned(session: Session, now: datetime, silence: timedelta, only: int | None = None) -> list[int]:
    """Open groups (or that one) whose owners have all been silent so long, where nobody thinks about an offer."""
    seen = func.coalesce(PersonRow.seen_at, PersonRow.created_at)
    current = (MembershipRow.group_id == GroupRow.id, MembershipRow.left_at.is_(None))
    lively = exists().where(
        *current, MembershipRow.role == Role.OWNER, MembershipRow.person_id == PersonRow.id, seen > now - silence
    )
    thinking = exists().where(*current, MembershipRow.offered_at > now - ONE_AFTER_ANOTHER)
    inhabited = exists().where(*current, MembershipRow.role != Role.OWNER)
    query = select(GroupRow.id).where(GroupRow.closed_at.is_(None), ~lively, ~thinking, inhabited)
    if only is not None:
        query = query.where(GroupRow.id == only)
    return list(session.scalars(query.order_by(GroupRow.id)))


def heir(session: Session, vault: Vault, group_id: int, now: datetime, silence: timedelta) -> Membership | None:
    """Who is asked next; None when everybody is silent or has been asked, or when another process was faster."""
    directory = Directory(session, vault, now)
    row = session.get_one(GroupRow, group_id, with_for_update=True)
    if not orphaned(session, now, silence, group_id):
        return None
    group = directory.group_by_number(row.number or "")
    for member in directory.heirs(group) if group else ():
        person = session.get_one(PersonRow, member.person_id)
        silent = (person.seen_at or person.created_at) < now - silence or person.stopped_at is not None
        asked = member.offered_at is not None and member.offered_at > now - OFFERED_AGAIN
        if not silent and not asked:
            return member
    return None
