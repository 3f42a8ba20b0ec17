"""How long: "8 hours", "two days and a half", "until morning", "till 6 pm", in any language, as a moment.

The words come from the caller, who has them from the locales. In: any text and an aware moment in local time. Out: the
moment until which, later than now, at most a year ahead; None when the text says no duration. Never fails.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property

from bot.text.known_words import Token, cut, is_burmese
from bot.text.moments import Half, after, clock, following

MOST = timedelta(days=365)
MORNING = time(7)
EVENING = time(19)

# Numbers that are words multiply; more than this is more than any duration.
_LARGE = 1e9


@dataclass(frozen=True)
class DurationWords:
    """The words of all languages together, folded. One word may be in several of these."""

    units: Mapping[str, timedelta]
    """Counted: hours, h, days."""
    lengths: Mapping[str, timedelta]
    """Say their own amount: the Arabic dual "two hours", "fortnight", and a unit in the singular where it means one."""
    numbers: Mapping[str, float]
    """two, half, a, an."""
    times: Mapping[str, time]
    """A time of day when they stand alone: morning, tonight (MORNING), evening (EVENING), noon."""
    halves: Mapping[str, Half]
    """Beside a clock: am, pm, morning, tonight."""
    tomorrow: frozenset[str] = frozenset()
    until: frozenset[str] = frozenset()
    """Before a clock, or after it as in Burmese."""
    clocks: frozenset[str] = frozenset()
    """o clock, the Arabic "the hour". The unit of one hour before a number is one, too, but in Burmese."""
    joins: frozenset[str] = frozenset()
    """and."""
    fillers: frozenset[str] = frozenset()
    """for, about, the, in, at."""

    @cached_property
    def known(self) -> frozenset[str]:
        mappings = (self.units, self.lengths, self.numbers, self.times, self.halves)
        return frozenset().union(*mappings, self.tomorrow, self.until, self.clocks, self.joins, self.fillers)

    @cached_property
    def hours(self) -> frozenset[str]:
        return frozenset(word for word, unit in self.units.items() if unit == timedelta(hours=1))

    @cached_property
    def beside_a_clock(self) -> frozenset[str]:
        return frozenset().union(self.times, self.halves, self.tomorrow, self.until, self.clocks, self.fillers)


@dataclass(frozen=True)
class _Found:
    """What was read: the moment, and the token after it."""

    until: datetime
    end: int


@dataclass
class _Beside:
    """What the words before and after a clock say."""

    words: list[str] = field(default_factory=list)

    def half(self, words: DurationWords) -> Half | None:
        return next((words.halves[word] for word in self.words if word in words.halves), None)

    def has(self, those: frozenset[str]) -> bool:
        return not those.isdisjoint(self.words)


def parse(text: str, words: DurationWords, now: datetime, *, exact: bool = False) -> datetime | None:
    """The moment until which; the first one that the text says. `exact`: every word of the text must belong to it."""
    reader = _Reader(cut(text, words.known), words, now)
    found: datetime | None = None
    place = 0
    while place < len(reader.tokens):
        read = reader.moment(place) or reader.length(place)
        if read is not None and found is None:
            found, place = read.until, read.end
            if not exact:
                break
        elif read is None and (not exact or reader.tokens[place].word in words.until | words.fillers):
            place += 1
        else:  # exact, and a word that says nothing of a duration, or a second duration
            return None
    return found


@dataclass(frozen=True)
class _Reader:
    tokens: Sequence[Token]
    words: DurationWords
    now: datetime

    def _word(self, place: int) -> str:
        """The word at a place; empty for a number and after the end."""
        token = self.tokens[place] if place < len(self.tokens) else None
        return "" if token is None or token.is_number else token.word

    def _is_number(self, place: int) -> bool:
        return place < len(self.tokens) and (
            self.tokens[place].is_number or self.words.numbers.get(self.tokens[place].word, 0) >= 1
        )

    def _beside(self, place: int) -> tuple[_Beside, int]:
        """The words from a place on that may stand beside a clock, and the place after them."""
        beside = _Beside()
        while self._word(place) in self.words.beside_a_clock:
            beside.words.append(self._word(place))
            place += 1
        return beside, place

    def moment(self, start: int) -> _Found | None:
        """A clock with the words beside it ("until 6 pm", "tomorrow at 8"), or such words alone ("until morning")."""
        before, place = self._beside(start)
        if (hour := self._word(place)) in self.words.hours and not is_burmese(hour) and self._is_number(place + 1):
            before.words.append(hour)
            place += 1
        if not self._is_number(place):
            return self._time_of_day(before, place)
        written = self.tokens[place].word
        if not self.tokens[place].is_number:
            written = str(int(self.words.numbers[written]))
        place += 1
        unit = self._word(place) if self._word(place) in self.words.units else ""
        behind, end = self._beside(place + bool(unit))
        half = before.half(self.words) or behind.half(self.words)
        times = clock(written, half)
        if not times or not self._is_clock(written, unit, before, behind):
            return self._time_of_day(before, place - 1)
        days = int(before.has(self.words.tomorrow) or behind.has(self.words.tomorrow))
        return _Found(following(self.now, times, days), end)

    def _is_clock(self, written: str, unit: str, before: _Beside, behind: _Beside) -> bool:
        """Whether a number is an hour and not an amount."""
        halves = frozenset(self.words.halves)
        if unit:  # Burmese says "8 hour" for eight o'clock, too, when a half of the day stands before or "until" behind
            burmese_hour = is_burmese(unit) and unit in self.words.hours
            return burmese_hour and (before.has(halves) or behind.has(self.words.until))
        told = self.words.until | self.words.clocks | self.words.hours | halves
        return ":" in written or before.has(told) or behind.has(told)

    def _time_of_day(self, beside: _Beside, end: int) -> _Found | None:
        """Words alone: the evening of tomorrow, the next morning."""
        days = int(beside.has(self.words.tomorrow))
        named = [self.words.times[word] for word in beside.words if word in self.words.times]
        if not named and not days:
            return None
        return _Found(following(self.now, named[:1] or [MORNING], days), end)

    def length(self, start: int) -> _Found | None:
        """Lengths one after another, with "and" or nothing between: 1 day and 3 hours, an hour and a half."""
        total, base, end = 0.0, 0.0, start
        while (part := self._part(end, base)) is not None:
            seconds, base, end = part
            total += seconds
        if end == start or total <= 0:
            return None
        return _Found(after(self.now, timedelta(seconds=min(total, MOST.total_seconds()))), end)

    def _part(self, place: int, base: float) -> tuple[float, float, int] | None:
        """One length: its seconds, those of its unit, and the place after it. `base`: the unit before, 0 for none."""
        if base and self._word(place) in self.words.joins:
            place += 1
        word, units = self._word(place), self.words.units
        if is_burmese(word) and word in units and self.tokens[place + 1 : place + 2]:
            amount, end = self._amount(place + 1)  # Burmese puts a round number behind its unit
            if amount is not None and amount >= 1 and self._word(end) not in units:
                return amount * units[word].total_seconds(), units[word].total_seconds(), end
        amount, end = self._amount(place)
        if amount is not None and (unit := units.get(self._word(end))) is not None:
            return amount * unit.total_seconds(), unit.total_seconds(), end + 1
        if amount is not None and amount < 1 and base:
            return amount * base, 0.0, end
        if (own := self.words.lengths.get(word)) is not None:
            smaller = (unit for unit in units.values() if unit <= own)
            return own.total_seconds(), max(smaller, default=own).total_seconds(), place + 1
        return None

    def _amount(self, place: int) -> tuple[float | None, int]:
        """A number and the place after it: 8, two, half an, twenty four, two and a half."""
        if place < len(self.tokens) and self.tokens[place].is_number:
            total, group, place = 0.0, self._value(self.tokens[place].word), place + 1
            if group is None:
                return None, place
        else:
            total, group = 0.0, None
        while True:
            joined = group is not None and self._word(place) in self.words.joins
            value = self.words.numbers.get(self._word(place + joined))
            if value is None:
                return (None if group is None else total + group), place
            if group is None or joined:
                total, group = total + (group or 0.0), value
            else:
                group = group + value if group >= 20 and 1 <= value < 10 else min(group * value, _LARGE)
            place += 1 + joined

    @staticmethod
    def _value(written: str) -> float | None:
        return None if ":" in written else float(written.replace(",", ".").replace("٫", "."))
