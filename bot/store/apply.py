"""Carries out effects inside the transaction that also marks the inbox row done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import singledispatch

from sqlalchemy import Insert, insert, literal, select
from sqlalchemy.orm import Session

from bot.errors import NoAuthor
from bot.store import effects
from bot.store.states import OutboxState, Role
from bot.store.tables import GroupRow, MembershipRow, OutboxRow, PersonRow, PostRow
from bot.store.vault import Vault
from bot.text.normalise import fold


@dataclass(frozen=True)
class Scene:
    """In which transaction, for whose text, and when."""

    session: Session
    vault: Vault
    person_id: str
    inbox_id: int
    now: datetime

    def person(self) -> PersonRow:
        return self.session.get_one(PersonRow, self.person_id)


@singledispatch
def apply(effect: object, _scene: Scene) -> None:
    """Raise TypeError for what is no effect; IntegrityError when a row came first (run the text again)."""
    raise TypeError(f"{type(effect).__name__} is no effect")


@apply.register
def _(effect: effects.MakeGroup, scene: Scene) -> None:
    group = GroupRow(
        number=effect.number,
        name=effect.name,
        name_key=fold(effect.name) if effect.name else None,
        language=effect.language,
        created_at=scene.now,
    )
    scene.session.add(group)
    scene.session.flush()
    apply(effects.AddMember(group.id, 1, Role.OWNER), scene)


@apply.register
def _(effect: effects.AddMember, scene: Scene) -> None:
    row = _membership(effect.group_id, scene)
    if row is None:
        row = MembershipRow(group_id=effect.group_id, person_id=scene.person_id, number=effect.number)
        scene.session.add(row)
    row.role, row.joined_at, row.left_at = effect.role, scene.now, None
    scene.session.flush()


def _membership(group_id: int, scene: Scene) -> MembershipRow | None:
    mine = (MembershipRow.group_id == group_id, MembershipRow.person_id == scene.person_id)
    return scene.session.scalar(select(MembershipRow).where(*mine))


@apply.register
def _(effect: effects.EndMembership, scene: Scene) -> None:
    row = scene.session.get_one(MembershipRow, effect.membership_id)
    row.left_at, row.role = scene.now, Role.MEMBER


@apply.register
def _(effect: effects.ChangeRole, scene: Scene) -> None:
    scene.session.get_one(MembershipRow, effect.membership_id).role = effect.role


@apply.register
def _(effect: effects.WritePost, scene: Scene) -> None:
    author = _membership(effect.group_id, scene)
    if author is None:
        raise NoAuthor(effect.group_id)
    post = PostRow(
        group_id=effect.group_id,
        membership_id=author.id,
        inbox_id=scene.inbox_id,
        body_sealed=scene.vault.seal(effect.body),
        created_at=scene.now,
    )
    scene.session.add(post)
    scene.session.flush()
    scene.session.execute(_deliveries(post.id, effect, scene))


def _deliveries(post_id: int, effect: effects.WritePost, scene: Scene) -> Insert:
    """One statement, however large the group: an outbox row for each other member who gets texts."""
    members = (
        select(
            MembershipRow.person_id,
            literal(post_id),
            literal(scene.inbox_id),
            literal(effect.urgent),
            literal(OutboxState.QUEUED.value),
            literal(0),
            literal(0),
            literal(scene.now, type_=OutboxRow.not_before.type),
            literal(scene.now, type_=OutboxRow.created_at.type),
        )
        .join(PersonRow, PersonRow.id == MembershipRow.person_id)
        .where(
            MembershipRow.group_id == effect.group_id,
            MembershipRow.left_at.is_(None),
            MembershipRow.person_id != scene.person_id,
            PersonRow.stopped_at.is_(None),
        )
        .order_by(MembershipRow.id)
    )
    columns = [
        "person_id",
        "post_id",
        "inbox_id",
        "urgent",
        "state",
        "attempts",
        "receipt_rank",
        "not_before",
        "created_at",
    ]
    return insert(OutboxRow).from_select(columns, members, include_defaults=False)


@apply.register
def _(effect: effects.ChooseLanguage, scene: Scene) -> None:
    scene.person().chosen_language = effect.language


@apply.register
def _(_effect: effects.StopService, scene: Scene) -> None:
    scene.person().stopped_at = scene.now


@apply.register
def _(_effect: effects.StartService, scene: Scene) -> None:
    scene.person().stopped_at = None


@apply.register
def _(effect: effects.NoteGuide, scene: Scene) -> None:
    person = scene.person()
    person.guides_in_a_row += 1
    person.quiet_until = effect.quiet_until
