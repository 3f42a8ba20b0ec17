"""Migrations: from nothing, step by step, and what they make is what the tables say."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from subprocess import PIPE

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from bot.settings import ROOT
from bot.store import migrate
from bot.store.database import Database
from bot.store.tables import Base
from tests.conftest import needed_server


def revisions() -> list[str]:
    """Oldest first."""
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


@pytest.fixture
def empty(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    if database_kind == "PostgreSQL":
        url = needed_server(request).create(f"empty_{request.node.name.replace('[', '_').strip(']')[-40:]}")
    with closing(Database(url)) as made:
        yield made


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
