"""The one function that carries out an effect, and what it is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import singledispatch

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.tables import GroupRow, MembershipRow, PersonRow
from bot.store.vault import Vault


@dataclass(frozen=True)
class Scene:
    """In which transaction, for whose text, and when. A chore of the service's own answers no text: no inbox_id."""

    session: Session
    vault: Vault
    person_id: str
    inbox_id: int | None
    now: datetime

    def person(self) -> PersonRow:
        return self.session.get_one(PersonRow, self.person_id)

    def group(self, group_id: int) -> GroupRow:
        return self.session.get_one(GroupRow, group_id)

    def membership(self, membership_id: int) -> MembershipRow:
        return self.session.get_one(MembershipRow, membership_id)

    def own_membership(self, group_id: int) -> MembershipRow | None:
        """The person's in that group, also one that has ended."""
        mine = (MembershipRow.group_id == group_id, MembershipRow.person_id == self.person_id)
        return self.session.scalar(select(MembershipRow).where(*mine))


@singledispatch
def apply(effect: object, _scene: Scene) -> None:
    """Raise TypeError for what is no effect; IntegrityError when a row came first (run the text again)."""
    raise TypeError(f"{type(effect).__name__} is no effect")
