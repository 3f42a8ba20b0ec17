"""Effects that carry words: posts and their deliveries, questions to leaders, reports, invitations."""

from __future__ import annotations

from sqlalchemy import Insert, insert, literal, select

from bot.errors import NoAuthor
from bot.store import effects, people
from bot.store.apply.scene import Scene, apply
from bot.store.reach import reached
from bot.store.states import OutboxState
from bot.store.tables import AskRow, InvitationRow, MembershipRow, OutboxRow, PersonRow, PostRow, ReportRow


@apply.register
def _(effect: effects.WritePost, scene: Scene) -> None:
    author = scene.own_membership(effect.group_id)
    if author is None or scene.inbox_id is None:
        raise NoAuthor(effect.group_id)
    post = PostRow(
        group_id=effect.group_id,
        membership_id=author.id,
        inbox_id=scene.inbox_id,
        body_sealed=scene.vault.seal(effect.body),
        urgent=effect.urgent,
        created_at=scene.now,
    )
    scene.session.add(post)
    scene.session.flush()
    scene.session.execute(_deliveries(post.id, effect, scene))


def _deliveries(post_id: int, effect: effects.WritePost, scene: Scene) -> Insert:
    """One statement, however large the group: an outbox row for each other member who gets texts now."""
    columns = {
        "person_id": MembershipRow.person_id,
        "post_id": literal(post_id),
        "inbox_id": literal(scene.inbox_id),
        "urgent": literal(effect.urgent),
        "state": literal(OutboxState.QUEUED.value),
        "attempts": literal(0),
        "receipt_rank": literal(0),
        "not_before": literal(scene.now, type_=OutboxRow.not_before.type),
        "created_at": literal(scene.now, type_=OutboxRow.created_at.type),
    }
    members = (
        select(*columns.values())
        .join(PersonRow, PersonRow.id == MembershipRow.person_id)
        .where(
            MembershipRow.group_id == effect.group_id,
            MembershipRow.person_id != scene.person_id,
            *reached(effect.urgent, scene.now),
        )
        .order_by(MembershipRow.id)
    )
    return insert(OutboxRow).from_select(list(columns), members, include_defaults=False)


@apply.register
def _(effect: effects.OpenAsk, scene: Scene) -> None:
    ask = AskRow(group_id=effect.group_id, number=effect.number, person_id=scene.person_id, created_at=scene.now)
    scene.session.add(ask)
    scene.session.flush()


@apply.register
def _(_effect: effects.NoteAnswer, _scene: Scene) -> None:
    """Only the event log wants to know: a leader may add a second answer."""


@apply.register
def _(effect: effects.FileReport, scene: Scene) -> None:
    report = ReportRow(
        group_id=effect.group_id,
        person_id=scene.person_id,
        post_id=effect.post_id,
        body_sealed=scene.vault.seal(effect.body) if effect.body else None,
        created_at=scene.now,
    )
    scene.session.add(report)
    scene.session.flush()


@apply.register
def _(effect: effects.NoteInvitation, scene: Scene) -> None:
    invitation = InvitationRow(
        group_id=effect.group_id,
        phone_lookup=people.in_group(scene.vault, effect.group_id, effect.phone),
        membership_id=effect.membership_id,
        created_at=scene.now,
    )
    scene.session.add(invitation)
