"""The table of Twilio's codes, and what delivery may conclude from each entry."""

from __future__ import annotations

import httpx
import pytest

from bot.carriers.base import Meaning, Outcome
from bot.carriers.twilio.http import ApiError
from bot.carriers.twilio.outcomes import CODES, meaning, outcome


def errors(root: type[Exception]) -> list[type[Exception]]:
    """Every kind of a kind."""
    return [root] + [kind for child in root.__subclasses__() for kind in errors(child)]


@pytest.mark.parametrize("kind", errors(httpx.TransportError), ids=lambda kind: str(kind.__name__))
def test_of_httpx_only_these_are_known_to_have_sent_nothing(kind: type[Exception]) -> None:
    expected = {
        "ConnectError": Outcome.not_sent,
        "ConnectTimeout": Outcome.not_sent,
        "PoolTimeout": Outcome.not_sent,
        "ProxyError": Outcome.not_sent,
        "UnsupportedProtocol": Outcome.misconfigured,
    }
    assert outcome(kind("it broke")).outcome == expected.get(kind.__name__, Outcome.unknown)


@pytest.mark.parametrize("error", [OSError(), RuntimeError(), KeyError("sid"), httpx.DecodingError("bad zip")])
def test_what_nobody_foresaw_may_have_left(error: Exception) -> None:
    assert outcome(error).outcome == Outcome.unknown


def test_every_status_has_an_outcome_and_only_429_may_be_sent_again() -> None:
    outcomes = {status: outcome(ApiError(status, None, None)).outcome for status in range(300, 600)}
    assert [status for status, one in outcomes.items() if one.retryable] == [429]
    assert [status for status, one in outcomes.items() if one == Outcome.unknown] == [408, *range(500, 600)]


@pytest.mark.parametrize("code", CODES)
def test_every_code_in_a_refusal_is_final_or_throttled_or_the_operators(code: int) -> None:
    sent = outcome(ApiError(400, code, None))
    assert sent.error_code == code
    assert sent.outcome.final or sent.outcome in (Outcome.throttled, Outcome.misconfigured)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param(None, Meaning.nothing, id="no code"),
        pytest.param(30001, Meaning.congested, id="queue overflow"),
        pytest.param(30003, Meaning.unreachable, id="phone off"),
        pytest.param(30005, Meaning.inactive, id="number unknown"),
        pytest.param(30006, Meaning.bad_number, id="landline"),
        pytest.param(21610, Meaning.opted_out, id="opted out, told afterwards"),
        pytest.param(30007, Meaning.content, id="filtered"),
        pytest.param(30450, Meaning.route, id="taken for pumping"),
        pytest.param(30002, Meaning.suspended, id="account suspended"),
        pytest.param(63038, Meaning.suspended, id="daily cap"),
        pytest.param(30008, Meaning.unclear, id="unknown to the network"),
        pytest.param(30036, Meaning.expired, id="stale"),
        pytest.param(14107, Meaning.loop, id="loop"),
        pytest.param(99999, Meaning.unrecognised, id="a code that is new to us"),
    ],
)
def test_what_a_receipts_code_means(code: int | None, expected: Meaning) -> None:
    assert meaning(code) == expected


def test_only_what_surely_did_not_arrive_is_sent_again() -> None:
    assert {meaning for meaning in Meaning if meaning.resend} == {Meaning.congested, Meaning.unreachable}


def test_a_number_is_not_blamed_for_the_operator_or_the_text() -> None:
    assert {meaning for meaning in Meaning if meaning.strike} == {
        Meaning.unreachable,
        Meaning.inactive,
        Meaning.bad_number,
    }


def test_one_closed_country_does_not_halt_the_others() -> None:
    # Anybody can invite a number of a closed country: that must not stop the service for all.
    assert {meaning for meaning in Meaning if meaning.halts} == {Meaning.setup, Meaning.suspended}


def test_an_outcome_is_final_or_retryable_or_waits_for_somebody() -> None:
    waiting = {outcome for outcome in Outcome if not outcome.final and not outcome.retryable}
    assert waiting == {Outcome.unknown, Outcome.misconfigured}
    assert not any(outcome.final and outcome.retryable for outcome in Outcome)
