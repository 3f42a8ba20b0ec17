"""The stand-in's own SQLite tables."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from sqlalchemy import Boolean, Column, Engine, Integer, MetaData, String, Table, TypeDecorator, event


class Moment(TypeDecorator[datetime]):
    """An aware time, kept as UTC text of constant width so that text order is time order."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sql.Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: sql.Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData()

# One number that grows with every change; each row carries the value of its last change,
# which is all that a page needs to resume after a pause of any length.
counter = Table("counter", metadata, Column("value", Integer, nullable=False))

phones = Table(
    "phones",
    metadata,
    Column("number", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("label", String, nullable=False),
    Column("fault", String, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("revision", Integer, nullable=False, index=True),
)

# Numbers that texted STOP, whether or not the page shows their phone.
stops = Table("stops", metadata, Column("number", String, primary_key=True))

messages = Table(
    "messages",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("revision", Integer, nullable=False, index=True),
    Column("sid", String, nullable=False, unique=True),
    Column("direction", String, nullable=False),
    Column("sender", String, index=True),
    Column("recipient", String, nullable=False, index=True),
    Column("phone", String, nullable=False, index=True),
    Column("body", String, nullable=False),
    Column("status", String, nullable=False, index=True),
    Column("error_code", Integer),
    Column("encoding", String, nullable=False),
    Column("segments", Integer, nullable=False),
    Column("status_callback", String, nullable=False),
    Column("service_sid", String),
    Column("by_carrier", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("sent_at", Moment),
)

webhooks = Table(
    "webhooks",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

debugger = Table(
    "debugger",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("revision", Integer, nullable=False, index=True),
    Column("code", Integer, nullable=False),
    Column("message", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("url", String, nullable=False),
    Column("message_sid", String, nullable=False),
    Column("at", Moment, nullable=False),
)


def open_database(path: Path) -> Engine:
    """The database at `path`, created with its tables when it is not there yet.

    Raises `sqlalchemy.exc.OperationalError` when the file cannot be opened.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = sql.create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _prepare)
    metadata.create_all(engine)
    with engine.begin() as connection:
        if connection.execute(sql.select(counter.c.value)).first() is None:
            connection.execute(counter.insert().values(value=0))
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    # A power cut may lose the last texts of a simulator, never damage the file: that is what NORMAL gives.
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=5000")
