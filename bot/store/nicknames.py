"""Nicknames: sealed, because many people give their own name; compared by a keyed hash within a group.

Two that look alike are the same (`bot.text.lookalike`).
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.tables import MembershipRow, PersonRow
from bot.store.vault import Vault
from bot.text.lookalike import skeleton


def key(vault: Vault, group_id: int, nickname: str) -> str:
    return vault.lookup(f"nickname {group_id} {skeleton(nickname).replace(' ', '')}")


def holder(session: Session, vault: Vault, group_id: int, nickname: str) -> MembershipRow | None:
    """Who has that nickname, or one that looks like it, in the group."""
    same = (MembershipRow.group_id == group_id, MembershipRow.nickname_key == key(vault, group_id, nickname))
    return session.scalar(select(MembershipRow).where(*same))


def give(session: Session, vault: Vault, row: MembershipRow, nickname: str) -> None:
    """IntegrityError when somebody else in the group took it first."""
    row.nickname_sealed, row.nickname_key = vault.seal(nickname), key(vault, row.group_id, nickname)
    session.flush()


def take_own(session: Session, vault: Vault, row: MembershipRow) -> None:
    """The nickname that the person has chosen for all groups, where nobody has it."""
    person = session.get(PersonRow, row.person_id) if row.person_id else None
    if person is None or person.nickname_sealed is None or row.nickname_key is not None:
        return
    nickname = vault.open(person.nickname_sealed)
    if holder(session, vault, row.group_id, nickname) is None:
        give(session, vault, row, nickname)
