"""One write of the stand-in: a transaction, a revision for what changed, and a ring for who waits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import sqlalchemy as sql
from sqlalchemy import Connection

from bot.carriers.simulator.bell import Bell
from bot.carriers.simulator.schema import counter, open_database


class Database:
    """The file, the clock and the bell that the stores share.

    Statements run in the event loop: each is one short write to a local file, which is cheaper than a thread.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self._engine = open_database(path)
        self.clock = clock
        self.bell = Bell()

    @contextmanager
    def change(self) -> Iterator[tuple[Connection, int]]:
        """A transaction and the revision to give to every row that it changes; rings when it is committed."""
        with self._engine.begin() as connection:
            grown = sql.update(counter).values(value=counter.c.value + 1).returning(counter.c.value)
            revision: int = connection.execute(grown).scalar_one()
            yield connection, revision
        self.bell.ring()

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """A connection to read with."""
        with self._engine.connect() as connection:
            yield connection

    def revision(self) -> int:
        """The revision of the latest change."""
        with self.look() as connection:
            revision: int = connection.execute(sql.select(counter.c.value)).scalar_one()
        return revision

    def close(self) -> None:
        """Closes the file."""
        self._engine.dispose()
