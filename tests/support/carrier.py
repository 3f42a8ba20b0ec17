"""A carrier that takes every text and keeps it, or does what it is told instead."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from bot.carriers.base import Inbound, Outcome, Receipt, ReceiptState, Sent


@dataclass(frozen=True)
class Text:
    """A text as the carrier got it."""

    outbox_id: int
    to: str
    body: str
    urgent: bool
    message_id: str


class RecordingCarrier:
    """Implements `bot.carriers.base.Carrier`. `next_outcomes` are given first, then everything is accepted."""

    def __init__(self) -> None:
        self.taken: list[Text] = []
        self.next_outcomes: list[Outcome] = []
        self._numbers = count(1)
        self._lock = threading.Lock()

    def send(self, outbox_id: int, to: str, text: str, urgent: bool = False) -> Sent:
        with self._lock:
            outcome = self.next_outcomes.pop(0) if self.next_outcomes else Outcome.accepted
            if outcome is not Outcome.accepted:
                return Sent(outcome)
            message_id = f"SM{next(self._numbers):032x}"
            self.taken.append(Text(outbox_id, to, text, urgent, message_id))
            return Sent(outcome, message_id)

    def look_up(self, to: str, text: str, since: datetime) -> list[Receipt]:
        same = [taken for taken in self.taken if (taken.to, taken.body) == (to, text)]
        return [Receipt(taken.message_id, None, ReceiptState.sent, None) for taken in same]

    def received(self, since: datetime) -> list[Inbound]:
        return []

    def close(self) -> None:
        """Nothing is held."""
