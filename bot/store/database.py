"""The engine and its transactions: SQLite in WAL mode, or PostgreSQL."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

Result = TypeVar("Result")

BUSY_MILLISECONDS = 30_000
RETRIES = 5


def now() -> datetime:
    return datetime.now(UTC)


class Database:
    """Gives sessions. `write()` holds SQLite's one write lock from its start, so nobody reads a stale row."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.engine = _engine(url)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: committed at the end of the block, rolled back by any exception."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self.engine.execution_options(smsup_read_only=True)) as session:
            yield session

    def in_transaction(self, work: Callable[[Session], Result]) -> Result:
        """Run the work in one transaction, again from the start when another one came first.

        Two people may take the same group number at once: the unique index lets one commit, and the other,
        run anew, sees the group and joins it.
        """
        for attempt in range(RETRIES):
            try:
                with self.write() as session:
                    return work(session)
            except (IntegrityError, OperationalError):
                if attempt == RETRIES - 1:
                    raise
        raise AssertionError("unreachable")

    def close(self) -> None:
        self.engine.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_size=20, max_overflow=20)
    engine = create_engine(parsed, pool_size=20, max_overflow=20)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_sqlite
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    _use_wal(connection)
    for pragma in (
        "synchronous = FULL",  # a text that was answered 200 survives a power cut, too
        "foreign_keys = ON",
        "secure_delete = ON",  # what is erased is overwritten, not only let go
    ):
        connection.execute(f"PRAGMA {pragma}")


def _use_wal(connection: sqlite3.Connection) -> None:
    """WAL stays with the file. Where two switch a new file at once, SQLite answers "locked" without any waiting."""
    until = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("smsup_read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
