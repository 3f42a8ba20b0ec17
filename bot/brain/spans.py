"""Bring together what numbers say (references) and what the words say (spans): one group, one whole body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.brain.references import FEWEST_DIGITS, MOST_DIGITS, SPACED, Reference
from bot.text.digits import western

# Signs that end a sentence belong to the body they follow, when nothing but signs comes after them.
CLOSING = re.compile(r"[.!?…؟۔။၊]+$")
# So do those that stand right behind it.
GLUED = re.compile(r"(?<=\w)[.!?…؟۔။]*")
# What stands before a member's or a question's number and is no part of it: "#17", "№ 17".
SIGNS = re.compile(r"\A[\W_]+(?=\w)")
NUMBERED = ("member", "question")
# A small word that Arabic writes in one with the article of a group's name is no part of it: in the Garden, بالحديقة.
JOINED = re.compile(r"\Aب(?=ال\w\w)|\Aـ+")
# What stands around a name and is no part of it: “Amina”.
QUIET_SIGNS = " \t\r\n\u00a0.,،;؛:!?؟…۔။၊\"“”«»‹›‘’'()[]"
# What joins a body to the words before it and is no part of it, and quotation marks around it.
BEFORE, BEHIND = " \t\r\n\u00a0:،,;–—-", " \t\r\n\u00a0:,،;–—-"
QUOTED = re.compile(r"(?:\"([^\"]*)\"|“([^“”]*)”|«([^«»]*)»|„([^„“”]*)[“”]|(?<!\w)'([^']*)'(?!\w)|‘([^‘’]*)’)")
MOSTLY = 0.5
# What a number of 3 to 8 digits is, when the words say so, rather than a group.
OWNERS = ("member", "question", "duration", "body")
RUN = re.compile(r"\d+")
IN_DIGITS = re.compile(r"\d(?:[\d \u00a0-]*\d)?")


@dataclass(frozen=True)
class Span:
    """A piece of the text, text[start:end], that is one entity."""

    entity: str
    start: int
    end: int

    def covers(self, start: int, end: int) -> bool:
        """Return whether the piece from start to end lies within this one."""
        return self.start <= start and end <= self.end

    def holds_most_of(self, start: int, end: int) -> bool:
        """Return whether more than half of the piece from start to end lies within this one."""
        return 2 * (min(self.end, end) - max(self.start, start)) > end - start

    def touches(self, start: int, end: int) -> bool:
        """Return whether any letter is in both."""
        return self.start < end and start < self.end


@dataclass(frozen=True)
class Found:
    """An entity of a text; value: the digits of a number, else text[start:end]."""

    entity: str
    start: int
    end: int
    value: str


def settle(text: str, references: Sequence[Reference], spans: Sequence[Span]) -> list[Found]:
    """Return the entities of a text in the order in which they stand there.

    references: group numbers and phones. spans: what the words say. A number that belongs to something else (the body,
    a member, how long) is no group. Where the words call some of the numbers a group, the other numbers are none.
    """
    phones = [each for each in references if each.entity != "group"]
    numbers = together(text, [each for each in references if each.entity == "group"], spans)
    body = whole_body(text, [span for span in spans if span.entity == "body"], numbers)
    words = numbered([bare(text, span) for span in spans if span.entity != "body"], text)
    words = [span for span in words if not (body and body.touches(span.start, span.end)) and not among(phones, span)]
    words += [body] if body else []
    numbers = [part for each in numbers for part in free(text, each, words)]
    called = [each for each in numbers if any(span.entity == "group" and among([each], span) for span in words)]
    said = [span for span in words if span is body or not among(numbers, span)]
    found = [Found(each.entity, each.start, each.end, each.value) for each in (called or numbers) + phones]
    found += [Found(span.entity, span.start, span.end, text[span.start : span.end]) for span in said]
    return sorted(found, key=lambda each: each.start)


def bare(text: str, span: Span) -> Span:
    """Return a piece without the signs around it: the member of "#17." is 17. A body keeps its signs."""
    if span.entity == "body":
        return span
    piece = text[span.start : span.end].rstrip(QUIET_SIGNS)
    end = span.start + len(piece)
    piece = SIGNS.sub("", piece) if span.entity in NUMBERED else piece.lstrip(QUIET_SIGNS)
    start = end - len(JOINED.sub("", piece) if span.entity == "group" else piece)
    return replace(span, start=start, end=end) if start < end else span


def numbered(words: list[Span], text: str) -> list[Span]:
    """Return the words without members that have a name, where one is said by number: "Abu 10" is who is 10."""
    sure = any(span.entity == "member" and text[span.start].isdecimal() for span in words)
    return [span for span in words if not sure or span.entity != "member" or text[span.start].isdecimal()]


def among(references: Sequence[Reference], span: Span) -> bool:
    """Return whether a span and one of the references share a letter."""
    return any(span.touches(each.start, each.end) for each in references)


def together(text: str, numbers: list[Reference], spans: Sequence[Span]) -> list[Reference]:
    """Return the numbers, and as one what the words call one group: "1953 6"."""
    for span in spans:
        piece = western(text[span.start : span.end])
        digits = "".join(filter(str.isdigit, piece))
        if span.entity == "group" and IN_DIGITS.fullmatch(piece) and FEWEST_DIGITS <= len(digits) <= MOST_DIGITS:
            numbers = [each for each in numbers if not span.touches(each.start, each.end)]
            numbers.append(Reference("group", span.start, span.end, digits, SPACED))
    return sorted(numbers, key=lambda each: each.start)


def free(text: str, number: Reference, words: list[Span]) -> list[Reference]:
    """Return what of a number is a group's: all of it, nothing, or the part of "17 4321" that is no member's."""
    owners = [span for span in words if span.entity != "group" and span.touches(number.start, number.end)]
    if any(owns(span, number) for span in owners):
        return []
    inside = [span for span in owners if span.entity in OWNERS]
    if not inside or number.form != SPACED:
        return [number]
    runs = (Span("", *match.span()) for match in RUN.finditer(text, number.start, number.end))
    pieces = [run for run in runs if not any(span.touches(run.start, run.end) for span in inside)]
    return [
        Reference("group", run.start, run.end, western(text[run.start : run.end]))
        for run in pieces
        if run.end - run.start >= FEWEST_DIGITS
    ]


def owns(span: Span, number: Reference) -> bool:
    """Return whether digits that look like a group's number are a part of what the words say otherwise.

    A whole name is no owner: who calls a group "4321" means its number.
    """
    wider = span.end - span.start > number.end - number.start
    sure = span.entity in OWNERS or (span.entity != "group" and wider)
    return sure and span.covers(number.start, number.end)


def whole_body(text: str, pieces: list[Span], numbers: Sequence[Reference]) -> Span | None:
    """Return one body for the pieces found, or None: pieces grow together unless a group number stands between."""
    joined: list[Span] = []
    for piece in pieces:
        gap = Span("gap", joined[-1].end, piece.start) if joined else None
        if gap and not any(gap.covers(each.start, each.end) for each in numbers):
            joined[-1] = Span("body", joined[-1].start, piece.end)
        else:
            joined.append(piece)
    if not joined:
        return None
    longest = max(joined, key=lambda span: span.end - span.start)
    glued = GLUED.match(text, longest.end)
    end = glued.end() if glued else longest.end
    end = len(text) if CLOSING.fullmatch(text[end:].strip()) else end
    return trimmed(text, unquoted(text, Span("body", longest.start, end)))


def unquoted(text: str, body: Span) -> Span:
    """Return what stands between quotation marks, when that is most of a body or most of it is a body's."""
    for match in QUOTED.finditer(text):
        start, end = match.span(match.lastindex or 0)
        shared = min(end, body.end) - max(start, body.start)
        if shared > MOSTLY * (body.end - body.start) and shared > MOSTLY * (end - start):
            return Span("body", start, end)
    return body


def trimmed(text: str, body: Span) -> Span | None:
    """Return a body without space, colon or dash before and behind it; None when that is all it is."""
    piece = text[body.start : body.end].rstrip(BEHIND)
    rest = piece.lstrip(BEFORE)
    end = body.start + len(piece)
    return Span("body", end - len(rest), end) if rest else None
