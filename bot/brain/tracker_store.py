"""Keep a dialogue while it is open, and not a moment longer."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.brain.endpoint import turn_failed

# A question that nobody answered is forgotten after this time.
KEEP_SECONDS = 24 * 3600
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000", "secure_delete=ON", "temp_store=MEMORY")


def prepare_connection(connection: Any, _: Any) -> None:
    """Let readers and a writer work at once, and overwrite what is deleted."""
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


class DialogueTrackerStore(SQLTrackerStore):
    """Rasa's SQL store on SQLite, that holds nothing but open dialogues."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **settings: Any,
    ) -> None:
        """Open brain.db in SMSUP_DATA_DIR (var/ when not set), unless the settings name another db."""
        if "db" not in settings:
            folder = Path(os.environ.get("SMSUP_DATA_DIR", "var"))
            folder.mkdir(parents=True, exist_ok=True)
            settings["db"] = str(folder / "brain.db")
        super().__init__(domain, host=host, event_broker=event_broker, **settings)
        # The base class has connected already, without the pragmas: start again with them.
        self.engine.dispose()
        # An error would else say ids and texts, and Rasa logs it.
        self.engine.hide_parameters = True
        sa.event.listen(self.engine, "connect", prepare_connection)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store a dialogue that waits for an answer; forget one that is over. A failed turn changes nothing."""
        if turn_failed.get():
            return
        if tracker.active_loop_name:
            self.delete_before(time.time() - KEEP_SECONDS)
            await super().save(tracker)
        else:
            self.delete(tracker.sender_id)

    def delete(self, sender_id: str) -> None:
        """Delete all that is stored of a sender; nothing happens when there is nothing."""
        with self.session_scope() as session:
            own = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id)
            # Most texts leave nothing behind: looking is much cheaper than a write that does nothing.
            if own.first() is not None:
                own.delete(synchronize_session=False)
                session.commit()

    def forget(self, sender_id: str) -> None:
        """Delete all that is stored of a sender, and leave no byte of it in the files.

        sqlalchemy's OperationalError or TimeoutError when another process holds the store for 5 seconds: then the
        bytes may still be there, and this can be tried again.
        """
        self.delete(sender_id)
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # SQLite leaves copies of rows that it once moved between pages, also with secure_delete.
            connection.execute(sa.text("VACUUM"))
            busy = connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]
        if busy:
            raise TimeoutError("the log of the dialogues could not be emptied")

    def delete_before(self, moment: float) -> None:
        """Delete the dialogues whose last event is older than a moment (seconds since 1970)."""
        with self.session_scope() as session:
            old = (
                session.query(self.SQLEvent.sender_id)
                .group_by(self.SQLEvent.sender_id)
                .having(sa.func.max(self.SQLEvent.timestamp) < moment)
            )
            for (sender_id,) in old.all():
                session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id).delete()
            session.commit()


def dialogue_store(store: TrackerStore) -> DialogueTrackerStore | None:
    """Return our store from inside the one that Rasa wraps around it; None when another store is configured."""
    inner = getattr(store, "_tracker_store", store)
    return inner if isinstance(inner, DialogueTrackerStore) else None
