"""Inbound webhooks: signatures as Twilio makes them, forms as Twilio and others send them."""

from __future__ import annotations

import base64
import hashlib
import hmac
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.carriers.base import Inbound, MalformedInbound, OptOut
from bot.carriers.twilio.receive import LARGEST_FORM, inbound, parse_form, verify
from bot.carriers.twilio.routes import ANSWER, ANSWER_TYPE, SMS_PATH, signed_url

URL = "https://sms.example.org/twilio/sms"
TOKEN = "12345"

# Most senders outside the United States come with blank places, and Twilio signs the blanks.
FORM = [
    ("ToCountry", "US"),
    ("ToState", ""),
    ("SmsMessageSid", "SM1"),
    ("NumMedia", "0"),
    ("ToCity", ""),
    ("FromZip", ""),
    ("SmsSid", "SM1"),
    ("FromState", ""),
    ("SmsStatus", "received"),
    ("FromCity", ""),
    ("Body", " 4321 سلام "),
    ("FromCountry", "MY"),
    ("To", "+15550100001"),
    ("ToZip", ""),
    ("NumSegments", "1"),
    ("MessageSid", "SM1"),
    ("AccountSid", "AC1"),
    ("From", "+15550100002"),
    ("ApiVersion", "2010-04-01"),
]


def sign(url: str, form: list[tuple[str, str]], token: str = TOKEN, algorithm: str = "sha1") -> str:
    """Twilio's rule, written a second time and by hand: the address, then each name and value, sorted."""
    signed = url + "".join(name + value for name, value in sorted(form))
    return base64.b64encode(hmac.new(token.encode(), signed.encode(), algorithm).digest()).decode()


def changed(**values: str | None) -> list[tuple[str, str]]:
    """FORM with other values; None takes the field away."""
    kept = [(name, value) for name, value in FORM if name not in values]
    return kept + [(name, value) for name, value in values.items() if value is not None]


def test_the_example_in_twilios_documentation_is_accepted() -> None:
    form = [
        ("CallSid", "CA1234567890ABCDE"),
        ("Caller", "+12349013030"),
        ("Digits", "1234"),
        ("From", "+12349013030"),
        ("To", "+18005551212"),
    ]
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert verify(url, form, "0/KCTR6DLpKmkAf8muzZqo1nDgQ=", [TOKEN])


def test_a_form_with_blank_places_is_accepted_after_the_way_through_the_wire() -> None:
    form = parse_form(urlencode(FORM).encode())
    assert form == FORM
    assert verify(URL, form, sign(URL, FORM), [TOKEN])


def test_a_form_without_its_blank_places_is_not_what_twilio_signed() -> None:
    without = [(name, value) for name, value in FORM if value]
    assert not verify(URL, without, sign(URL, FORM), [TOKEN])


@pytest.mark.parametrize(
    ("url", "form", "signature", "tokens"),
    [
        pytest.param(URL, FORM, None, [TOKEN], id="no signature"),
        pytest.param(URL, FORM, "", [TOKEN], id="an empty signature"),
        pytest.param(URL, FORM, "\N{SNOWMAN}", [TOKEN], id="a signature that is not ASCII"),
        pytest.param(URL, FORM, sign(URL, FORM, "other"), [TOKEN], id="a signature by somebody else"),
        pytest.param(URL, changed(Body="4321 run"), sign(URL, FORM), [TOKEN], id="another body"),
        pytest.param(URL, [*FORM, ("Extra", "")], sign(URL, FORM), [TOKEN], id="one field more"),
        pytest.param(URL.replace("https", "http"), FORM, sign(URL, FORM), [TOKEN], id="http for https"),
        pytest.param(URL + "/", FORM, sign(URL, FORM), [TOKEN], id="a trailing slash"),
        pytest.param(URL + "?a=1", FORM, sign(URL, FORM), [TOKEN], id="a query that was not signed"),
        pytest.param("https://h:not-a-port/", FORM, sign(URL, FORM), [TOKEN], id="a port that is no number"),
        pytest.param("https://[::1/", FORM, sign(URL, FORM), [TOKEN], id="an address that is none"),
        pytest.param("", [], "x", [TOKEN], id="nothing at all"),
        pytest.param(URL, [("Body", "\ud800")], "x" * 28, [TOKEN], id="half a character in the body"),
        pytest.param(URL, [("\ud800", "")], "x" * 28, [TOKEN], id="half a character in a name"),
        pytest.param(URL, [("From", "+1"), ("From", "+2")], "x" * 28, [TOKEN], id="a field twice"),
        pytest.param(URL, FORM, sign(URL, FORM), [], id="no token configured"),
        pytest.param(URL, FORM, sign(URL, FORM, ""), [""], id="an empty token, with which anybody could sign"),
    ],
)
def test_it_is_not_twilio_when_there_is(
    url: str, form: list[tuple[str, str]], signature: str | None, tokens: list[str]
) -> None:
    assert verify(url, form, signature, tokens) is False


