"""Migration 0002 on a database that lived with 0001: nothing is lost, and the service goes on with what it finds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import MetaData, RowMapping, func, inspect, select, text
from sqlalchemy.exc import IntegrityError

from bot.store import migrate
from bot.store.database import Database
from bot.store.states import OutboxState
from bot.store.tables import GroupRow, MembershipRow, OutboxRow, PersonRow, PostRow
from bot.store.vault import Vault
from tests.support.clock import Clock
from tests.support.first_tables import lived
from tests.support.seed import person
from tests.support.stage import Stage, name_of


@pytest.fixture
def old(empty: Database, vault: Vault, clock: Clock) -> Database:
    """At 0001, with rows of every table."""
    migrate.upgrade(empty, "0001")
    tables = _tables(empty)
    with empty.engine.begin() as connection:
        for name, rows in lived(vault, clock).items():
            connection.execute(tables.tables[name].insert(), rows)
        if empty.engine.dialect.name == "postgresql":  # its own counters do not see ids that are given
            for name in ("groups", "memberships", "inbox", "posts", "outbox"):
                connection.execute(
                    text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))")
                )
    return empty


@pytest.fixture
def migrated(old: Database) -> Database:
    migrate.upgrade(old, "0002")
    return old


@pytest.fixture
def stage(migrated: Database, clock: Clock) -> Iterator[Stage]:
    migrate.upgrade(migrated)
    with closing(Stage(migrated, clock)) as made:
        yield made


def _tables(database: Database) -> MetaData:
    """What is really there, with the types that the database gives."""
    found = MetaData()
    found.reflect(database.engine)
    return found


def _rows(database: Database, columns: dict[str, list[str]]) -> dict[str, list[RowMapping]]:
    """These columns of these tables, in order."""
    tables = _tables(database).tables
    with database.engine.connect() as connection:
        return {
            name: list(
                connection.execute(
                    select(*(tables[name].c[key] for key in keys)).order_by(keys[0])
                )  # the first is the key
                .mappings()
                .all()
            )
            for name, keys in columns.items()
        }


def test_every_row_and_every_value_is_still_there(old: Database, vault: Vault, clock: Clock) -> None:
    columns = {name: list(rows[0]) for name, rows in lived(vault, clock).items()}
    before = _rows(old, columns)
    migrate.upgrade(old, "0002")
    after = _rows(old, columns)
    names = [dict(group) for group in after["groups"]]
    assert [group.pop("name_key") for group in names] == ["clinicnor", None, None], "spaces do not tell names apart"
    assert names == [{key: group[key] for key in columns["groups"] if key != "name_key"} for group in before["groups"]]
    assert after | {"groups": before["groups"]} == before
    assert {name: len(rows) for name, rows in before.items()} == {
        **{"people": 3, "groups": 3, "memberships": 5, "inbox": 3},
        **{"posts": 2, "outbox": 4, "questions": 1},
    }


def test_every_reference_still_leads_somewhere(migrated: Database) -> None:
    if migrated.engine.dialect.name == "sqlite":
        with migrated.engine.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    for statement in (
        "UPDATE memberships SET group_id = 99 WHERE id = 1",
        "UPDATE inbox SET person_id = 'nobody' WHERE id = 1",
        "UPDATE outbox SET post_id = 99 WHERE id = 1",
        "UPDATE questions SET person_id = 'nobody'",
        "DELETE FROM people",
        "DELETE FROM posts",
    ):
        with pytest.raises(IntegrityError), migrated.engine.begin() as connection:
            connection.execute(text(statement))


@pytest.mark.parametrize("table", ["inbox", "outbox"])
def test_an_id_is_never_given_twice(migrated: Database, table: str) -> None:
    """Receipts and webhooks name rows by id: a second life of one would get another's receipt."""
    names = [column["name"] for column in inspect(migrated.engine).get_columns(table) if column["name"] != "id"]
    unlike = {"message_id": "'SM-copy'", "post_id": "NULL"}
    copied = ", ".join(unlike.get(name, name) for name in names)
    copy = f"INSERT INTO {table} ({', '.join(names)}) SELECT {copied} FROM {table} WHERE id = 1 RETURNING id"
    with migrated.engine.begin() as connection:
        highest = connection.execute(text(f"SELECT max(id) FROM {table}")).scalar_one()
        first = connection.execute(text(copy)).scalar_one()
        connection.execute(text(f"DELETE FROM {table} WHERE id = {first}"))
        assert (first, connection.execute(text(copy)).scalar_one()) == (highest + 1, highest + 2)


