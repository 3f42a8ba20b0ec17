"""Migrations: from nothing, step by step, and what they make is what the tables say."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from subprocess import PIPE

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect

from bot.errors import BrokenReferences
from bot.settings import ROOT
from bot.store import migrate
from bot.store.database import Database
from bot.store.tables import Base


class PowerCut(Exception):
    """In the midst of the second revision."""


def revisions() -> list[str]:
    """Oldest first."""
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def differences(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def test_an_empty_database_becomes_what_the_tables_say(empty: Database) -> None:
    assert not migrate.is_current(empty)
    migrate.upgrade(empty)
    assert migrate.is_current(empty)
    assert differences(empty) == []


def test_migrating_twice_changes_nothing(database: Database) -> None:
    before = inspect(database.engine).get_table_names()
    migrate.upgrade(database)
    assert inspect(database.engine).get_table_names() == before
    assert migrate.is_current(database)


def test_each_revision_upgrades_what_the_one_before_made(empty: Database) -> None:
    for revision in revisions():
        assert not migrate.is_current(empty)
        migrate.upgrade(empty, revision)
    assert migrate.is_current(empty)


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty: Database) -> None:
    """Nor can another process come in between two revisions and run the second one, too."""

    def fail(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "guests_ask" in statement:
            raise PowerCut

    event.listen(empty.engine, "before_cursor_execute", fail)
    with pytest.raises(PowerCut):
        migrate.upgrade(empty)
    event.remove(empty.engine, "before_cursor_execute", fail)
    assert inspect(empty.engine).get_table_names() == []
    migrate.upgrade(empty)
    assert migrate.is_current(empty)


def test_rows_that_refer_to_nothing_are_said_and_nothing_is_migrated(tmp_path: Path) -> None:
    """SQLite only: while it makes tables anew it looks at no reference. PostgreSQL always does."""
    with closing(Database(f"sqlite:///{tmp_path / 'broken.db'}")) as database:
        migrate.upgrade(database, "0001")
        columns = "(group_id, person_id, number, role, joined_at)"
        with database.engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql(f"INSERT INTO memberships {columns} VALUES (7, 'p', 1, 'member', '2026-01-01')")
            connection.commit()
        with pytest.raises(BrokenReferences, match="2 rows"):
            migrate.upgrade(database)
        assert "invitations" not in inspect(database.engine).get_table_names()


def test_processes_that_start_at_once_migrate_one_after_another(empty: Database) -> None:
    script = "import sys; from bot.store import database, migrate; migrate.upgrade(database.Database(sys.argv[1]))"
    url = empty.url.render_as_string(hide_password=False)
    started = [subprocess.Popen([sys.executable, "-c", script, url], cwd=ROOT, stderr=PIPE) for _ in range(4)]
    ended = [process.communicate()[1].decode() for process in started]
    assert [process.returncode for process in started] == [0, 0, 0, 0], "\n".join(ended)
    assert migrate.is_current(empty)


def test_there_is_one_line_of_revisions_numbered_in_order() -> None:
    assert revisions() == [f"{number:04}" for number in range(1, len(revisions()) + 1)]
