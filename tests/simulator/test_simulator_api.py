"""The REST API, as the real Twilio library meets it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from simulator_line import ACCOUNT, AMINA, SERVICE, TOKEN, Line, eventually
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

POOL = "MG" + "0" * 32


def test_a_created_message_is_queued_and_fetched_again(line: Line) -> None:
    created = line.twilio.messages.create(to=AMINA, from_=SERVICE, body="سلام" * 20)
    assert (created.status, created.direction, created.num_segments) == ("queued", "outbound-api", "2")
    assert len(created.sid) == 34
    assert created.sid.startswith("SM")
    assert abs(created.date_created - datetime.now(UTC)) < timedelta(seconds=5)
    fetched = eventually(lambda: _when(line.twilio.messages(created.sid).fetch(), "delivered"))
    assert (fetched.body, fetched.to, fetched.from_, fetched.error_code) == ("سلام" * 20, AMINA, SERVICE, None)


def test_a_messaging_service_chooses_the_sender_after_the_create(line: Line) -> None:
    created = line.twilio.messages.create(to=AMINA, messaging_service_sid=POOL, body="hello")
    assert (created.status, created.from_, created.num_segments) == ("accepted", None, "0")
    fetched = eventually(lambda: _when(line.twilio.messages(created.sid).fetch(), "delivered"))
    assert (fetched.from_, fetched.num_segments, fetched.messaging_service_sid) == (SERVICE, "1", POOL)
    eventually(lambda: len(line.listener.receipts) == 4)
    statuses = {receipt["MessageStatus"] for receipt in line.listener.receipts}
    assert statuses == {"queued", "sending", "sent", "delivered"}, "to the default address of the service"


REFUSED: list[tuple[str, dict[str, Any], int, int]] = [
    ("a number that is none", {"to": "911"}, 400, 21211),
    ("no recipient", {"to": ""}, 400, 21604),
    ("no body", {"body": ""}, 400, 21602),
    ("no sender", {"from_": ""}, 400, 21603),
    ("a sender of somebody else", {"from_": "+15550100099"}, 400, 21606),
    ("a body of 1601 characters", {"body": "x" * 1601}, 400, 21617),
    ("a text to itself", {"to": SERVICE}, 400, 21266),
    ("a callback that cannot be read", {"status_callback": "http://[/status"}, 400, 21609),
    ("a callback host with an underscore", {"status_callback": "http://my_bot/status"}, 400, 21609),
    ("a callback without a host", {"status_callback": "/status"}, 400, 21609),
    ("a validity of eleven hours", {"validity_period": 39_600}, 400, 90007),
    ("a messaging service that is none", {"from_": "", "messaging_service_sid": "MG1"}, 400, 21703),
]


@pytest.mark.parametrize(("changed", "status", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_create_is_refused_with_twilios_code(
    untouched: Line, changed: dict[str, Any], status: int, code: int
) -> None:
    with pytest.raises(TwilioRestException) as refused:
        untouched.twilio.messages.create(**{"to": AMINA, "from_": SERVICE, "body": "hello"} | changed)
    assert (refused.value.status, refused.value.code) == (status, code)
    assert untouched.twilio.messages.list() == []


def test_a_wrong_token_is_refused(untouched: Line) -> None:
    stranger = Client(ACCOUNT, "another token")
    stranger.api.base_url = untouched.url
    with pytest.raises(TwilioRestException) as refused:
        stranger.messages("SM" + "0" * 32).fetch()
    stranger.http_client.session.close()
    assert (refused.value.status, refused.value.code) == (401, 20003)


@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic %%%", "Bearer x", "Basic w7w="],
    ids=["no credentials", "an empty scheme", "no base 64", "another scheme", "no colon, not ASCII"],
)
def test_unreadable_credentials_are_refused(untouched: Line, header: str) -> None:
    answer = untouched.http.get(
        f"/2010-04-01/Accounts/{ACCOUNT}.json", headers={"Authorization": header} if header else {}
    )
    assert (answer.status_code, answer.json()["code"]) == (401, 20003)


@pytest.mark.parametrize(
    "path",
    [f"Accounts/AC{'6' * 32}/Messages.json", f"Accounts/{ACCOUNT}/Calls.json", f"Accounts/{ACCOUNT}/Messages/SM1.json"],
    ids=["another account", "a part that is not simulated", "an unknown message"],
)
def test_what_is_not_there_is_twilios_404(untouched: Line, path: str) -> None:
    answer = untouched.http.get(f"/2010-04-01/{path}", auth=(ACCOUNT, TOKEN))
    assert (answer.status_code, answer.json()["code"]) == (404, 20404)


def test_the_list_goes_on_over_pages_newest_first(line: Line) -> None:
    bodies = [f"number {place}" for place in range(7)]
    for body in bodies:
        line.twilio.messages.create(to=AMINA, from_=SERVICE, body=body)
    assert [message.body for message in line.twilio.messages.list(page_size=3)] == bodies[::-1]
    assert len(line.twilio.messages.list(page_size=3, limit=4)) == 4


def test_the_list_is_filtered_by_both_ends_and_by_time(line: Line) -> None:
    line.phone()
    line.text("from a phone")
    to_amina = line.twilio.messages.create(to=AMINA, from_=SERVICE, body="to Amina")
    line.twilio.messages.create(to="+15550100008", from_=SERVICE, body="to another")
    eventually(lambda: _when(line.twilio.messages(to_amina.sid).fetch(), "delivered"))

    def bodies(**wanted: Any) -> list[str]:
        return [message.body for message in line.twilio.messages.list(**wanted)]

    now = datetime.now(UTC)
    assert bodies(to=AMINA) == ["to Amina"]
    assert bodies(to=SERVICE, date_sent_after=now - timedelta(hours=1)) == ["from a phone"]
    assert bodies(to=SERVICE, date_sent_after=now + timedelta(hours=1)) == []
    assert bodies(to=SERVICE, date_sent_before=now + timedelta(hours=1)) == ["from a phone"]
    assert bodies(from_=AMINA, date_sent=now.date()) == ["from a phone"]
    assert bodies(from_=AMINA, date_sent=now.date() - timedelta(days=3)) == []


@pytest.mark.parametrize(
    "query",
    [{"DateSent": "soon"}, {"PageSize": "many"}],
    ids=["a date that is none", "a page size that is none"],
)
def test_a_list_with_a_bad_parameter_is_refused(untouched: Line, query: dict[str, str]) -> None:
    answer = untouched.http.get(f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json", params=query, auth=(ACCOUNT, TOKEN))
    assert (answer.status_code, answer.json()["code"]) == (400, 20001)


def test_the_number_tells_its_webhooks(untouched: Line) -> None:
    (number,) = untouched.twilio.incoming_phone_numbers.list(phone_number=SERVICE)
    assert (number.phone_number, number.sms_url) == (SERVICE, f"{untouched.listener.url}/sms")
    assert (number.sms_method, number.sms_application_sid) == ("POST", "")
    assert untouched.twilio.incoming_phone_numbers.list(phone_number="+15550100099") == []


def test_the_account_is_active(untouched: Line) -> None:
    account = untouched.twilio.api.accounts(ACCOUNT).fetch()
    assert (account.sid, account.status) == (ACCOUNT, "active")


def _when(message: Any, status: str) -> Any:
    return message if message.status == status else None
