"""The account's message log, which is also each phone's thread."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sql
from sqlalchemy import Row

from bot.carriers.simulator.database import Database
from bot.carriers.simulator.records import Direction, Message, Status
from bot.carriers.simulator.schema import messages, phones
from bot.text.segments import count

UNFINISHED = (Status.ACCEPTED, Status.QUEUED, Status.SENDING, Status.SENT)


@dataclass(frozen=True)
class Draft:
    """What makes a message before it has a sid. `sender` None: the messaging service chooses later."""

    direction: Direction
    sender: str | None
    recipient: str
    body: str
    status: Status
    status_callback: str = ""
    service_sid: str | None = None
    by_carrier: bool = False

    @property
    def phone(self) -> str:
        """The far end, whichever way the message goes."""
        return self.sender or "" if self.direction is Direction.INBOUND else self.recipient


@dataclass(frozen=True)
class Filter:
    """Which messages of the log: None means any. Times are inclusive and leave out what was not sent yet."""

    recipient: str | None = None
    sender: str | None = None
    sent_from: datetime | None = None
    sent_until: datetime | None = None
    before_sid: str | None = None


class MessageLog:
    """Messages by sid, newest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, draft: Draft) -> Message:
        """Keeps a new message under a fresh sid."""
        counted, now = count(draft.body), self._database.clock()
        with self._database.change() as (connection, revision):
            added = messages.insert().values(
                revision=revision,
                sid=f"SM{secrets.token_hex(16)}",
                direction=draft.direction,
                sender=draft.sender,
                recipient=draft.recipient,
                phone=draft.phone,
                body=draft.body,
                status=draft.status,
                encoding=counted.encoding.value,
                segments=counted.segments,
                status_callback=draft.status_callback,
                service_sid=draft.service_sid,
                by_carrier=draft.by_carrier,
                created_at=now,
                updated_at=now,
                sent_at=now if draft.status is Status.RECEIVED else None,
            )
            return _message(connection.execute(added.returning(*messages.c)).one())

    def update(self, sid: str, **values: Any) -> Message:
        """Sets columns of one message: `status`, `error_code`, `sender`, `sent_at`."""
        with self._database.change() as (connection, revision):
            changed = messages.update().where(messages.c.sid == sid).returning(*messages.c)
            changed = changed.values(revision=revision, updated_at=self._database.clock(), **values)
            return _message(connection.execute(changed).one())

    def get(self, sid: str) -> Message | None:
        """The message that the account sees under this sid, or None."""
        found = sql.select(messages).where(messages.c.sid == sid, ~messages.c.by_carrier)
        return next(iter(self._read(found)), None)

    def find(self, wanted: Filter, limit: int) -> list[Message]:
        """The newest `limit` messages of the account's log that pass the filter."""
        found = sql.select(messages).where(~messages.c.by_carrier)
        if wanted.recipient is not None:
            found = found.where(messages.c.recipient == wanted.recipient)
        if wanted.sender is not None:
            found = found.where(messages.c.sender == wanted.sender)
        if wanted.sent_from is not None:
            found = found.where(messages.c.sent_at >= wanted.sent_from)
        if wanted.sent_until is not None:
            found = found.where(messages.c.sent_at <= wanted.sent_until)
        if wanted.before_sid is not None:
            last = sql.select(messages.c.sequence).where(messages.c.sid == wanted.before_sid).scalar_subquery()
            found = found.where(messages.c.sequence < last)
        return self._read(found.order_by(messages.c.sequence.desc()).limit(limit))

    def thread(self, number: str, limit: int = 200) -> list[Message]:
        """The newest messages to and from one phone, oldest first."""
        found = sql.select(messages).where(messages.c.phone == number)
        return self._read(found.order_by(messages.c.sequence.desc()).limit(limit))[::-1]

    def unfinished(self) -> list[Message]:
        """Outbound messages that a stop of this process left on their way, oldest first."""
        found = sql.select(messages).where(messages.c.status.in_(UNFINISHED)).order_by(messages.c.sequence)
        return self._read(found)

    def changes(self, after: int, limit: int) -> list[Message]:
        """Messages of phones on the page changed after this revision, in order of change."""
        shown = sql.select(phones.c.number).where(~phones.c.removed)
        found = sql.select(messages).where(messages.c.revision > after, messages.c.phone.in_(shown))
        return self._read(found.order_by(messages.c.revision).limit(limit))

    def _read(self, query: sql.Select[Any]) -> list[Message]:
        with self._database.look() as connection:
            return [_message(row) for row in connection.execute(query)]


def _message(row: Row[Any]) -> Message:
    values = dict(row._mapping)
    values |= {"direction": Direction(row.direction), "status": Status(row.status)}
    return Message(**values)
