"""Texts as the carrier brings them: only its own, each once, whatever is in them, and never a failure."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select

from bot.gateway.webhooks import SMS_PATH
from bot.store.tables import InboxRow
from tests.support.stage import Stage, name_of
from tests.support.webhook import Form, Webhook, text_form

EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


def stored(stage: Stage) -> list[str]:
    """The bodies in the inbox."""
    with stage.database.read() as session:
        return [
            stage.vault.open(row.body_sealed or b"") for row in session.scalars(select(InboxRow).order_by(InboxRow.id))
        ]


async def test_a_text_is_stored_and_answered_with_nothing_to_send(webhook: Webhook, stage: Stage) -> None:
    answer = await webhook.post(SMS_PATH, text_form(body="4321"))
    assert (answer.status_code, answer.text) == (200, EMPTY)
    assert answer.headers["content-type"].startswith("text/xml")
    assert stored(stage) == ["4321"]


async def test_a_text_is_answered_by_the_real_service(webhook: Webhook, stage: Stage) -> None:
    stage.clock.tick(1e9)  # the webhook stores with the time of day; the standing clock must not be before it
    await webhook.post(SMS_PATH, text_form(body="4321"))
    answer, terms = stage.settle()
    assert (name_of(answer.to), name_of(terms.to)) == ("Amina", "Amina")
    assert "4321" in answer.body
    assert "FORGET ME" in terms.body


async def test_a_repeated_text_is_answered_200_and_stored_once(webhook: Webhook, stage: Stage) -> None:
    form = text_form(body="4321")
    answers = await asyncio.gather(*(webhook.post(SMS_PATH, form) for _ in range(4)))
    assert {answer.status_code for answer in answers} == {200}
    assert stored(stage) == ["4321"]


BODIES = {
    "empty": "",
    "spaces and a line end": "  \n",
    "1,600 letters": "x" * 1600,
    "1,600 Burmese letters": "က" * 1600,
    "emoji with joiners": "👩‍👩‍👧‍👦👍🏽",
    "a command to Rasa": "/restart",
    "a command to Rasa with entities": '/create_group{"group": "4321"}',
    "JSON": '{"a":1}',
    "per cent signs": "100% %zz %",
    "plus and ampersand": "a+b&c=d",
    "a NUL": "43\x0021",
    "an override of direction": "\u202e1234",
    "SQL": "'; DROP TABLE people; --",
    "a placeholder": "{group} %s {0}",
    "markup": "<Response><Message>hi</Message></Response>",
    "Zawgyi": "ေက်းဇူးတင္ပါတယ္",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
async def test_any_words_are_stored_letter_for_letter_and_handled(webhook: Webhook, stage: Stage, body: str) -> None:
    stage.clock.tick(1e9)
    answer = await webhook.post(SMS_PATH, text_form(body=body))
    assert answer.status_code == 200
    assert stored(stage) == [body]
    stage.settle()
    with stage.database.read() as session:
        assert session.scalars(select(InboxRow.last_error)).all() == [None]


async def test_a_picture_alone_has_no_body(webhook: Webhook, stage: Stage) -> None:
    form = text_form(NumMedia="1")
    del form["Body"]
    assert (await webhook.post(SMS_PATH, form)).status_code == 200
    assert stored(stage) == [""]


SIGNATURES = {
    "none": "",
    "a wrong one": "bm90IGEgc2lnbmF0dXJl",
    "no base64": "ö not base64 ö",
}


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES.keys())
async def test_what_twilio_did_not_sign_is_refused(webhook: Webhook, stage: Stage, signature: str) -> None:
    answer = await webhook.post(SMS_PATH, text_form(), **{"X-Twilio-Signature": signature})
    assert (answer.status_code, answer.content) == (403, b"")
    assert stored(stage) == []


async def test_a_missing_signature_is_refused(webhook: Webhook, stage: Stage) -> None:
    assert (await webhook.raw(SMS_PATH, b"Body=4321&From=%2B15550100011")).status_code == 403
    assert stored(stage) == []


CHANGED = {
    "the sender": {"From": "+15550100099"},
    "the body": {"Body": "4321 run"},
    "one field more": {"Extra": "1"},
    "another account": {"AccountSid": "AC" + "9" * 32},
}


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED.keys())
async def test_a_signature_is_for_this_form_only(webhook: Webhook, stage: Stage, change: Form) -> None:
    form = text_form()
    headers = {"X-Twilio-Signature": webhook.signature(SMS_PATH, form)}
    assert (await webhook.post(SMS_PATH, form | change, **headers)).status_code == 403
    assert stored(stage) == []


async def test_a_signature_is_for_this_address_only(webhook: Webhook) -> None:
    form = text_form()
    headers = {"X-Twilio-Signature": webhook.signature("/twilio/status", form)}
    assert (await webhook.post(SMS_PATH, form, **headers)).status_code == 403
    assert (
        await webhook.post(SMS_PATH + "?a=1", form, **{"X-Twilio-Signature": webhook.signature(SMS_PATH, form)})
    ).status_code == 403


async def test_a_signed_text_of_another_account_is_refused(webhook: Webhook, stage: Stage) -> None:
    assert (await webhook.post(SMS_PATH, text_form(AccountSid="AC" + "9" * 32))).status_code == 403
    assert stored(stage) == []


LACKING = ["MessageSid", "From", "To", "AccountSid"]


@pytest.mark.parametrize("field", LACKING)
async def test_a_signed_text_without_what_it_needs_is_a_bad_request(webhook: Webhook, field: str) -> None:
    form = text_form()
    del form[field]
    assert (await webhook.post(SMS_PATH, form)).status_code == 400


RAW = {
    "nothing": b"",
    "broken percent-encoding": b"Body=%zz%&From=%2",
    "bytes that are no UTF-8": b"Body=\xff\xfe\x00&From=\xc3\x28",
    "a lone surrogate": b"Body=%ED%A0%80&From=%2B15550100011",
    "JSON instead of a form": b'{"Body": "4321"}',
    "ten megabytes": b"Body=" + b"a" * 10_000_000,
    "a thousand fields": b"&".join(b"f%d=1" % n for n in range(1000)),
    "only separators": b"&&&==;;",
}


@pytest.mark.parametrize("path", [SMS_PATH, "/twilio/status"])
@pytest.mark.parametrize("body", RAW.values(), ids=RAW.keys())
async def test_no_request_is_a_failure_of_ours(webhook: Webhook, stage: Stage, path: str, body: bytes) -> None:
    answer = await webhook.raw(path, body, **{"X-Twilio-Signature": "bm90IGEgc2lnbmF0dXJl"})
    assert answer.status_code == 403
    assert stored(stage) == []


async def test_a_lone_surrogate_that_is_signed_is_kept_as_a_replacement(webhook: Webhook, stage: Stage) -> None:
    """Twilio's own signing cannot hold one; what our parser makes of the bytes is what must be storable."""
    form = text_form(body="a\ufffdb")
    raw_answer = await webhook.post(SMS_PATH, form)
    assert raw_answer.status_code == 200
    assert stored(stage) == ["a\ufffdb"]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_only_posts_are_taken(webhook: Webhook, method: str) -> None:
    assert (await webhook.request(method, SMS_PATH)).status_code == 405


async def test_nothing_else_is_served(webhook: Webhook) -> None:
    for path in ("/", "/docs", "/openapi.json", "/redoc", "/admin", "/simulator"):
        assert (await webhook.request("GET", path)).status_code == 404


async def test_many_texts_at_once_are_all_stored(webhook: Webhook, stage: Stage) -> None:
    forms = [
        text_form(sender, f"text {n}", f"SM{sender}{n}") for sender in ("Amina", "Bilal", "Chit") for n in range(5)
    ]
    answers = await asyncio.gather(*(webhook.post(SMS_PATH, form) for form in forms))
    assert {answer.status_code for answer in answers} == {200}
    with stage.database.read() as session:
        assert session.scalar(select(func.count()).select_from(InboxRow)) == 15
