"""`smsup run`, the entry point of `make run`, as a person meets it: phones of the simulator text the real thing."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.cli import rasa
from bot.settings import ROOT, load
from tests.support.rasa import trained_model

pytestmark = pytest.mark.brain

AMINA, BILAL = "+15550101001", "+15550101002"
START_SECONDS, ANSWER_SECONDS = 90, 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Phones:
    """The simulator's phones over its HTTP interface."""

    def __init__(self, port: int) -> None:
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10, trust_env=False)

    def add(self, number: str) -> None:
        answer = self.client.post("/simulator/phones", json={"number": number, "kind": "feature", "label": "a phone"})
        assert answer.status_code in (200, 201, 409), answer.text

    def texts(self, number: str) -> list[dict[str, Any]]:
        path = f"/simulator/phones/{number.replace('+', '%2B')}/texts"
        return [text for text in self.client.get(path).json() if text["direction"] == "to_phone"]

    def text(self, number: str, body: str, reader: str | None = None) -> str:
        """Text, and wait for the next text to the reader (the writer, when not said)."""
        reader = reader or number
        before = len(self.texts(reader))
        path = f"/simulator/phones/{number.replace('+', '%2B')}/texts"
        self.client.post(path, json={"body": body}).raise_for_status()
        end = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < end:
            after = self.texts(reader)
            if len(after) > before:
                return str(after[before]["body"])  # the terms of use come after the first answer
            time.sleep(0.1)
        raise AssertionError(f"nobody answered {body!r} within {ANSWER_SECONDS} s")


@contextmanager
def running(environment: dict[str, str], log: Path) -> Iterator[Phones]:
    """The whole service, brain awake; ended as an operator ends it, and all of it is gone then."""
    port = int(environment["SMSUP_PORT"])
    with log.open("ab") as output:
        process = subprocess.Popen(
            [ROOT / ".venv" / "bin" / "smsup", "run"], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    phones = Phones(port)
    try:
        wait_for_brain(phones, process, log)
        yield phones
    finally:
        phones.client.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) is not None
    brain_port = int(environment["SMSUP_RASA_URL"].rpartition(":")[2])
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", brain_port)) != 0, "the brain was left behind"


def wait_for_brain(phones: Phones, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        try:
            if phones.client.get("/ready").json()["brain"] == "ready":
                return
        except httpx.TransportError:
            pass
        time.sleep(0.3)
    raise AssertionError(f"not ready within {START_SECONDS} s:\n{log.read_text()}")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A new data folder with the trained model in it, and free ports."""
    model = trained_model()
    data = tmp_path / "var"
    (data / "models").mkdir(parents=True)
    settings = load(env_file=tmp_path / "none.env", data_dir=data)
    shutil.copy(model, rasa.model_path(settings))
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(tmp_path),
        "SMSUP_DATA_DIR": str(data),
        "SMSUP_PORT": str(free_port()),
        "SMSUP_RASA_URL": f"http://127.0.0.1:{free_port()}",
    }


def test_everything_starts_answers_and_ends_and_an_open_question_survives_a_restart(
    environment: dict[str, str], tmp_path: Path
) -> None:
    log = tmp_path / "run.log"
    with running(environment, log) as phones:
        phones.add(AMINA)
        phones.add(BILAL)
        assert "4321" in phones.text(AMINA, "4321")
        assert "#2" in phones.text(BILAL, "please let me into group 4321")
        assert phones.text(BILAL, "4321 The clinic is open", reader=AMINA) == "4321 #2: The clinic is open"
        assert "3" in phones.text(AMINA, "i want to make a new group")
    with running(environment, log) as phones:
        assert "7020" in phones.text(AMINA, "the number should be 7020 please")
        assert "7020" in phones.text(AMINA, "groups")
    for written in (log, tmp_path / "var" / "brain.log"):
        said = written.read_text(errors="replace")
        assert "1555010100" not in said, f"a phone number is in {written.name}"
        assert "clinic" not in said, f"somebody's words are in {written.name}"
