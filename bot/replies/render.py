"""A reply in the reader's language, digits and script."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from babel.dates import format_timedelta

from bot.errors import CatalogueError
from bot.replies.catalogue import WORDS, Catalogue
from bot.replies.reply import Choices, Excerpt, Joined, Listing, Numeral, Reply, Span, Value
from bot.text.digits import DigitScript, to_script
from bot.text.segments import Encoding, count, excerpt
from bot.text.zawgyi import to_zawgyi

ONE_SMS = {Encoding.GSM7: 160, Encoding.UCS2: 70}
SHORTEST_EXCERPT = 8


@dataclass(frozen=True)
class Reader:
    """For whom a reply is written."""

    language: str
    digits: DigitScript = DigitScript.WESTERN
    zawgyi: bool = False


class Renderer:
    """Fills replies; knows no person."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def render(self, reply: Reply, reader: Reader) -> str:
        """CatalogueError when the response or a value for a placeholder is missing."""
        text = self._fill(reply, reader)
        return to_zawgyi(text) if reader.zawgyi and reader.language == "my" else text

    def _fill(self, reply: Reply, reader: Reader) -> str:
        template = self._with_words(self.catalogue.language(reader.language).template(reply.name, reply.count), reader)
        if count(template).encoding is Encoding.GSM7:
            reader = replace(reader, digits=DigitScript.WESTERN)  # one other digit would halve what an SMS holds
        template = to_script(template, reader.digits)
        values = dict(reply.values)
        if reply.count is not None:
            values["count"] = reply.count
        filled = {name: self._value(values, name, reader) for name in placeholders(template)}
        if any(isinstance(value, Choices) for value in values.values()):
            return _spaced(template.format_map(filled))
        if not any(isinstance(value, Excerpt) for value in values.values()):
            return template.format_map(filled)
        return _with_excerpt(template, values, filled)

    def _with_words(self, template: str, reader: Reader) -> str:
        """The template with the command words that it names: they, too, say in which letters it is written."""
        language = self.catalogue.language(reader.language)
        for name in placeholders(template):
            if name.isupper():
                template = template.replace(f"{{{name}}}", language.words(WORDS + name.lower())[0].upper())
        return template

    def _value(self, values: dict[str, Value], name: str, reader: Reader) -> str:
        if name not in values:
            raise CatalogueError(reader.language, f"nothing fills {{{name}}}")
        return self._show(values[name], reader)

    def _show(self, value: Value, reader: Reader) -> str:
        comma = self.catalogue.language(reader.language).template("utter_comma")
        match value:
            case int():
                return to_script(str(value), reader.digits)
            case Numeral(text):
                return to_script(text, reader.digits)
            case Listing(items):
                return comma.join(self._show(item, reader) for item in items)
            case Joined(items):
                return " ".join(self._show(item, reader) for item in items)
            case Choices(lines):
                numbered = enumerate((self._show(line, reader) for line in lines), start=1)
                return "\n".join(f"{to_script(str(n), reader.digits)}={line}" for n, line in numbered)
            case Span(length):
                return to_script(_how_long(length, reader.language), reader.digits)
            case Reply():
                return self._fill(value, reader)
            case Excerpt():
                return ""
            case _:
                return value


UNITS: tuple[tuple[timedelta, Literal["day", "hour", "minute"]], ...] = (
    (timedelta(days=1), "day"),
    (timedelta(hours=1), "hour"),
    (timedelta(minutes=1), "minute"),
)


def _how_long(length: timedelta, language: str) -> str:
    """Rounded up, so that nobody comes back too early; days from two days on, hours from two hours on."""
    unit, name = next(((unit, name) for unit, name in UNITS if length >= 2 * unit or length == unit), UNITS[-1])
    whole = max(1, -(-length // unit)) * unit
    return format_timedelta(whole, name, threshold=9999, locale=language)


def placeholders(template: str) -> tuple[str, ...]:
    """The names in braces, in order."""
    return tuple(name for _, name, _, _ in string.Formatter().parse(template) if name)


CHOICE = re.compile(r"^(\d)=", re.MULTILINE)


def _spaced(text: str) -> str:
    """1 = Clinic, as everywhere, where one SMS holds the spaces; else 1=Clinic."""
    spaced = CHOICE.sub(r"\1 = ", text)
    return spaced if count(spaced).segments <= count(text).segments else text


def _with_excerpt(template: str, values: dict[str, Value], filled: dict[str, str]) -> str:
    """The excerpt gets what one SMS leaves: the encoding is known only once the words are in it."""
    name, words = next((name, value.text) for name, value in values.items() if isinstance(value, Excerpt))
    whole = template.format_map({**filled, name: words})
    room = ONE_SMS[count(whole).encoding] - count(template.format_map(filled)).units
    return template.format_map({**filled, name: excerpt(words, max(room, SHORTEST_EXCERPT))})
