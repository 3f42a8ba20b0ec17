"""The debugger list, and where the number's events go: what an operator sets and watches at Twilio."""

from dataclasses import asdict, replace

import sqlalchemy as sql
from sqlalchemy.dialects.sqlite import insert

from bot.carriers.simulator.database import Database
from bot.carriers.simulator.errors import MESSAGES
from bot.carriers.simulator.records import DebugEntry, Webhooks
from bot.carriers.simulator.schema import debugger, webhooks


class Debugger:
    """Errors that Twilio met when it called the service."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def log(self, code: int, detail: str, url: str, message_sid: str) -> DebugEntry:
        """Keeps one error. `detail` says in words what happened."""
        with self._database.change() as (connection, revision):
            added = debugger.insert().values(
                revision=revision,
                code=code,
                message=MESSAGES.get(code, "Unknown error"),
                detail=detail,
                url=url,
                message_sid=message_sid,
                at=self._database.clock(),
            )
            return DebugEntry(**connection.execute(added.returning(*debugger.c)).one()._mapping)

    def latest(self, limit: int = 50) -> list[DebugEntry]:
        """The newest errors, newest first."""
        with self._database.look() as connection:
            rows = connection.execute(sql.select(debugger).order_by(debugger.c.id.desc()).limit(limit))
            return [DebugEntry(**row._mapping) for row in rows]

    def changes(self, after: int, limit: int) -> list[DebugEntry]:
        """Errors logged after this revision, in order."""
        with self._database.look() as connection:
            found = sql.select(debugger).where(debugger.c.revision > after).order_by(debugger.c.revision)
            return [DebugEntry(**row._mapping) for row in connection.execute(found.limit(limit))]


class WebhookBook:
    """The addresses given at the start, and what was set over them since."""

    def __init__(self, database: Database, defaults: Webhooks) -> None:
        self._database = database
        self._defaults = defaults

    def get(self) -> Webhooks:
        """The addresses in force."""
        with self._database.look() as connection:
            stored = {row.name: row.value for row in connection.execute(sql.select(webhooks))}
        return replace(self._defaults, **stored)

    def set(self, changed: dict[str, str | None]) -> Webhooks:
        """Sets some addresses; None takes one back to its default. Raises KeyError on an unknown name."""
        unknown = changed.keys() - asdict(self._defaults).keys()
        if unknown:
            raise KeyError(unknown.pop())
        with self._database.change() as (connection, _revision):
            for name, value in changed.items():
                connection.execute(webhooks.delete().where(webhooks.c.name == name))
                if value is not None:
                    connection.execute(insert(webhooks).values(name=name, value=value))
        return self.get()
