"""What the network is taught with."""

from __future__ import annotations

from dataclasses import dataclass

from bot.brain.spans import Span


@dataclass(frozen=True)
class Lesson:
    """One annotated text; `other` is the same with other names or words in it, when there are any."""

    text: str
    spans: list[Span]
    intent: str
    other: tuple[str, list[Span]] | None = None