# No deadline: the machine may be busy.
@settings(max_examples=50, deadline=None)
@given(some.text(), some.lists(some.tuples(some.text(), some.text())), some.text(), some.text())
def test_nothing_that_a_stranger_sends_makes_verification_raise(
    url: str, form: list[tuple[str, str]], signature: str, header: str
) -> None:
    assert verify(url, form, signature, [TOKEN], header) is False


@pytest.mark.parametrize("token", ["old", "new"])
def test_while_tokens_rotate_both_verify(token: str) -> None:
    assert verify(URL, FORM, sign(URL, FORM, token), ["new", "old"])


def test_the_fragment_that_tunes_retries_is_not_signed() -> None:
    assert verify(URL + "#rc=3&rp=5xx,ct,rt", FORM, sign(URL, FORM), [TOKEN])


def test_a_signed_query_is_verified() -> None:
    url = signed_url("https://sms.example.org/", "/twilio/status", "outbox=12")
    assert url == "https://sms.example.org/twilio/status?outbox=12"
    assert verify(url, FORM, sign(url, FORM), [TOKEN])


def test_a_shared_key_signs_with_sha256_and_must_be_among_our_tokens() -> None:
    header = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"
    assert verify(URL, FORM, sign(URL, FORM, algorithm="sha256"), [TOKEN], header)
    assert not verify(URL, FORM, sign(URL, FORM, "webhooks_sharedkey_1", "sha256"), [TOKEN], header)
    assert not verify(URL, FORM, sign(URL, FORM), [TOKEN], "algorithm=HMAC_MD5")


def test_a_body_that_is_not_utf8_parses_and_fails_its_signature() -> None:
    form = parse_form(b"Body=%ff%ED%A0%80\xff&From=%2B15550100002")
    assert form[1] == ("From", "+15550100002")
    assert not verify(URL, form, hashlib.sha1(b"").hexdigest(), [TOKEN])


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"Body=" + b"a" * LARGEST_FORM, id="more bytes than any text has"),
        pytest.param(b"a=&" * 1000, id="more fields than any text has"),
    ],
)
def test_a_flood_is_refused_before_it_costs_anything(raw: bytes) -> None:
    with pytest.raises(MalformedInbound, match="form"):
        parse_form(raw)


# No deadline: the machine may be busy.
@settings(max_examples=50, deadline=None)
@given(some.binary())
def test_any_bytes_parse(raw: bytes) -> None:
    parse_form(raw)


def test_a_text_is_taken_as_it_was_written() -> None:
    assert inbound(FORM) == Inbound(
        account="AC1",
        message_id="SM1",
        sender="+15550100002",
        recipient="+15550100001",
        body=" 4321 سلام ",
        media=0,
        opt_out=None,
        automatic=False,
    )


