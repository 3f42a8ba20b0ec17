"""No line of the log holds a phone number or anybody's words, whatever happens."""

from __future__ import annotations

import logging

import pytest

from bot.carriers.base import Outcome
from bot.gateway.webhooks import SMS_PATH, STATUS_PATH
from bot.store.states import InboxState
from tests.support.seed import CAST
from tests.support.stage import Stage
from tests.support.webhook import Webhook, text_form

POST = "the bakery behind the station opens at dawn"
FREE_FORM = "would you kindly gather my neighbours"


async def test_a_whole_day_leaves_no_words_and_no_numbers_in_the_log(
    webhook: Webhook, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    stage.clock.tick(1e9)
    for number, (sender, body) in enumerate(
        [("Amina", "4321"), ("Bilal", "4321"), ("Amina", f"4321 {POST}"), ("Chit", FREE_FORM)]
    ):
        await webhook.post(SMS_PATH, text_form(sender, body, f"SM-in-{number}"))
    await webhook.post(SMS_PATH, text_form(), **{"X-Twilio-Signature": "wrong"})
    await webhook.post(STATUS_PATH, {"MessageSid": "SM1", "To": CAST["Amina"], "MessageStatus": "failed"})
    stage.carrier.next_outcomes = [Outcome.misconfigured, Outcome.throttled, Outcome.unknown]
    for _ in range(20):
        stage.settle()
        stage.reconciler.step()
        stage.clock.tick(100)
    stage.reader = stage.worker(InboxState.RECEIVED, _fails_with_words)
    stage.receive("Dina", POST)
    stage.settle()
    await webhook.request("GET", "/ready")
    assert POST in "\n".join(text.body for text in stage.carrier.taken)
    assert any("RuntimeError" in record.getMessage() for record in caplog.records)
    logged = "\n".join(_all_of(record) for record in caplog.records)
    for secret in (*CAST.values(), *(phone.lstrip("+") for phone in CAST.values()), POST, FREE_FORM):
        assert secret not in logged


def _fails_with_words(_inbox_id: int) -> None:
    raise RuntimeError(POST)


def _all_of(record: logging.LogRecord) -> str:
    """All that a handler could write of a record, with its arguments and its traceback."""
    formatted = logging.Formatter("%(name)s %(message)s %(threadName)s").format(record)
    return f"{formatted} {record.args!r} {record.exc_info!r}"
