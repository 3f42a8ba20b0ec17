"""Texts from phones, the webhook they become, and what the answer to it does."""

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulator_line import ACCOUNT, AMINA, SERVICE, Line, eventually, running
from twilio.base.exceptions import TwilioRestException

from bot.carriers.simulator.answers import AnswerError, read
from bot.carriers.simulator.keywords import Keyword, keyword

ALWAYS_SENT = {
    *("AccountSid", "ApiVersion", "Body", "From", "MessageSid", "NumMedia", "NumSegments", "SmsMessageSid"),
    *("SmsSid", "SmsStatus", "To", "AddOns"),
    *(f"{end}{place}" for end in ("From", "To") for place in ("City", "Country", "State", "Zip")),
}


def test_a_text_becomes_a_signed_webhook_with_twilios_parameters(line: Line) -> None:
    line.phone("+60355500107")
    text = line.text("ပို့ပေးပါ " * 9, "+60355500107")
    (posted,) = eventually(lambda: line.listener.texts)
    assert line.listener.forged == []
    assert posted.keys() == ALWAYS_SENT
    assert posted["Body"] == "ပို့ပေးပါ " * 9
    assert (posted["From"], posted["To"], posted["AccountSid"]) == ("+60355500107", SERVICE, ACCOUNT)
    assert posted["MessageSid"] == posted["SmsSid"] == posted["SmsMessageSid"] == text["id"]
    assert (posted["NumSegments"], posted["SmsStatus"], posted["NumMedia"]) == ("2", "received", "0")
    assert (posted["FromCountry"], posted["ToCountry"], posted["FromCity"]) == ("MY", "US", "")


def test_a_text_arrives_letter_for_letter(line: Line) -> None:
    odd = [
        " 4321 ",
        "a+b&c=d%20",
        "line one\nline two\r\n",
        "می\u200cشود",
        "\u202eabc\u200f",
        "👩🏽‍🚀",
        "\x00",
        "'\"<&>",
    ]
    line.phone()
    for body in odd:
        line.text(body)
    eventually(lambda: len(line.listener.texts) == len(odd))
    assert sorted(posted["Body"] for posted in line.listener.texts) == sorted(odd)
    assert line.listener.forged == []


def test_the_webhook_address_may_carry_a_query_and_an_override(line: Line) -> None:
    line.http.post("/webhooks", json={"sms_url": f"{line.listener.url}/sms?b=2&a=%2B1#rc=3"}).raise_for_status()
    line.phone()
    line.text("hello")
    eventually(lambda: line.listener.texts)
    assert line.listener.forged == []


ANSWERS = [
    ("nothing", "text/xml", "<Response/>", []),
    ("an empty body", "text/plain", "", []),
    (
        "two messages",
        "application/xml",
        "<Response><Message>one</Message><Message>two</Message></Response>",
        ["one", "two"],
    ),
    (
        "a body in a message",
        "text/xml; charset=utf-8",
        "<Response><Message><Body>یک</Body></Message></Response>",
        ["یک"],
    ),
    ("plain text, which is sent", "text/plain; charset=utf-8", "OK", ["OK"]),
]


@pytest.mark.parametrize(("content_type", "body", "replies"), [r[1:] for r in ANSWERS], ids=[r[0] for r in ANSWERS])
def test_an_answer_is_read_as_twilio_does(content_type: str, body: str, replies: list[str]) -> None:
    assert read(content_type, body) == replies


@pytest.mark.parametrize(
    ("content_type", "body", "code"),
    [
        ("text/xml", "<Response>", 12100),
        ("text/html", "<html/>", 12100),
        ("text/xml", "<Response>" + "<Message>x</Message>" * 11 + "</Response>", 14109),
        ("application/json", '"OK"', 12300),
    ],
    ids=["broken XML", "another root", "eleven messages", "JSON"],
)
def test_an_answer_that_twilio_cannot_use_is_an_error(content_type: str, body: str, code: int) -> None:
    with pytest.raises(AnswerError) as refused:
        read(content_type, body)
    assert refused.value.code == code


@given(st.text())
def test_no_answer_at_all_breaks_the_reader(body: str) -> None:
    with contextlib.suppress(AnswerError):
        read("text/xml", body)


