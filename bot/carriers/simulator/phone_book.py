"""The phones, and which numbers texted STOP."""

from typing import Any

import sqlalchemy as sql
from sqlalchemy import Connection, Row
from sqlalchemy.dialects.sqlite import insert

from bot.carriers.simulator.database import Database
from bot.carriers.simulator.records import Fault, Kind, Phone
from bot.carriers.simulator.schema import messages, phones, stops

# Only numbers that no real phone can have: the 555 exchange is kept for fiction.
PROPOSED = "+1555010{:04d}"


class PhoneBook:
    """Phones by number. A removed phone keeps its thread: the same number added again shows it again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Phone]:
        """The phones that are not removed, oldest first."""
        with self._database.look() as connection:
            rows = connection.execute(_phones().where(~phones.c.removed).order_by(sql.text("phones.rowid")))
            return [_phone(row) for row in rows]

    def get(self, number: str) -> Phone | None:
        """The phone with this number, None when there is none or it was removed."""
        with self._database.look() as connection:
            row = connection.execute(_phones().where(phones.c.number == number, ~phones.c.removed)).first()
        return None if row is None else _phone(row)

    def add(self, number: str, kind: Kind, label: str) -> Phone:
        """A new phone, switched on. A removed one with this number comes back."""
        with self._database.change() as (connection, revision):
            values = {
                "kind": kind,
                "label": label,
                "fault": Fault.NONE,
                "removed": False,
                "revision": revision,
            }
            connection.execute(
                insert(phones)
                .values(number=number, **values)
                .on_conflict_do_update(index_elements=["number"], set_=values)
            )
            return _phone(connection.execute(_phones().where(phones.c.number == number)).one())

    def change(self, number: str, **values: Any) -> None:
        """Sets columns of one phone: `fault`, `label`, `kind` or `removed`."""
        with self._database.change() as (connection, revision):
            _touch(connection, number, revision, **values)

    def stop(self, number: str) -> None:
        """From now on nothing may be sent to this number."""
        with self._database.change() as (connection, revision):
            connection.execute(insert(stops).values(number=number).on_conflict_do_nothing())
            _touch(connection, number, revision)

    def start(self, number: str) -> None:
        """Undoes `stop`."""
        with self._database.change() as (connection, revision):
            connection.execute(stops.delete().where(stops.c.number == number))
            _touch(connection, number, revision)

    def stopped(self, number: str) -> bool:
        """Whether this number texted STOP and not START since."""
        with self._database.look() as connection:
            return connection.execute(sql.select(stops).where(stops.c.number == number)).first() is not None

    def propose(self, taken: str) -> str:
        """The first fictional number, other than `taken`, that neither a phone nor a message has ever had.

        Raises LookupError when there is none left.
        """
        numbers = [PROPOSED.format(place) for place in range(1, 10_000)]
        texted = messages.c.phone.between(numbers[0], numbers[-1])
        with self._database.look() as connection:
            used = set(connection.execute(sql.select(phones.c.number)).scalars()) | {taken}
            used |= set(connection.execute(sql.select(messages.c.phone).where(texted).distinct()).scalars())
        free = (number for number in numbers if number not in used)
        proposed = next(free, None)
        if proposed is None:
            raise LookupError("every fictional number is taken")
        return proposed

    def changes(self, after: int, limit: int) -> list[Phone]:
        """Phones changed after this revision, removed ones too, in order of change."""
        with self._database.look() as connection:
            changed = _phones().where(phones.c.revision > after).order_by(phones.c.revision).limit(limit)
            return [_phone(row) for row in connection.execute(changed)]


def _phones() -> sql.Select[Any]:
    stopped = sql.exists().where(stops.c.number == phones.c.number).label("stopped")
    return sql.select(phones, stopped)


def _touch(connection: Connection, number: str, revision: int, **values: Any) -> None:
    connection.execute(phones.update().where(phones.c.number == number).values(revision=revision, **values))


def _phone(row: Row[Any]) -> Phone:
    return Phone(
        number=row.number,
        kind=Kind(row.kind),
        label=row.label,
        fault=Fault(row.fault),
        removed=row.removed,
        stopped=bool(row.stopped),
        revision=row.revision,
    )
