"""The whole life of a group: policies, nicknames, pauses, bans, invitations, questions to leaders, codes, events"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _groups()
    _people()
    _memberships()
    _texts()
    _questions()
    _new_tables()


def _groups() -> None:
    with op.batch_alter_table("groups") as table:
        table.alter_column("number", existing_type=sa.String(8), nullable=True)
        table.add_column(sa.Column("joining", sa.String(16), nullable=False, server_default="open"))
        table.add_column(sa.Column("posting", sa.String(16), nullable=False, server_default="members"))
        table.add_column(sa.Column("guests_ask", sa.Boolean(), nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("closed_at", MOMENT, nullable=True))
    _join_names()


def _join_names() -> None:
    """Names are compared without spaces from now on; the second of two that become the same is called by number."""
    groups = sa.table("groups", sa.column("id"), sa.column("name_key"))
    seen: set[str] = set()
    named = sa.select(groups.c.id, groups.c.name_key).where(groups.c.name_key.is_not(None)).order_by(groups.c.id)
    rows = op.get_bind().execute(named).all()
    op.execute(groups.update().values(name_key=None))  # or the first would meet the second before that has none
    for group_id, name_key in rows:
        key = name_key.replace(" ", "")
        value = None if key in seen else key
        seen.add(key)
        op.execute(groups.update().where(groups.c.id == group_id).values(name_key=value))


def _people() -> None:
    with op.batch_alter_table("people") as table:
        table.add_column(sa.Column("nickname_sealed", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("seen_at", MOMENT, nullable=True))
        table.add_column(sa.Column("terms_at", MOMENT, nullable=True))
        table.add_column(sa.Column("forgotten_at", MOMENT, nullable=True))
        table.create_index("ix_people_forgotten_at", ["forgotten_at"])
    # Nobody has seen the terms yet; everybody was seen when their last text came.
    people, inbox = (
        sa.table("people", sa.column("id"), sa.column("seen_at")),
        sa.table("inbox", sa.column("person_id"), sa.column("received_at")),
    )
    last = sa.select(sa.func.max(inbox.c.received_at)).where(inbox.c.person_id == people.c.id).scalar_subquery()
    op.execute(people.update().values(seen_at=last))


def _memberships() -> None:
    with op.batch_alter_table("memberships") as table:
        table.alter_column("person_id", existing_type=sa.String(16), nullable=True)
        table.add_column(sa.Column("nickname_sealed", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("nickname_key", sa.String(64), nullable=True))
        table.add_column(sa.Column("paused_until", MOMENT, nullable=True))
        table.add_column(sa.Column("alerts_paused", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("asked_at", MOMENT, nullable=True))
        table.add_column(sa.Column("refused_at", MOMENT, nullable=True))
        table.add_column(sa.Column("offered_at", MOMENT, nullable=True))
        table.create_unique_constraint("uq_memberships_group_id_nickname_key", ["group_id", "nickname_key"])


def _texts() -> None:
    """What stays when a person is erased has no person and no words any more."""
    with op.batch_alter_table("inbox", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.alter_column("person_id", existing_type=sa.String(16), nullable=True)
        table.alter_column("body_sealed", existing_type=sa.LargeBinary(), nullable=True)
    with op.batch_alter_table("posts") as table:
        table.alter_column("body_sealed", existing_type=sa.LargeBinary(), nullable=True)
        table.add_column(sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.alter_column("person_id", existing_type=sa.String(16), nullable=True)


def _questions() -> None:
    """A person may have several, of which one is asked: those open now stay open."""
    old = sa.table("questions", *map(sa.column, ("person_id", "sealed", "asked_at", "expires_at")))
    kept = op.get_bind().execute(sa.select(old)).mappings().all()
    op.drop_table("questions")
    questions = op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(32), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_questions_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_index(op.f("ix_questions_person_id"), "questions", ["person_id"])
    op.create_index(op.f("ix_questions_subject"), "questions", ["subject"])
    for row in kept:
        asked, expires = _moment(row["asked_at"]), _moment(row["expires_at"])
        values = {"person_id": row["person_id"], "sealed": row["sealed"], "created_at": asked}
        op.execute(questions.insert().values(**values, asked_at=asked, expires_at=expires))


def _moment(kept: str | datetime) -> datetime:
    """SQLite has no moments of its own: they are written without a zone."""
    moment = datetime.fromisoformat(kept) if isinstance(kept, str) else kept
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _new_tables() -> None:
    op.create_table(
        "bans",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("phone_lookup", sa.String(64), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_bans_group_id")),
        sa.ForeignKeyConstraint(["membership_id"], ["memberships.id"], name=op.f("fk_bans_membership_id")),
        sa.PrimaryKeyConstraint("group_id", "phone_lookup", name=op.f("pk_bans")),
    )
    op.create_table(
        "stops",
        sa.Column("phone_lookup", sa.String(64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("phone_lookup", name=op.f("pk_stops")),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("phone_lookup", sa.String(64), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_invitations_group_id")),
        sa.ForeignKeyConstraint(["membership_id"], ["memberships.id"], name=op.f("fk_invitations_membership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
    )
    op.create_index("ix_invitations_group_id_phone_lookup", "invitations", ["group_id", "phone_lookup"])
    op.create_table(
        "asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(16), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_asks_group_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_asks_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asks")),
        sa.UniqueConstraint("group_id", "number", name=op.f("uq_asks_group_id_number")),
    )
    op.create_index(op.f("ix_asks_person_id"), "asks", ["person_id"])
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(16), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_reports_group_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reports_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_reports_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("post_id", "person_id", name=op.f("uq_reports_post_id_person_id")),
    )
    op.create_index(op.f("ix_reports_person_id"), "reports", ["person_id"])
    op.create_table(
        "codes",
        sa.Column("person_id", sa.String(16), nullable=False),
        sa.Column("bearer_id", sa.String(16), nullable=True),
        sa.Column("code_lookup", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["bearer_id"], ["people.id"], name=op.f("fk_codes_bearer_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_codes_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_codes")),
    )
    op.create_index(op.f("ix_codes_bearer_id"), "codes", ["bearer_id"])
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("person_id", sa.String(16), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_events_group_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_events_person_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["memberships.id"], name=op.f("fk_events_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index("ix_events_group_id_act_at", "events", ["group_id", "act", "at"])
    op.create_index("ix_events_person_id_act_at", "events", ["person_id", "act", "at"])
