"""The real brain: one trained Rasa for the whole run, and one real server of the gateway that it calls back.

Every test has a database and a service of its own; the server hands requests to the service of the test that runs.
"""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.cli import rasa
from bot.conversation.brain import Brain
from bot.settings import ROOT, Settings
from tests.support.stage import stage_settings

START_SECONDS = 120


class Switch:
    """An ASGI app that is, at any moment, the app of the test that runs."""

    def __init__(self) -> None:
        self.app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


@contextmanager
def serving(switch: Switch, port: int) -> Iterator[None]:
    """A real uvicorn on that port of this machine."""
    config = uvicorn.Config(switch, host="127.0.0.1", port=port, log_level="warning", lifespan="off", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield
    server.should_exit = True
    thread.join(10)


def trained_model() -> Path:
    """The model that `smsup train` left in var/; a skip when there is none, where CI=true a failure."""
    kept = stage_settings().model_copy(update={"data_dir": ROOT / "var"})
    model = rasa.model(kept) if rasa.installed() else None
    if model is not None:
        return model
    if os.environ.get("CI") == "true":
        pytest.fail("there is no trained brain here, and CI must not leave its tests out")
    pytest.skip("there is no trained brain here: `make train` makes one")


@contextmanager
def awake(model: Path, folder: Path, switch: Switch) -> Iterator[Settings]:
    """Rasa with that model, and the server it calls; the settings under which both know each other."""
    port, brain_port = _free_port(), _free_port()
    settings = stage_settings(rasa_url=f"http://127.0.0.1:{brain_port}", port=port)
    settings = settings.model_copy(update={"data_dir": folder})
    with ExitStack() as stack:
        stack.enter_context(serving(switch, port))
        log = stack.enter_context((folder / "brain.log").open("wb"))
        process = subprocess.Popen(
            rasa.command(settings, model), cwd=ROOT, env=rasa.running(settings), stdout=log, stderr=log
        )
        stack.callback(_end, process)
        _await(settings, process)
        yield settings


def _await(settings: Settings, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    with closing(Brain(settings.rasa_url, settings.rasa_token.get_secret_value())) as brain:
        while not brain.is_ready():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the brain did not start: see {settings.data_dir / 'brain.log'}")
            time.sleep(0.3)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
