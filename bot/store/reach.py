"""Who gets a post: asked when it is written, when it is counted, and again when it is sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_

from bot.store.tables import MembershipRow, PersonRow


def reached(urgent: bool, moment: datetime) -> tuple[ColumnElement[bool], ...]:
    """Conditions on a membership joined with its person: a member who has not stopped and does not pause.

    An alert passes a pause, but not one for everything.
    """
    awake = or_(MembershipRow.paused_until.is_(None), MembershipRow.paused_until <= moment)
    if urgent:
        awake = or_(awake, and_(MembershipRow.paused_until > moment, MembershipRow.alerts_paused.is_(False)))
    return MembershipRow.left_at.is_(None), PersonRow.stopped_at.is_(None), awake
