"""Texts out, against a server that has good and bad days. Each text is posted once, whatever happens."""

from __future__ import annotations

import logging
import socket
import threading
from base64 import b64encode
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bot.carriers.base import Carrier, LookUpFailed, Outcome, Receipt, ReceiptState, Sent
from bot.carriers.twilio.config import TwilioConfig
from bot.carriers.twilio.send import TwilioCarrier

if TYPE_CHECKING:
    from tests.twilio.conftest import Answer, Api

ACCOUNT = "AC" + "1" * 32
TOKEN = "a-test-token"
TO = "+15550100002"
TEXT = "4321 Amina: خانه امن است"
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MESSAGES = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"


def message(sid: str = "SM1", **values: Any) -> dict[str, Any]:
    """A message as Twilio's API shows it."""
    created = values.pop("created", NOW)
    return {
        "sid": sid,
        "body": TEXT,
        "to": TO,
        "direction": "outbound-api",
        "status": "queued",
        "error_code": None,
        "num_segments": "1",
        "date_created": created.strftime("%a, %d %b %Y %H:%M:%S +0000"),
    } | values


def refusal(status: int, code: int, **headers: str) -> httpx.Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    problem = {"code": code, "message": f"To {TO} is not valid", "status": status}
    return httpx.Response(status, json=problem, headers=names)


def test_an_accepted_text_has_an_id(api: Api, carrier: Carrier) -> None:
    api.answers = [httpx.Response(201, json=message())]
    assert carrier.send(7, TO, TEXT) == Sent(Outcome.accepted, "SM1", None, None, 1)
    (request,) = api.requests
    assert (request.method, request.path) == ("POST", MESSAGES)
    assert request.form == {
        "To": TO,
        "From": "+15550100001",
        "Body": TEXT,
        "StatusCallback": "https://sms.example.org/twilio/status?outbox=7",
        "ValidityPeriod": "14400",
    }
    assert request.headers["Authorization"] == "Basic " + b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()


def test_an_alert_becomes_stale_sooner(api: Api, carrier: Carrier) -> None:
    api.answers = [httpx.Response(201, json=message())]
    carrier.send(7, TO, TEXT, urgent=True)
    assert api.requests[0].form["ValidityPeriod"] == "3600"


def test_a_messaging_service_chooses_the_sender_and_counts_segments_later(api: Api, config: TwilioConfig) -> None:
    api.answers = [httpx.Response(201, json=message(num_segments="0", status="accepted"))]
    with closing(TwilioCarrier(replace(config, phone_number=None, messaging_service_sid="MG1"))) as carrier:
        assert carrier.send(7, TO, TEXT).segments is None
    assert api.requests[0].form["MessagingServiceSid"] == "MG1"
    assert "From" not in api.requests[0].form


UNKNOWN, MISCONFIGURED = Sent(Outcome.unknown), Outcome.misconfigured
HTML = "<html>Welcome to the hotel's network</html>"
PROBLEM = {"type": "https://example.org/21610", "title": "Opted out", "status": 400, "code": 21610}


