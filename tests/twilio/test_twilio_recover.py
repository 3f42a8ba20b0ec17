"""After an outage: the texts whose webhooks never reached us."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bot.carriers.base import LookUpFailed, OptOut, Outcome
from bot.carriers.twilio import recover
from bot.carriers.twilio.send import TwilioCarrier

if TYPE_CHECKING:
    from tests.twilio.conftest import Api

SINCE = datetime.fromisoformat("2026-11-21T08:00:00+08:00")


def came_in(sid: str, **values: Any) -> dict[str, Any]:
    """An inbound message as Twilio's API shows it."""
    return {
        "account_sid": "AC1",
        "sid": sid,
        "from": "+15550100002",
        "to": "+15550100001",
        "body": "4321",
        "num_media": "0",
        "direction": "inbound",
        "status": "received",
    } | values


def listing(*messages: dict[str, Any], following: str | None = None) -> httpx.Response:
    return httpx.Response(200, json={"messages": list(messages), "next_page_uri": following})


def test_missed_texts_come_oldest_first_from_every_page(api: Api, carrier: TwilioCarrier) -> None:
    api.answers = [
        listing(came_in("SM4", body="STOP"), came_in("SM3", direction="outbound-api"), following="/two.json"),
        listing(came_in("SM2", body="", num_media="1"), came_in("SM1", **{"from": "MyBank"})),
    ]
    texts = carrier.received(SINCE)
    assert [text.message_id for text in texts] == ["SM1", "SM2", "SM4"]
    assert [text.automatic for text in texts] == [True, False, False]
    assert (texts[1].body, texts[1].media, texts[2].opt_out) == ("", 1, OptOut.STOP)


def test_twilio_is_asked_in_its_own_time_zone_and_for_our_number(api: Api, carrier: TwilioCarrier) -> None:
    api.answers = [listing()]
    assert carrier.received(SINCE) == []
    asked = api.requests[0].query
    assert (asked["DateSent>"], asked["To"]) == ("2026-11-21T00:00:00Z", "+15550100001")


def test_a_message_without_a_sender_does_not_hold_up_the_others(api: Api, carrier: TwilioCarrier) -> None:
    api.answers = [listing(came_in("SM2"), came_in("SM1", **{"from": None}))]
    assert [text.message_id for text in carrier.received(SINCE)] == ["SM2"]


@pytest.mark.parametrize("answer", [httpx.Response(500), httpx.Response(200, text="<html>"), "drop"])
def test_an_incomplete_answer_is_not_an_empty_one(api: Api, carrier: TwilioCarrier, answer: Any) -> None:
    api.answers = [listing(came_in("SM1"), following="/two.json"), answer]
    with pytest.raises(LookUpFailed) as caught:
        carrier.received(SINCE)
    assert caught.value.outcome == Outcome.unknown


def test_more_than_can_be_read_at_once_is_not_complete(
    api: Api, carrier: TwilioCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recover, "MOST", 2)
    api.answers = [listing(came_in("SM3"), came_in("SM2"), came_in("SM1"))]
    with pytest.raises(LookUpFailed):
        carrier.received(SINCE)
