"""When a text that did not leave is tried again, or never."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Retry:
    """Doubling pauses, up to a longest one; `most` attempts in all, at least one."""

    first: timedelta = timedelta(seconds=1)
    longest: timedelta = timedelta(minutes=5)
    most: int = 60

    def __post_init__(self) -> None:
        if self.most < 1:
            raise ValueError("most must be at least 1")

    def next(self, attempts: int, now: datetime, told: float | None = None) -> datetime | None:
        """When to try again after that many attempts; None for never. `told`: seconds the carrier asked for."""
        if attempts >= self.most:
            return None
        pause = min(self.first * (1 << min(attempts - 1, 16)), self.longest)
        return now + max(pause, timedelta(seconds=told or 0))