@pytest.mark.parametrize(
    ("answer", "sent"),
    [
        pytest.param(
            refusal(429, 20429, Retry_After="2"),
            Sent(Outcome.throttled, None, 20429, 2.0),
            id="throttled, with the time to wait",
        ),
        pytest.param(httpx.Response(429, text=HTML), Sent(Outcome.throttled), id="throttled by a proxy"),
        pytest.param(
            refusal(429, 20429, Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"),
            Sent(Outcome.throttled, None, 20429),
            id="throttled, until a date that we do not read",
        ),
        pytest.param(refusal(400, 21611), Sent(Outcome.throttled, None, 21611), id="the sender's queue is full"),
        pytest.param(refusal(400, 21610), Sent(Outcome.opted_out, None, 21610), id="opted out"),
        pytest.param(
            httpx.Response(400, json=PROBLEM), Sent(Outcome.opted_out, None, 21610), id="opted out, in the newer shape"
        ),
        pytest.param(refusal(400, 21211), Sent(Outcome.refused, None, 21211), id="not a number"),
        pytest.param(refusal(400, 21614), Sent(Outcome.refused, None, 21614), id="not a mobile number"),
        pytest.param(refusal(400, 21635), Sent(Outcome.refused, None, 21635), id="a landline"),
        pytest.param(refusal(400, 21617), Sent(Outcome.refused, None, 21617), id="too long"),
        pytest.param(refusal(400, 29999), Sent(Outcome.refused, None, 29999), id="a code that is new to us"),
        pytest.param(httpx.Response(400, text=HTML), Sent(Outcome.refused), id="a refusal without a code"),
        pytest.param(refusal(401, 20003), Sent(MISCONFIGURED, None, 20003), id="wrong credentials"),
        pytest.param(refusal(404, 20404), Sent(MISCONFIGURED, None, 20404), id="no such account"),
        pytest.param(refusal(403, 21408), Sent(MISCONFIGURED, None, 21408), id="country not permitted"),
        pytest.param(refusal(400, 21606), Sent(MISCONFIGURED, None, 21606), id="sender not ours"),
        pytest.param(httpx.Response(404, text=HTML), Sent(MISCONFIGURED), id="an address that is not the API's"),
        pytest.param(
            httpx.Response(302, headers={"Location": "/login"}), Sent(MISCONFIGURED), id="a redirect, not followed"
        ),
        pytest.param(refusal(500, 20500), Sent(Outcome.unknown, None, 20500), id="a server error"),
        pytest.param(refusal(503, 21610), Sent(Outcome.unknown, None, 21610), id="a server error with any code"),
        pytest.param(httpx.Response(502, text=HTML), UNKNOWN, id="a bad gateway"),
        pytest.param(httpx.Response(408, text=HTML), UNKNOWN, id="a proxy that gave up"),
        pytest.param(httpx.Response(201, text=HTML), UNKNOWN, id="success in HTML"),
        pytest.param(httpx.Response(201), UNKNOWN, id="success without a word"),
        pytest.param(httpx.Response(201, json={}), UNKNOWN, id="success without an id"),
        pytest.param(httpx.Response(201, json=[]), UNKNOWN, id="success of another shape"),
        pytest.param("drop", UNKNOWN, id="the line dropped after the request"),
    ],
)
def test_what_comes_of_a_text_that_meets(api: Api, carrier: Carrier, answer: Answer, sent: Sent) -> None:
    api.answers = [answer, httpx.Response(201, json=message())]
    assert carrier.send(7, TO, TEXT) == sent
    assert len(api.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("hang", id="does not come"),
        pytest.param(httpx.Response(201, json=message(), extensions={"drip": True}), id="comes in drops"),
    ],
)
def test_a_text_may_have_left_when_the_answer(api: Api, config: TwilioConfig, answer: Answer) -> None:
    api.answers = [answer, httpx.Response(201, json=message())]
    with closing(TwilioCarrier(replace(config, connect_timeout=0.7, read_timeout=0.3))) as carrier:
        assert carrier.send(7, TO, TEXT) == UNKNOWN
    assert len(api.requests) == 1


def test_a_refused_connection_sent_nothing(config: TwilioConfig) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        with closing(TwilioCarrier(replace(config, api_url=address))) as carrier:
            assert carrier.send(7, TO, TEXT) == Sent(Outcome.not_sent)


def test_a_connection_that_nobody_takes_up_sent_nothing(config: TwilioConfig) -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        # The kernel keeps one more than asked waiting, and lets further ones time out.
        with socket.create_connection(address):
            stuck = replace(config, api_url=f"http://127.0.0.1:{address[1]}", connect_timeout=0.2)
            with closing(TwilioCarrier(stuck)) as carrier:
                assert carrier.send(7, TO, TEXT) == Sent(Outcome.not_sent)


