"""Effects upon memberships: joining, leaving, roles, nicknames, pauses."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from bot.store import effects, nicknames, people, questions
from bot.store.apply.scene import Scene, apply
from bot.store.states import RUNS, Role
from bot.store.tables import BanRow, MembershipRow


@apply.register
def _(effect: effects.AddMember, scene: Scene) -> None:
    _enter(_row(effect.group_id, effect.number, scene), effect.role, scene)


@apply.register
def _(effect: effects.AskToJoin, scene: Scene) -> None:
    row = _row(effect.group_id, effect.number, scene)
    row.asked_at, row.left_at = scene.now, scene.now
    scene.session.flush()


def _row(group_id: int, number: int, scene: Scene) -> MembershipRow:
    """The person's row in a group, made when there is none."""
    row = scene.own_membership(group_id)
    if row is None:
        row = MembershipRow(group_id=group_id, person_id=scene.person_id, number=number, role=Role.MEMBER)
        row.joined_at = scene.now
        scene.session.add(row)
    return row


def _enter(row: MembershipRow, role: Role, scene: Scene) -> None:
    row.role, row.joined_at, row.left_at = role, scene.now, None
    row.asked_at = row.refused_at = row.offered_at = None
    scene.session.flush()
    nicknames.take_own(scene.session, scene.vault, row)


@apply.register
def _(effect: effects.Admit, scene: Scene) -> None:
    _enter(scene.membership(effect.membership_id), Role.MEMBER, scene)


@apply.register
def _(effect: effects.Refuse, scene: Scene) -> None:
    row = scene.membership(effect.membership_id)
    row.asked_at, row.refused_at = None, scene.now


@apply.register
def _(effect: effects.EndMembership, scene: Scene) -> None:
    end(scene.membership(effect.membership_id), scene)


@apply.register
def _(effect: effects.RemoveMember, scene: Scene) -> None:
    end(scene.membership(effect.membership_id), scene)


def end(row: MembershipRow, scene: Scene) -> None:
    """The number stays theirs; nickname, pause, rank and what goes with it do not."""
    _lower(row, scene)
    row.left_at, row.role = scene.now, Role.MEMBER
    row.asked_at = row.paused_until = None
    row.alerts_paused = False
    row.nickname_sealed = row.nickname_key = None


@apply.register
def _(effect: effects.Ban, scene: Scene) -> None:
    row = scene.membership(effect.membership_id)
    if row.left_at is None:
        end(row, scene)
    row.asked_at = None
    lookup = people.ban_lookup(scene.session, scene.vault, row.group_id, row.person_id)
    if lookup is not None:
        ban = BanRow(group_id=row.group_id, phone_lookup=lookup, membership_id=row.id, created_at=scene.now)
        scene.session.merge(ban)


@apply.register
def _(effect: effects.Unban, scene: Scene) -> None:
    scene.session.execute(delete(BanRow).where(BanRow.membership_id == effect.membership_id))


@apply.register
def _(effect: effects.ChangeRole, scene: Scene) -> None:
    row = scene.membership(effect.membership_id)
    if effect.role not in RUNS:
        _lower(row, scene)
    row.role = effect.role


def _lower(row: MembershipRow, scene: Scene) -> None:
    """Questions for leaders are theirs no more."""
    if row.role in RUNS and row.person_id is not None:
        questions.withdraw_from(scene.session, row.person_id, row.group_id)


@apply.register
def _(effect: effects.OfferOwnership, scene: Scene) -> None:
    scene.membership(effect.membership_id).offered_at = scene.now


@apply.register
def _(effect: effects.TakeNickname, scene: Scene) -> None:
    if effect.everywhere:
        scene.person().nickname_sealed = scene.vault.seal(effect.nickname)
    for membership_id in effect.membership_ids:
        nicknames.give(scene.session, scene.vault, scene.membership(membership_id), effect.nickname)


@apply.register
def _(effect: effects.Pause, scene: Scene) -> None:
    _pause(effect.membership_ids, effect.until, effect.alerts_too, scene)


@apply.register
def _(effect: effects.Resume, scene: Scene) -> None:
    _pause(effect.membership_ids, None, False, scene)


def _pause(membership_ids: tuple[int, ...], until: datetime | None, alerts_too: bool, scene: Scene) -> None:
    rows = update(MembershipRow).where(MembershipRow.id.in_(membership_ids))
    scene.session.execute(rows.values(paused_until=until, alerts_paused=alerts_too))


@apply.register
def _(effect: effects.CarryMembership, scene: Scene) -> None:
    """A row that the new phone has in that group already goes to the old one, ended."""
    row = scene.membership(effect.membership_id)
    other = scene.session.scalar(
        select(MembershipRow).where(
            MembershipRow.group_id == row.group_id, MembershipRow.person_id == effect.to_person_id
        )
    )
    before = row.person_id
    if other is not None:
        other.person_id = None
        if other.left_at is None:
            end(other, scene)
        scene.session.flush()
    row.person_id, row.role, row.offered_at = effect.to_person_id, effect.role, None
    scene.session.flush()
    if other is not None:
        other.person_id = before
