"""Starts the processes of one machine, and ends them together."""

from __future__ import annotations

import logging
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import click
import uvicorn

from bot import service
from bot.cli import rasa
from bot.errors import SmsupError
from bot.gateway import app
from bot.settings import ROOT, Settings, load

log = logging.getLogger(__name__)

RESTART_SECONDS = 5.0
STOP_SECONDS = 15.0


@dataclass
class PortTaken(SmsupError):
    port: int

    def __str__(self) -> str:
        return f"port {self.port} is taken; stop what listens there or set SMSUP_PORT"


def run() -> None:
    """Service, workers and brain, until interrupted."""
    settings = load()
    _refuse_taken(settings)
    # uvicorn raises the signal again when it is done; without this the brain would be left behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    brain = _Brain(settings)
    brain.start()
    try:
        serve(work=True, settings=settings)
    finally:
        brain.stop()


def serve(work: bool, settings: Settings | None = None) -> None:
    """The webhooks and pages; with `work`, the workers in the same process."""
    settings = settings or load()
    _refuse_taken(settings)
    application = app.build(service.build(settings), work=work)
    _say_where(settings)
    uvicorn.run(
        application,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )


def work() -> None:
    """Only the workers, until interrupted."""
    parts = service.build(load())
    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    parts.start()
    done.wait()
    parts.close()


class _Brain:
    """Rasa as a child process, started again when it ends."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        if not rasa.installed():
            click.echo("There is no Python 3.10 for Rasa: exact texts work, free-form ones get a guide.", err=True)
            return
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()

    def _keep(self) -> None:
        """Train first where the data has changed; exact texts are answered meanwhile."""
        output = (self._settings.data_dir / "brain.log").open("ab")
        while not self._stopping.is_set():
            path = self._model()
            if path is not None:
                self._process = subprocess.Popen(
                    rasa.command(self._settings, path),
                    cwd=ROOT,
                    env=rasa.running(self._settings),
                    stdout=output,
                    stderr=subprocess.STDOUT,
                )
                self._process.wait()
            if not self._stopping.wait(RESTART_SECONDS):
                log.warning("the brain is started again; brain.log in the data folder may say why it ended")

    def _model(self) -> Path | None:
        """The model of the data as it is now; the newest old one when training fails."""
        try:
            return rasa.train(self._settings)
        except rasa.TrainingFailed as error:
            log.error("%s", error)
            return rasa.model(self._settings)


def _refuse_taken(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            raise PortTaken(settings.port) from None


def _say_where(settings: Settings) -> None:
    if settings.carrier == "simulator":
        click.echo(f"\nText the service on its simulator:  {settings.public}{app.SIMULATOR}\n")
    else:
        click.echo(f"\nTwilio brings texts to:  {settings.public}/twilio/sms   (check it with `smsup doctor`)\n")
    if rasa.installed():
        threading.Thread(target=_say_when_ready, args=(settings,), daemon=True).start()


def _say_when_ready(settings: Settings) -> None:
    """Exact texts are answered at once; say when free-form ones are, too."""
    from bot.conversation.brain import Brain

    brain = Brain(settings.rasa_url, settings.rasa_token.get_secret_value())
    begun = time.monotonic()
    while not brain.is_ready():
        time.sleep(1)
    click.echo(f"The brain is awake after {time.monotonic() - begun:.0f} s: free-form texts are understood.")