def test_a_twiml_answer_arrives_on_the_phone(line: Line) -> None:
    line.listener.body = "<Response><Message>مرحبا أمينة</Message></Response>"
    line.phone()
    line.text("hello")
    thread = eventually(lambda: [text for text in line.thread() if text["status"] == "delivered"])
    assert [(text["body"], text["direction"], text["encoding"]) for text in thread] == [
        ("مرحبا أمينة", "to_phone", "UCS-2")
    ]


FAILURES = [
    ("an error of the service", {"status": 500}, 11200),
    ("broken TwiML", {"body": "<Response>"}, 12100),
]


@pytest.mark.parametrize(("broken", "code"), [row[1:] for row in FAILURES], ids=[row[0] for row in FAILURES])
def test_a_failed_webhook_is_logged_and_not_tried_again(line: Line, broken: dict[str, object], code: int) -> None:
    for name, value in broken.items():
        setattr(line.listener, name, value)
    line.phone()
    text = line.text("hello")
    (entry,) = eventually(lambda: line.http.get("/debugger").json())
    assert (entry["code"], entry["message_sid"]) == (code, text["id"])
    time.sleep(0.1)
    assert len(line.listener.texts) == 1
    assert line.twilio.messages(text["id"]).fetch().status == "received"


def test_a_service_that_is_away_loses_the_webhook_but_not_the_message(line: Line) -> None:
    line.http.post("/webhooks", json={"sms_url": "http://127.0.0.1:9/sms"})
    line.phone()
    line.text("hello")
    (entry,) = eventually(lambda: line.http.get("/debugger").json())
    assert entry["code"] == 11200
    assert [message.body for message in line.twilio.messages.list(to=SERVICE)] == ["hello"]


def test_the_fallback_address_gets_what_the_first_could_not_take(line: Line) -> None:
    first, second = "http://127.0.0.1:9/sms", f"{line.listener.url}/sms"
    line.http.post("/webhooks", json={"sms_url": first, "sms_fallback_url": second})
    line.phone()
    line.text("hello")
    (posted,) = eventually(lambda: line.listener.texts)
    assert (posted["ErrorCode"], posted["ErrorUrl"], posted["Body"]) == ("11200", first, "hello")


@pytest.mark.parametrize("word", ["STOP", " stop\n", "Unsubscribe", "END", "optout"])
def test_stop_words_are_caught(word: str) -> None:
    assert keyword(word) is Keyword.STOP


@pytest.mark.parametrize("word", ["STOP PLEASE", "STOP.", "توقف", "4321", ""])
def test_other_texts_are_not_caught(word: str) -> None:
    assert keyword(word) is None


def test_stop_blocks_until_start_and_both_still_reach_the_service(line: Line) -> None:
    line.phone()
    line.text("Stop")
    eventually(lambda: len(line.thread()) == 2)
    with pytest.raises(TwilioRestException) as refused:
        line.twilio.messages.create(to=AMINA, from_=SERVICE, body="still there?")
    assert (refused.value.status, refused.value.code) == (400, 21610)
    line.text("START")
    line.twilio.messages.create(to=AMINA, from_=SERVICE, body="welcome back")
    assert [text["by_carrier"] for text in line.thread()] == [False, True, False, True, False]
    eventually(lambda: sorted(posted["Body"] for posted in line.listener.texts) == ["START", "Stop"])
    assert len(line.twilio.messages.list(to=AMINA)) == 1, "the carrier's own texts are not in the account's log"


def test_an_answer_to_stop_is_not_sent(line: Line) -> None:
    line.listener.body = "<Response><Message>Sorry to see you go</Message></Response>"
    line.phone()
    line.text("STOP")
    (entry,) = eventually(lambda: line.http.get("/debugger").json())
    assert entry["code"] == 21610
    assert len(line.thread()) == 2


@pytest.mark.parametrize(("setting", "texts"), [(False, 1), (True, 2)], ids=["left to the service", "by the carrier"])
def test_help_is_answered_by(tmp_path: Path, setting: bool, texts: int) -> None:
    with running(tmp_path, carrier_help=setting) as line:
        line.phone()
        line.text("HELP")
        eventually(lambda: line.listener.texts)
        assert len(line.thread()) == texts
