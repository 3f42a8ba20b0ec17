"""Brings a database to the newest migration; only forward."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.errors import BrokenReferences
from bot.store.database import Database

LOCK = 7_687_830  # any number, the same in every process
FOLDER = Path(__file__).parent / "migrations"


def upgrade(database: Database, to: str = "head") -> None:
    with database.engine.connect() as connection, _alone(connection), _without_references(connection):
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, to)


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """Of processes that start at once, one migrates and the others find it done. SQLite's write lock does the same."""
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
        connection.commit()


@contextmanager
def _without_references(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew: meanwhile nothing may insist on what refers to it. Checked after."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise BrokenReferences(len(broken))
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def is_current(database: Database) -> bool:
    with database.engine.connect() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
    return at == ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config
