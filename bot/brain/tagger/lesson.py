"""What the network is taught with."""

from __future__ import annotations

from dataclasses import dataclass

from bot.brain.spans import Span


@dataclass(frozen=True)
class Lesson:
    """One annotated text."""

    text: str
    spans: list[Span]
    intent: str
