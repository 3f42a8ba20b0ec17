"""A reply before it has a language: the name of a response and what fills it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True)
class Numeral:
    """Digits of ours, such as a group's number: shown in the digits that the reader writes."""

    text: str


@dataclass(frozen=True)
class Listing:
    """Several values, with the reader's comma between them."""

    items: tuple[Value, ...]


@dataclass(frozen=True)
class Joined:
    """Values side by side: 4321 Clinic."""

    items: tuple[Value, ...]


@dataclass(frozen=True)
class Excerpt:
    """A person's own words, cut to what fits into the first SMS."""

    text: str


@dataclass(frozen=True)
class Span:
    """How long, in the reader's language, rounded up to one unit: 3 hours, 12 days."""

    length: timedelta


@dataclass(frozen=True)
class Reply:
    """`count` chooses the plural form and fills {count}."""

    name: str
    values: Mapping[str, Value] = field(default_factory=dict)
    count: int | None = None


@dataclass(frozen=True)
class Choices:
    """Numbered lines: 1 first, 2 second..."""

    lines: tuple[Value, ...]


Value = str | int | Numeral | Listing | Joined | Excerpt | Choices | Span | Reply


def reply(name: str, count: int | None = None, /, **values: Value) -> Reply:
    return Reply(name, values, count)
