"""The next time that a clock or a word such as "morning" means, after a moment."""

from collections.abc import Collection
from datetime import datetime, time, timedelta, timezone
from enum import Enum


class Half(str, Enum):
    """Which half of the day an hour is in."""

    BEFORE_NOON = "before noon"
    AFTER_NOON = "after noon"
    NIGHT = "night"


def _hour(hour: int, half: Half) -> int:
    """The hour of 24 that an hour of 12 is; twelve at night is midnight, two at night is before dawn."""
    if half is Half.BEFORE_NOON or (half is Half.NIGHT and (hour == 12 or hour < 6)):
        return hour % 12
    return hour % 12 + 12


def clock(written: str, half: Half | None) -> tuple[time, ...]:
    """The times of day that "6", "6:30", "6.30" or "18:00" may mean: both halves of the day when nothing says which.

    Empty for what is no time. In: western digits, at most nine. Midnight may be 24.
    """
    digits = written.replace(".", ":").replace(",", ":").replace("٫", ":").split(":")
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    if hour > 24 or minute > 59 or (len(digits) > 1 and len(digits[1]) != 2):
        return ()
    if hour == 0 or hour > 12 or (half is None and written.startswith("0")):
        return (time(hour % 24, minute),)
    if half is not None:
        return (time(_hour(hour, half), minute),)
    return (time(hour % 12, minute), time(hour % 12 + 12, minute))


def following(now: datetime, times: Collection[time], days: int = 0) -> datetime:
    """The first of the times of day after `now`, in its time zone; not before the date `days` later.

    On the two days a year when clocks change, "after" is what has passed, not what the clock shows.
    """
    candidates = (
        (now + timedelta(days=days + later)).replace(
            hour=each.hour, minute=each.minute, second=0, microsecond=0, fold=now.fold
        )
        for later in (0, 1)
        for each in times
    )
    return min(each for each in candidates if _utc(each) > _utc(now))


def after(now: datetime, length: timedelta) -> datetime:
    """The moment so much later, in the time zone of `now`."""
    return (_utc(now) + length).astimezone(now.tzinfo)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(timezone.utc)
