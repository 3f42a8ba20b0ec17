"""/actions: for the brain alone, and only in its own words."""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest

from bot.store import inbox
from bot.store.states import InboxState
from tests.support.seed import knows_terms
from tests.support.stage import Stage, name_of
from tests.support.webhook import Webhook


def call(action: str, inbox_id: int, intent: str, confidence: float = 0.99, text: str = "") -> dict[str, Any]:
    """A request as Rasa makes it."""
    message = {
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "intent_ranking": [{"name": intent, "confidence": confidence}],
        "entities": [],
        "metadata": {"inbox": inbox_id},
    }
    tracker = {
        "sender_id": "opaque",
        "slots": {},
        "latest_message": message,
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": None,
        "latest_input_channel": "smsup",
    }
    return {"next_action": action, "sender_id": "opaque", "tracker": tracker, "domain": {}, "version": "3.6.21"}


def token(stage: Stage) -> dict[str, str]:
    return {"Authorization": f"Bearer {stage.settings.rasa_token.get_secret_value()}"}


def claimed(stage: Stage, sender: str, text: str) -> int:
    """A free-form text, at the moment at which the brain hears it; of somebody who has texted before."""
    with stage.database.write() as session:
        knows_terms(session, stage.vault, sender, stage.clock.now())
    stage.receive(sender, text)
    text_ = stage.database.in_transaction(lambda s: inbox.claim(s, stage.vault, stage.clock.now(), InboxState.RECEIVED))
    assert text_ is not None
    return text_.id


async def test_an_action_is_carried_out_once(webhook: Webhook, stage: Stage) -> None:
    row = claimed(stage, "Amina", "how does this work my friend")
    body = json.dumps(call("action_help", row, "help")).encode()
    for _ in range(2):
        answer = await webhook.request("POST", "/actions", body, token(stage))
        assert answer.status_code == 200
        assert set(answer.json()) == {"events", "responses"}
    assert [name_of(text.to) for text in stage.settle()] == ["Amina"]


async def test_a_squeezed_request_is_read(webhook: Webhook, stage: Stage) -> None:
    row = claimed(stage, "Amina", "hello there everybody")
    body = zlib.compress(json.dumps(call("action_greet", row, "greet")).encode())
    answer = await webhook.request("POST", "/actions", body, {**token(stage), "content-encoding": "deflate"})
    assert answer.status_code == 200
    assert len(stage.settle()) == 1


TOKENS = {
    "none": {},
    "an empty one": {"Authorization": ""},
    "a wrong one": {"Authorization": "Bearer wrong"},
    "without its kind": {"Authorization": "a-token-between-brain-and-service-in-tests"},
    "letters of another script": {"Authorization": "Bearer رمز"},
}


@pytest.mark.parametrize("headers", TOKENS.values(), ids=TOKENS.keys())
async def test_without_the_token_nothing_is_done(webhook: Webhook, stage: Stage, headers: dict[str, str]) -> None:
    row = claimed(stage, "Amina", "how does this work my friend")
    answer = await webhook.request("POST", "/actions", json.dumps(call("action_help", row, "help")).encode(), headers)
    assert (answer.status_code, answer.content) == (401, b"")
    assert stage.settle() == []


WRONG = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "a number": b"1",
    "bytes that are no UTF-8": b"\xff\xfe{",
    "nothing in it": b"{}",
    "no tracker": b'{"next_action": "action_help"}',
    "a tracker that is none": b'{"next_action": "action_help", "tracker": 7, "domain": {}}',
    "nested too deep": b"[" * 100_000,
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG.keys())
async def test_what_is_no_call_is_a_bad_request(webhook: Webhook, stage: Stage, body: bytes) -> None:
    assert (await webhook.request("POST", "/actions", body, token(stage))).status_code == 400


async def test_a_wrongly_squeezed_request_is_a_bad_request(webhook: Webhook, stage: Stage) -> None:
    headers = {**token(stage), "content-encoding": "deflate"}
    assert (await webhook.request("POST", "/actions", b"not squeezed", headers)).status_code == 400


async def test_an_action_that_is_not_there_is_said_so(webhook: Webhook, stage: Stage) -> None:
    body = json.dumps(call("action_fly", 1, "fly")).encode()
    answer = await webhook.request("POST", "/actions", body, token(stage))
    assert answer.status_code == 404
    assert answer.json()["action_name"] == "action_fly"


async def test_a_text_that_is_not_there_changes_nothing(webhook: Webhook, stage: Stage) -> None:
    body = json.dumps(call("action_help", 99999, "help")).encode()
    assert (await webhook.request("POST", "/actions", body, token(stage))).status_code == 200
    assert stage.settle() == []
