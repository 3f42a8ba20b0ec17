"""Migrations: from nothing, step by step, and what they make is what the tables say."""

from __future__ import annotations

import subprocess
import sys
from subprocess import PIPE

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from bot.settings import ROOT
from bot.store import migrate
from bot.store.database import Database
from bot.store.tables import Base


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


def test_processes_that_start_at_once_migrate_one_after_another(empty: Database) -> None:
    script = "import sys; from bot.store import database, migrate; migrate.upgrade(database.Database(sys.argv[1]))"
    url = empty.url.render_as_string(hide_password=False)
    started = [subprocess.Popen([sys.executable, "-c", script, url], cwd=ROOT, stderr=PIPE) for _ in range(4)]
    ended = [process.communicate()[1].decode() for process in started]
    assert [process.returncode for process in started] == [0, 0, 0, 0], "\n".join(ended)
    assert migrate.is_current(empty)


def test_there_is_one_line_of_revisions_numbered_in_order() -> None:
    assert revisions() == [f"{number:04}" for number in range(1, len(revisions()) + 1)]