def test_a_text_says_no_number_and_no_word_of_itself() -> None:
    shown = repr(inbound(FORM))
    assert "1555" not in shown
    assert "4321" not in shown
    assert "SM1" in shown


@pytest.mark.parametrize("absent", [None, ""])
@pytest.mark.parametrize("field", ["AccountSid", "From", "To"])
def test_without_it_a_text_cannot_be_handled(field: str, absent: str | None) -> None:
    with pytest.raises(MalformedInbound) as caught:
        inbound(changed(**{field: absent}))
    assert caught.value.field == field


def test_the_message_id_has_three_names() -> None:
    assert inbound(changed(MessageSid=None)).message_id == "SM1"
    with pytest.raises(MalformedInbound, match="MessageSid"):
        inbound(changed(MessageSid=None, SmsMessageSid=None, SmsSid=None))


def test_a_second_sender_is_refused_although_its_signature_is_right() -> None:
    honest = changed(Body="xFrom+15550100000")
    split = [*changed(Body="x"), ("From", "+15550100000")]
    # Twilio signs no boundary between names and values, so that a word of the body can pass for a sender.
    assert verify(URL, split, sign(URL, honest), [TOKEN])
    with pytest.raises(MalformedInbound, match="From"):
        inbound(split)


@pytest.mark.parametrize(
    ("count", "media"), [("2", 2), ("", 0), ("many", 0), ("-1", 0), ("٣", 0), ("9" * 5000, 0), (None, 0)]
)
def test_a_count_of_pictures_that_is_none_is_0(count: str | None, media: int) -> None:
    text = inbound(changed(Body="", NumMedia=count))
    assert (text.body, text.media) == ("", media)


@pytest.mark.parametrize("body", [None, ""])
def test_a_picture_alone_has_an_empty_body(body: str | None) -> None:
    assert inbound(changed(Body=body, NumMedia="1")).body == ""


@pytest.mark.parametrize(
    ("body", "declared", "opt_out"),
    [
        pytest.param("STOP", None, OptOut.STOP, id="stop"),
        pytest.param(" stop\n", None, OptOut.STOP, id="stop in small letters with blanks"),
        pytest.param("End", None, OptOut.STOP, id="end, which Twilio takes for stop"),
        pytest.param("YES", None, OptOut.START, id="yes, which Twilio takes for start"),
        pytest.param("info", None, None, id="info, which Twilio answers of no help to anybody"),
        pytest.param("STOP PLEASE", None, None, id="two words, which Twilio lets pass"),
        pytest.param("توقف", None, None, id="a word that Twilio does not know"),
        pytest.param("توقف", "STOP", OptOut.STOP, id="a word that the operator taught Twilio"),
        pytest.param("STOP", "START", OptOut.START, id="what Twilio declares goes before what we guess"),
        pytest.param("hello", "SOMETHING", None, id="a declaration that we do not know"),
    ],
)
def test_what_twilio_did_with_the_text(body: str, declared: str | None, opt_out: OptOut | None) -> None:
    assert inbound(changed(Body=body, OptOutType=declared)).opt_out == opt_out


@pytest.mark.parametrize(
    ("sender", "automatic"),
    [
        pytest.param("+15550100002", False, id="a person's number"),
        pytest.param("63001", True, id="a short code"),
        pytest.param("+63001", True, id="a short code with a plus"),
        pytest.param("MyBank", True, id="a name"),
        pytest.param("+1555010000٢", True, id="digits that no network writes"),
        pytest.param("whatsapp:+15550100002", True, id="another channel"),
    ],
)
def test_machines_are_told_from_people(sender: str, automatic: bool) -> None:
    assert inbound(changed(From=sender)).automatic is automatic


def test_the_answer_to_twilio_is_markup_that_says_nothing() -> None:
    # text/plain would be read by the person, as an SMS.
    assert ANSWER_TYPE == "text/xml"
    assert ANSWER.endswith("<Response/>")
    assert SMS_PATH == "/twilio/sms"
