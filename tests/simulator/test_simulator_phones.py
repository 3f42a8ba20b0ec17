"""The phones' JSON API, its events, and who is kept out."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from simulator_line import AMINA, SERVICE, Line, eventually


def test_a_phone_without_a_number_gets_a_fictional_one_that_was_never_used(line: Line) -> None:
    first = line.http.post("/phones", json={}).json()
    line.http.delete(f"/phones/{first['number']}").raise_for_status()
    second = line.http.post("/phones", json={"label": "ماه"}).json()
    assert (first["number"], second["number"]) == ("+15550100001", "+15550100002")
    assert line.http.get("/phones").json() == [second]
    assert (second["kind"], second["fault"], second["stopped"]) == ("feature", "none", False)


def test_spaces_and_dashes_in_a_number_do_not_matter(line: Line) -> None:
    assert line.phone("+1 (555) 010-0007") == AMINA


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"number": "0123"}, 422),
        ({"number": SERVICE}, 409),
        ({"kind": "fax"}, 422),
        ({"colour": "red"}, 422),
        ({"label": "x" * 41}, 422),
        ({"label": "\ud800"}, 422),
    ],
    ids=["no E.164", "the service's own", "no such kind", "unknown key", "a long label", "half a letter"],
)
def test_a_phone_is_refused(untouched: Line, body: dict[str, str], status: int) -> None:
    answer = untouched.http.post("/phones", content=json.dumps(body), headers={"Content-Type": "application/json"})
    assert answer.status_code == status
    assert untouched.http.get("/phones").json() == []


def test_the_same_number_twice_is_refused_and_a_removed_one_comes_back_with_its_thread(line: Line) -> None:
    line.phone()
    line.text("hello")
    assert line.http.post("/phones", json={"number": AMINA}).status_code == 409
    line.http.delete(f"/phones/{AMINA}").raise_for_status()
    assert line.http.get(f"/phones/{AMINA}/texts").status_code == 404
    line.phone()
    assert [text["body"] for text in line.thread()] == ["hello"]


def test_a_message_to_a_number_without_a_phone_waits_for_the_phone_that_is_added(line: Line) -> None:
    line.twilio.messages.create(to=AMINA, from_=SERVICE, body="an invitation")
    line.phone()
    assert [text["body"] for text in line.thread()] == ["an invitation"]


@pytest.mark.parametrize("body", ["", "x" * 1601, "\udfff"], ids=["empty", "too long", "half a letter"])
def test_a_text_is_refused(line: Line, body: str) -> None:
    line.phone()
    content = json.dumps({"body": body})
    answer = line.http.post(f"/phones/{AMINA}/texts", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert line.thread() == []


def test_segments_are_counted_as_the_service_counts(untouched: Line) -> None:
    assert untouched.http.get("/segments", params={"text": "س" * 71}).json() == {
        "encoding": "UCS-2",
        "units": 71,
        "segments": 2,
        "left": 63,
    }


FOREIGN = [
    ("from another site", {"Sec-Fetch-Site": "cross-site"}, 403),
    ("from a neighbour port", {"Sec-Fetch-Site": "same-site"}, 403),
    ("with another origin", {"Origin": "https://example.org"}, 403),
    ("with no origin at all", {"Origin": "null"}, 403),
    ("with an unreadable origin", {"Origin": "http://["}, 403),
    ("for an unreadable host name", {"Host": "["}, 421),
    ("for another host name", {"Host": "rebound.example.org"}, 421),
    ("as a plain form", {"Content-Type": "text/plain"}, 415),
]


@pytest.mark.parametrize(("headers", "status"), [row[1:] for row in FOREIGN], ids=[row[0] for row in FOREIGN])
def test_a_change_is_refused(untouched: Line, headers: dict[str, str], status: int) -> None:
    content = {"Content-Type": "application/json"} | headers
    assert untouched.http.post("/phones", content="{}", headers=content).status_code == status
    assert untouched.http.get("/phones").json() == []


@pytest.mark.parametrize("address", ["ftp://example.org", "http://[", "nowhere"])
def test_a_webhook_address_that_is_none_is_refused(untouched: Line, address: str) -> None:
    before = untouched.http.get("/webhooks").json()
    assert untouched.http.post("/webhooks", json={"sms_url": address}).status_code == 422
    assert untouched.http.get("/webhooks").json() == before


def test_a_webhook_address_goes_back_to_its_default(line: Line) -> None:
    before = line.http.get("/webhooks").json()
    assert line.http.post("/webhooks", json={"sms_url": ""}).json() == before | {"sms_url": ""}
    assert line.http.post("/webhooks", json={"sms_url": None}).json() == before


def test_threads_are_not_read_under_another_host_name(untouched: Line) -> None:
    assert untouched.http.get("/phones", headers={"Host": "rebound.example.org"}).status_code == 421


def test_events_tell_every_change_and_resume_after_the_last_one_seen(line: Line) -> None:
    line.phone()
    line.text("first")
    seen = _events(line, {}, 2)
    assert [(event["event"], event["data"].get("body")) for event in seen] == [("phone", None), ("text", "first")]
    line.text("second")
    (event,) = _events(line, {"Last-Event-ID": seen[-1]["id"]}, 1)
    assert (event["data"]["body"], event["data"]["number"]) == ("second", AMINA)


def test_a_reader_of_a_database_that_is_gone_is_told_to_start_over(line: Line) -> None:
    (event,) = _events(line, {"Last-Event-ID": "999999"}, 1)
    assert event["event"] == "reset"


def test_numbers_without_a_phone_make_no_events(line: Line) -> None:
    sid = line.twilio.messages.create(to="+15550100099", from_=SERVICE, body="unseen").sid
    eventually(lambda: line.twilio.messages(sid).fetch().status == "delivered")
    line.phone()
    (event,) = _events(line, {}, 1)
    assert event["event"] in ("phone", "text")


def _events(line: Line, headers: dict[str, str], wanted: int) -> list[dict[str, Any]]:
    with (
        httpx.Client(trust_env=False, timeout=5) as http,
        http.stream("GET", f"{line.url}/events", headers=headers) as answer,
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        found = _parsed(answer.iter_lines())
        return [next(found) for _ in range(wanted)]


def _parsed(lines: Iterator[str]) -> Iterator[dict[str, Any]]:
    event: dict[str, Any] = {}
    for text in lines:
        name, _, value = text.partition(": ")
        if not text and "data" in event:
            yield event
        if not text:
            event = {}
        else:
            event[name] = json.loads(value) if name == "data" else value
