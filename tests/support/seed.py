"""A named cast and short ways to put them into a database, all through the store's own functions."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store import effects, inbox, people
from bot.store.apply import Scene, apply
from bot.store.directory import Directory
from bot.store.records import Group
from bot.store.states import Role
from bot.store.tables import PersonRow
from bot.store.vault import Vault

CAST = {
    "Amina": "+15550100011",
    "Bilal": "+15550100012",
    "Chit": "+15550100013",
    "Dina": "+15550100014",
}
SERVICE = "+15550100000"
ACCOUNT = "AC" + "0" * 32
_numbers = count(1)


def arrival(sender: str, body: str, message_id: str | None = None, **more: object) -> inbox.Arrival:
    """A text from one of the cast, or from any other sender as written."""
    told: dict[str, object] = {"media": 0, "opt_out": None, "automatic": False, **more}
    message_id = message_id or f"SM{next(_numbers):032x}"
    return inbox.Arrival(ACCOUNT, message_id, CAST.get(sender, sender), body, **told)  # type: ignore[arg-type]


def receive(session: Session, vault: Vault, now: datetime, sender: str, body: str, **more: object) -> int:
    """Put a text into the inbox; the id of its row."""
    row = inbox.put(session, vault, arrival(sender, body, **more), now)  # type: ignore[arg-type]
    assert row is not None
    return row


def person(session: Session, vault: Vault, name: str, now: datetime) -> PersonRow:
    return people.find_or_add(session, vault, CAST[name], now)


def knows_terms(session: Session, vault: Vault, name: str, now: datetime) -> None:
    """Somebody who has texted before: the next answer comes without the terms of use."""
    person(session, vault, name, now).terms_at = now


def scene(session: Session, vault: Vault, name: str, now: datetime, inbox_id: int | None = None) -> Scene:
    """What an effect needs, for a text of that person."""
    who = person(session, vault, name, now)
    return Scene(session, vault, who.id, inbox_id or receive(session, vault, now, name, "a text"), now)


def group(session: Session, vault: Vault, now: datetime, number: str, *members: str, name: str | None = None) -> Group:
    """A group run by the first of its members; they are #1, #2... in this order."""
    owner, *others = members
    apply(effects.MakeGroup(number, name, "en"), scene(session, vault, owner, now))
    made = Directory(session, vault, now).group_by_number(number)
    assert made is not None
    for other in others:
        joins(session, vault, now, made, other)
    return made


def joins(session: Session, vault: Vault, now: datetime, into: Group, name: str) -> int:
    """The member number of somebody who joins."""
    taken = Directory(session, vault, now).next_number(into, person(session, vault, name, now).id)
    apply(effects.AddMember(into.id, taken, Role.MEMBER), scene(session, vault, name, now))
    return taken


def leaves(session: Session, vault: Vault, now: datetime, group: Group, name: str) -> None:
    membership = Directory(session, vault, now).membership(group, person(session, vault, name, now).id)
    assert membership is not None
    apply(effects.EndMembership(membership.id), scene(session, vault, name, now))


def name_of(session: Session, vault: Vault, person_id: str) -> str:
    """Who of the cast that is, or the sender as written."""
    phone = vault.open(session.scalars(select(PersonRow).where(PersonRow.id == person_id)).one().phone_sealed)
    return next((name for name, known in CAST.items() if known == phone), phone)
