"""When a text that did not leave is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.retry import Retry

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
RETRY = Retry(first=timedelta(seconds=1), longest=timedelta(seconds=10), most=6)


@pytest.mark.parametrize(
    ("attempts", "told", "seconds"),
    [
        pytest.param(1, None, 1, id="after the first attempt, the first pause"),
        pytest.param(2, None, 2, id="then twice as long"),
        pytest.param(4, None, 8, id="and so on: 1, 2, 4, 8"),
        pytest.param(5, None, 10, id="up to the longest"),
        pytest.param(1, 30.0, 30, id="the carrier may ask for more"),
        pytest.param(4, 0.5, 8, id="but not for less"),
        pytest.param(6, None, None, id="never, after the last one"),
        pytest.param(7, 1.0, None, id="never stays never"),
    ],
)
def test_the_pause(attempts: int, told: float | None, seconds: int | None) -> None:
    expected = None if seconds is None else NOON + timedelta(seconds=seconds)
    assert RETRY.next(attempts, NOON, told) == expected


def test_a_great_number_of_attempts_makes_no_great_number() -> None:
    assert Retry(most=10**6).next(10**5, NOON) == NOON + timedelta(minutes=5)


def test_no_attempt_at_all_is_no_policy() -> None:
    with pytest.raises(ValueError, match="most"):
        Retry(most=0)
