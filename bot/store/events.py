"""The event log: who (by id) did what, when, in which group, to which member. No words, ever."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.store.apply import Scene
from bot.store.effects import Forget, MakeGroup, RowEffect
from bot.store.states import Act
from bot.store.tables import EventRow, GroupRow


def note(effect: RowEffect, scene: Scene) -> None:
    """Write down an effect that was carried out just now; one that is no act is passed over."""
    if effect.act is None:
        return
    subject = getattr(effect, "membership_id", None)
    who = None if isinstance(effect, Forget) else scene.person_id
    group = _group(effect, subject, scene)
    scene.session.add(EventRow(at=scene.now, act=effect.act, person_id=who, group_id=group, subject_id=subject))


def _group(effect: RowEffect, subject: int | None, scene: Scene) -> int | None:
    if isinstance(effect, MakeGroup):
        return scene.session.scalar(select(GroupRow.id).where(GroupRow.number == effect.number))
    group: int | None = getattr(effect, "group_id", None)
    return scene.membership(subject).group_id if group is None and subject is not None else group


def counts(session: Session) -> dict[Act, int]:
    return dict(session.execute(select(EventRow.act, func.count()).group_by(EventRow.act)).all())
