"""Invitations that are too old to count."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.store.tables import InvitationRow


def purge(session: Session, before: datetime) -> None:
    session.execute(delete(InvitationRow).where(InvitationRow.created_at < before))
