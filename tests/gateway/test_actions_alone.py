"""The same actions under rasa-sdk's own server, for whoever runs Rasa in the usual way."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from bot.settings import ROOT

START_SECONDS = 60


def test_the_plain_rasa_sdk_server_serves_every_action(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {"PATH": "/usr/bin:/bin", "SMSUP_DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, trust_env=False) as client:
            names = {action["name"] for action in listed(client, process)}
            assert {"action_join_group", "action_answer", "action_ask_answer", "action_nlu_fallback"} <= names
            assert told(client, {"metadata": {"inbox": 1}}) == []
            typed = {"intent_ranking": [{"name": "help", "confidence": 0.9}], "metadata": {}}
            assert told(client, typed) == ["help 0.90"], "in `rasa shell` one sees what was understood"
    finally:
        process.terminate()
        process.wait(20)


def told(client: httpx.Client, message: dict[str, object]) -> list[str]:
    """What action_help answers to a message in Rasa's form."""
    tracker = {"sender_id": "someone", "slots": {}, "latest_message": message, "events": []}
    call = {"next_action": "action_help", "sender_id": "someone", "tracker": tracker, "domain": {}}
    answer = client.post("/webhook", json=call)
    assert answer.status_code == 200, answer.text
    return [response["text"] for response in answer.json()["responses"]]


def listed(client: httpx.Client, process: subprocess.Popen[bytes]) -> list[dict[str, str]]:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended"
        try:
            return list(client.get("/actions").json())
        except httpx.TransportError:
            time.sleep(0.2)
    raise AssertionError(f"not up within {START_SECONDS} s")