def test_a_text_that_waited_for_a_connection_in_vain_sent_nothing(api: Api, config: TwilioConfig) -> None:
    api.answers = ["hang"]
    with closing(TwilioCarrier(replace(config, connections=1, connect_timeout=0.2, read_timeout=2))) as carrier:
        first = threading.Thread(target=carrier.send, args=(7, TO, TEXT))
        first.start()
        assert api.asked.wait(2)
        assert carrier.send(8, TO, TEXT) == Sent(Outcome.not_sent)
        api.ended.set()
        first.join()


def test_half_a_character_is_refused_because_no_retry_mends_it(api: Api, carrier: Carrier) -> None:
    assert carrier.send(7, TO, "\ud83d") == Sent(Outcome.refused)
    assert api.requests == []


def test_after_a_bad_day_the_next_text_goes_out(api: Api, carrier: Carrier) -> None:
    api.answers = ["drop", httpx.Response(201, json=message("SM2"))]
    assert carrier.send(7, TO, TEXT).outcome == Outcome.unknown
    assert carrier.send(8, TO, TEXT).message_id == "SM2"


def test_twenty_threads_share_one_carrier(api: Api, carrier: Carrier) -> None:
    api.by_path[MESSAGES] = httpx.Response(201, json=message())
    outcomes: list[Outcome] = []

    def send(outbox_id: int) -> None:
        outcomes.append(carrier.send(outbox_id, TO, TEXT).outcome)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [Outcome.accepted] * 20
    assert len({request.form["StatusCallback"] for request in api.requests}) == 20


def test_the_environment_chooses_neither_address_nor_proxy_nor_account(
    api: Api, config: TwilioConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("TWILIO_EDGE", "dublin")
    monkeypatch.setenv("TWILIO_REGION", "ie1")
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", "AC-of-the-environment")
    api.answers = [httpx.Response(201, json=message())]
    with closing(TwilioCarrier(config)) as carrier:
        assert carrier.send(7, TO, TEXT).outcome == Outcome.accepted
    assert api.requests[0].path == MESSAGES


@pytest.mark.parametrize("answer", [httpx.Response(201, json=message()), refusal(400, 21211), "drop"])
def test_no_line_of_any_log_holds_a_number_or_a_word(
    api: Api, carrier: Carrier, caplog: pytest.LogCaptureFixture, answer: Answer
) -> None:
    caplog.set_level(logging.DEBUG)
    api.answers = [answer, answer]
    carrier.send(7, TO, TEXT)
    with pytest.raises(LookUpFailed) as caught:
        carrier.look_up(TO, TEXT, NOW)
    assert TO not in str(caught.value)
    assert len(api.requests) == 2
    assert "15550100" not in caplog.text
    assert "Amina" not in caplog.text
    assert TOKEN not in caplog.text


def listing(*messages: dict[str, Any], following: str | None = None) -> httpx.Response:
    return httpx.Response(200, json={"messages": list(messages), "next_page_uri": following, "page_size": 100})


def test_a_text_whose_fate_is_unknown_is_found_by_its_words(api: Api, carrier: Carrier) -> None:
    api.answers = [
        listing(
            message("SM5", created=NOW + timedelta(seconds=9), status="delivered"),
            message("SM4", body="something else"),
            message("SM3", direction="inbound"),
            message("SM2", status="failed", error_code=30003),
            message("SM1", created=NOW - timedelta(days=1)),
        )
    ]
    assert carrier.look_up(TO, TEXT, NOW) == [
        Receipt("SM2", None, ReceiptState.failed, 30003),
        Receipt("SM5", None, ReceiptState.delivered, None),
    ]
    assert api.requests[0].query == {"To": TO, "PageSize": "100"}


def test_a_text_that_never_arrived_is_not_found(api: Api, carrier: Carrier) -> None:
    api.answers = [listing()]
    assert carrier.look_up(TO, TEXT, NOW) == []


def test_a_trial_account_changes_the_words_and_they_are_found_all_the_same(api: Api, carrier: Carrier) -> None:
    api.answers = [listing(message(body="Sent from your Twilio trial account - " + TEXT))]
    assert len(carrier.look_up(TO, TEXT, NOW)) == 1


def test_a_busy_person_is_looked_through_until_the_texts_are_too_old(api: Api, carrier: Carrier) -> None:
    api.answers = [
        listing(message("SM2", body="another"), following="/2010-04-01/two.json"),
        listing(message("SM1"), following="/2010-04-01/three.json"),
        listing(message("SM0", created=NOW - timedelta(days=1)), following="/2010-04-01/four.json"),
    ]
    assert [found.message_id for found in carrier.look_up(TO, TEXT, NOW)] == ["SM1"]
    assert len(api.requests) == 3


def test_our_clock_may_be_ahead_and_in_another_zone(api: Api, carrier: Carrier) -> None:
    api.answers = [listing(message())]
    kuala_lumpur = datetime.fromisoformat("2026-11-21T20:00:50+08:00")
    assert len(carrier.look_up(TO, TEXT, kuala_lumpur)) == 1


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        pytest.param(refusal(429, 20429), Outcome.throttled, id="throttled"),
        pytest.param(httpx.Response(200, text=HTML), Outcome.unknown, id="HTML"),
        pytest.param(httpx.Response(200, json=[]), Outcome.unknown, id="another shape"),
        pytest.param(listing(message(date_created=None)), Outcome.unknown, id="a message without a date"),
        pytest.param(listing(message("")), Outcome.unknown, id="a message without an id"),
        pytest.param("drop", Outcome.unknown, id="a dropped line"),
    ],
)
def test_an_incomplete_answer_is_never_taken_for_not_found(
    api: Api, carrier: Carrier, answer: Answer, outcome: Outcome
) -> None:
    api.answers = [answer]
    with pytest.raises(LookUpFailed) as caught:
        carrier.look_up(TO, TEXT, NOW)
    assert caught.value.outcome == outcome