def test_what_is_new_begins_as_it_was_before(migrated: Database, clock: Clock) -> None:
    with migrated.read() as session:
        groups = session.scalars(select(GroupRow)).all()
        members = session.scalars(select(MembershipRow)).all()
        people = {row.id[:5].rstrip("0"): row for row in session.scalars(select(PersonRow))}
        posts = session.scalars(select(PostRow)).all()
    assert {(g.joining.value, g.posting.value, g.guests_ask, g.closed_at) for g in groups} == {
        ("open", "members", True, None)
    }
    fresh = {(m.nickname_sealed, m.nickname_key, m.paused_until, m.alerts_paused, m.asked_at) for m in members}
    assert fresh == {(None, None, None, False, None)}
    assert {(m.refused_at, m.offered_at) for m in members} == {(None, None)}
    assert {post.urgent for post in posts} == {False}
    assert {(p.nickname_sealed, p.terms_at, p.forgotten_at) for p in people.values()} == {(None, None, None)}
    assert people["amina"].seen_at == clock.now(), "when the last text came"
    assert people["chit"].seen_at is None


def test_the_database_itself_fills_in_what_is_not_said(migrated: Database) -> None:
    """A service of the version before may still write while the next one starts."""
    with migrated.engine.begin() as connection:
        made = "INSERT INTO groups (number, language, created_at) VALUES ('8088', 'en', CURRENT_TIMESTAMP) RETURNING id"
        group = connection.execute(text(made)).scalar()
        connection.execute(
            text(
                "INSERT INTO memberships (group_id, person_id, number, role, joined_at)"
                " SELECT :group, id, 1, 'owner', CURRENT_TIMESTAMP FROM people WHERE id LIKE 'amina%'"
            ),
            {"group": group},
        )
        connection.execute(
            text(
                "INSERT INTO posts (group_id, membership_id, inbox_id, body_sealed, created_at)"
                " SELECT group_id, id, 1, :body, CURRENT_TIMESTAMP FROM memberships WHERE group_id = :group"
            ),
            {"group": group, "body": b""},
        )
        found = connection.execute(
            text(
                "SELECT joining, posting, guests_ask, alerts_paused, urgent FROM groups"
                " JOIN memberships ON memberships.group_id = groups.id JOIN posts ON posts.group_id = groups.id"
                " WHERE groups.id = :group"
            ),
            {"group": group},
        ).one()
    assert tuple(found) == ("open", "members", True, False, False)


def test_the_question_that_was_open_is_answered_by_its_digit(stage: Stage) -> None:
    stage.settle()
    answer, *_ = stage.says("Amina", "2")
    assert "7020" in answer.body
    with stage.database.read() as session:
        left = session.scalars(select(GroupRow.number).join(MembershipRow).where(MembershipRow.left_at.is_not(None)))
        assert set(left) == {"4321", "7020"}
        mine = select(func.count()).where(MembershipRow.left_at.is_(None))
        amina = person(session, stage.vault, "Amina", stage.clock.now()).id
        assert session.scalar(mine.where(MembershipRow.person_id == amina)) == 1


def test_a_question_of_before_ends_when_its_hour_is_over(stage: Stage) -> None:
    stage.clock.tick(3601)
    stage.says("Amina", "2")
    with stage.database.read() as session:
        assert "utter_question_expired" in session.scalars(select(OutboxRow.reply)).all()


def test_a_post_that_waited_goes_out_and_the_group_goes_on(stage: Stage) -> None:
    before = stage.settle()
    assert [(name_of(text.to), text.body) for text in before] == [("Bilal", "4321 #1: waits")]
    texts = stage.says("Amina", "4321 and now?")
    assert [text.body for text in texts if name_of(text.to) == "Bilal"] == ["4321 #1: and now?"]
    with stage.database.read() as session:
        states = session.scalars(select(OutboxRow.state).where(OutboxRow.id <= 4).order_by(OutboxRow.id)).all()
    assert states == [OutboxState.DELIVERED, OutboxState.SENT, OutboxState.SENT, OutboxState.DROPPED]
