"""Effects upon a group as a whole."""

from __future__ import annotations

from sqlalchemy import or_, select, update

from bot.store import effects
from bot.store.apply.members import end
from bot.store.apply.scene import Scene, apply
from bot.store.states import Role
from bot.store.tables import GroupRow, MembershipRow
from bot.text.normalise import key as name_key


@apply.register
def _(effect: effects.MakeGroup, scene: Scene) -> None:
    key = name_key(effect.name) if effect.name else None
    _release(scene, effect.number, key)
    group = GroupRow(
        number=effect.number,
        name=effect.name,
        name_key=key,
        language=effect.language,
        created_at=scene.now,
    )
    scene.session.add(group)
    scene.session.flush()
    apply(effects.AddMember(group.id, 1, Role.OWNER), scene)


@apply.register
def _(effect: effects.NameGroup, scene: Scene) -> None:
    key = name_key(effect.name)
    _release(scene, None, key)
    group = scene.group(effect.group_id)
    group.name, group.name_key = effect.name, key
    scene.session.flush()


def _release(scene: Scene, number: str | None, key: str | None) -> None:
    """Take number and name from a group that was closed; whether that was long enough ago, the directory has said."""
    wanted = or_(GroupRow.number == number, GroupRow.name_key == key)
    rows = scene.session.scalars(select(GroupRow).where(GroupRow.closed_at.is_not(None), wanted))
    for row in rows:
        row.number, row.name, row.name_key = None, None, None
    scene.session.flush()


@apply.register
def _(effect: effects.SetJoining, scene: Scene) -> None:
    scene.group(effect.group_id).joining = effect.joining


@apply.register
def _(effect: effects.SetPosting, scene: Scene) -> None:
    scene.group(effect.group_id).posting = effect.posting


@apply.register
def _(effect: effects.SetGuests, scene: Scene) -> None:
    scene.group(effect.group_id).guests_ask = effect.may_ask


@apply.register
def _(effect: effects.CloseGroup, scene: Scene) -> None:
    scene.group(effect.group_id).closed_at = scene.now
    for member in scene.session.scalars(
        select(MembershipRow).where(MembershipRow.group_id == effect.group_id, MembershipRow.left_at.is_(None))
    ):
        end(member, scene)
    asking = update(MembershipRow).where(MembershipRow.group_id == effect.group_id)
    scene.session.execute(asking.values(asked_at=None))
