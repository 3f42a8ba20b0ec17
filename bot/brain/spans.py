"""Bring together what digits say (references) and what the words say (spans): one group, one whole body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

# Signs that end a sentence belong to the body they follow, when nothing but signs comes after them.
CLOSING = re.compile(r"[.!?…؟۔။၊]+$")


@dataclass(frozen=True)
class Span:
    """A piece of the text, text[start:end], that is one entity."""

    entity: str
    start: int
    end: int

    def covers(self, start: int, end: int) -> bool:
        """Return whether the piece from start to end lies within this one."""
        return self.start <= start and end <= self.end

    def touches(self, start: int, end: int) -> bool:
        """Return whether any letter is in both."""
        return self.start < end and start < self.end


def settle(text: str, references: list[dict[str, Any]], spans: list[Span]) -> list[dict[str, Any]]:
    """Return the entities of a text in the order in which they stand there.

    references: group numbers and phones with start, end, value. spans: what the words say. A number inside the body
    is no group. Where the words call some of the numbers a group, the other numbers are none.
    """
    body = whole_body(text, [span for span in spans if span.entity == "body"], references)
    others = [span for span in spans if span.entity != "body" and not (body and body.touches(span.start, span.end))]
    numbers = [each for each in references if each["entity"] == "group"]
    if body:
        numbers = [each for each in numbers if not body.covers(each["start"], each["end"])]
    groups = [span for span in others if span.entity == "group"]
    called = [each for each in numbers if any(span.touches(each["start"], each["end"]) for span in groups)]
    kept = (called or numbers) + [each for each in references if each["entity"] != "group"]
    words = [span for span in others if not any(span.touches(each["start"], each["end"]) for each in references)]
    entities = kept + [written(text, span) for span in [*words, *([body] if body else [])]]
    return sorted(entities, key=lambda entity: int(entity["start"]))


def whole_body(text: str, pieces: list[Span], references: list[dict[str, Any]]) -> Span | None:
    """Return one body for the pieces found, or None: pieces grow together unless a group number stands between."""
    joined: list[Span] = []
    for piece in pieces:
        gap = Span("gap", joined[-1].end, piece.start) if joined else None
        apart = gap and any(gap.covers(each["start"], each["end"]) for each in references if each["entity"] == "group")
        if gap and not apart:
            joined[-1] = Span("body", joined[-1].start, piece.end)
        else:
            joined.append(piece)
    if not joined:
        return None
    longest = max(joined, key=lambda span: span.end - span.start)
    end = len(text) if CLOSING.fullmatch(text[longest.end :].strip()) else longest.end
    return Span("body", longest.start, len(text[:end].rstrip()))


def written(text: str, span: Span) -> dict[str, Any]:
    """Return Rasa's form of a span."""
    return {"entity": span.entity, "start": span.start, "end": span.end, "value": text[span.start : span.end]}