def test_a_list_without_end_is_not_complete(api: Api, carrier: Carrier) -> None:
    api.by_path[MESSAGES] = listing(message(), following=f"{MESSAGES}?Page=1")
    with pytest.raises(LookUpFailed):
        carrier.look_up(TO, TEXT, NOW)


def test_the_configuration_hides_its_secrets_and_numbers(config: TwilioConfig) -> None:
    assert TOKEN not in repr(config)
    assert "1555" not in repr(config)


@pytest.mark.parametrize(
    ("api_url", "messaging_url"),
    [
        pytest.param("https://api.twilio.com", "https://messaging.twilio.com", id="Twilio's own"),
        pytest.param("https://api.dublin.ie1.twilio.com", "https://messaging.dublin.ie1.twilio.com", id="a region's"),
        pytest.param("http://127.0.0.1:8000/carrier", "http://127.0.0.1:8000/carrier", id="a stand-in's"),
    ],
)
def test_the_two_hosts_of_an_api_are(config: TwilioConfig, api_url: str, messaging_url: str) -> None:
    assert replace(config, api_url=api_url).messaging_url == messaging_url


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"account_sid": ""}, id="no account"),
        pytest.param({"auth_tokens": ()}, id="no token"),
        pytest.param({"auth_tokens": ("a", "")}, id="an empty token"),
        pytest.param({"phone_number": None}, id="no sender"),
        pytest.param({"public_url": "sms.example.org"}, id="no scheme"),
        pytest.param({"validity": 36_001}, id="a validity that Twilio refuses"),
    ],
)
def test_a_configuration_that_cannot_work_is_refused(config: TwilioConfig, values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        replace(config, **values)
