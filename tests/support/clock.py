"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """`now` is handed over wherever the service asks for the time."""

    def __init__(self, begin: datetime = MORNING) -> None:
        self.moment = begin

    def now(self) -> datetime:
        return self.moment

    def tick(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
