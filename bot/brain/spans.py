"""Bring together what digits say (references) and what the words say (spans): one group, one whole body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

# Signs that end a sentence belong to the body they follow, when nothing but signs comes after them.
CLOSING = re.compile(r"[.!?…؟۔။၊]+$")
# What stands before a member's or a question's number and is no part of it: "#17", "№ 17".
SIGNS = re.compile(r"\A[\W_]+(?=\w)")
NUMBERED = ("member", "question")
# What a number of 3 to 8 digits is, when the words say so, rather than a group.
OWNERS = (*NUMBERED, "duration", "body")


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

    references: group numbers and phones with start, end, value. spans: what the words say. A number that belongs to
    something else (the body, a member, how long) is no group. Where the words call some of the numbers a group, the
    other numbers are none.
    """
    phones = [each for each in references if each["entity"] != "group"]
    numbers = [each for each in references if each["entity"] == "group"]
    body = whole_body(text, [span for span in spans if span.entity == "body"], references)
    words = [bare(text, span) for span in spans if span.entity != "body"]
    words = [span for span in words if not (body and body.touches(span.start, span.end)) and not among(phones, span)]
    words += [body] if body else []
    numbers = [each for each in numbers if not any(owns(span, each) for span in words)]
    called = [each for each in numbers if any(span.entity == "group" and among([each], span) for span in words)]
    said = [written(text, span) for span in words if span is body or not among(numbers, span)]
    return sorted((called or numbers) + phones + said, key=lambda entity: int(entity["start"]))


def bare(text: str, span: Span) -> Span:
    """Return a member or question without the signs before it: the member of "#17" is 17."""
    if span.entity not in NUMBERED:
        return span
    return replace(span, start=span.end - len(SIGNS.sub("", text[span.start : span.end])))


def among(references: list[dict[str, Any]], span: Span) -> bool:
    """Return whether a span and one of the references share a letter."""
    return any(span.touches(each["start"], each["end"]) for each in references)


def owns(span: Span, number: dict[str, Any]) -> bool:
    """Return whether digits that look like a group's number are a part of what the words say otherwise.

    A whole name is no owner: who calls a group "4321" means its number.
    """
    wider = span.end - span.start > number["end"] - number["start"]
    sure = span.entity in OWNERS or (span.entity != "group" and wider)
    return sure and span.covers(number["start"], number["end"])


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
