"""Rasa as a process: how it is trained and started. It lives in its own Python, in `.venv-rasa`."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click
import yaml

from bot.errors import SmsupError
from bot.settings import ROOT, Settings

PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
RASA = PYTHON.with_name("rasa")
TRAIN = (str(PYTHON), "-m", "bot.brain.training", "train")
LEARNED_FROM = (
    *("config.yml", "data/**/*.yml", "data/meaning.npz", "calibration/*.yml"),
    *("bot/brain/**/*.py", "bot/text/**/*.py", "requirements/brain.txt"),
)
MODELS_KEPT = 3


@dataclass
class NoRasa(SmsupError):
    """`.venv-rasa` is not there: no Python 3.10 was found, or `make setup` has not run."""

    def __str__(self) -> str:
        return "there is no Rasa; install Python 3.10 and run `make setup`"


@dataclass
class TrainingFailed(SmsupError):
    log: Path

    def __str__(self) -> str:
        return f"training failed; {self.log} says why"


@dataclass
class NoModel(SmsupError):
    def __str__(self) -> str:
        return "there is no trained model; run `smsup train`"


def installed() -> bool:
    return RASA.exists()


def model(settings: Settings) -> Path | None:
    """The model of the data as it is now, or else the newest one."""
    wanted = model_path(settings)
    if wanted.exists():
        return wanted
    return max(wanted.parent.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)


def train(settings: Settings, force: bool = False) -> Path:
    """Train, unless a model of this very data is there. Raises NoRasa or TrainingFailed."""
    if not installed():
        raise NoRasa
    path = model_path(settings)
    if path.exists() and not force:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    log = path.parent / "train.log"
    name = path.name.removesuffix(".tar.gz")
    # The tests validate the data; here it would take as long as a fifth of the training.
    options = ["--skip-validation", "--domain", "domain.yml", "--data", "data"]
    options += ["--out", str(path.parent), "--fixed-model-name", name]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*_ends_with_us(), *TRAIN, *options],
            cwd=ROOT,
            env=environment(settings),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        seconds = _watch(process, log)
    if process.returncode != 0 or not path.exists():
        raise TrainingFailed(log)
    click.echo(f"{CLEAR if sys.stdout.isatty() else ''}Trained the brain in {seconds:.0f} s.")
    _forget_old(path.parent)
    return path


def command(settings: Settings, path: Path) -> list[str]:
    """Rasa as a server, reached from this machine only and without its HTTP API."""
    port = urlsplit(settings.rasa_url).port or 5005
    return [
        *_ends_with_us(),
        str(RASA),
        "run",
        *("--interface", "127.0.0.1", "--port", str(port), "--model", str(path)),
        *("--endpoints", "endpoints.yml", "--credentials", "credentials.yml"),
    ]


def _ends_with_us() -> list[str]:
    """Even when this process is killed, the brain ends: a brain left behind would hold its port for ever."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []


def run(settings: Settings) -> int:
    """Be the brain, in the foreground. Raises NoRasa or NoModel."""
    if not installed():
        raise NoRasa
    path = model(settings)
    if path is None:
        raise NoModel
    return subprocess.call(command(settings, path), cwd=ROOT, env=running(settings))


def environment(settings: Settings) -> dict[str, str]:
    """What Rasa is told; of our settings only those that it needs."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SMSUP_", "TWILIO_"))}
    return inherited | {
        "SMSUP_DATA_DIR": str(settings.data_dir.resolve()),
        "SMSUP_RASA_TOKEN": settings.rasa_token.get_secret_value(),
        "SMSUP_ACTIONS_URL": f"http://127.0.0.1:{settings.port}/actions",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "OMP_WAIT_POLICY": "passive",
    }


def running(settings: Settings) -> dict[str, str]:
    """The environment of the server.

    The model of meaning reads a text with all cores, and its threads spin for the next step; numpy's stay out of their
    way: with them beside, a text took a quarter longer on two cores, and the entities' network several times as long.
    """
    spinning = {name: value for name, value in environment(settings).items() if name != "OMP_WAIT_POLICY"}
    return spinning | {"OPENBLAS_NUM_THREADS": "1"}


def model_path(settings: Settings) -> Path:
    """Where the model of the data as it is now is, or will be."""
    return settings.data_dir.resolve() / "models" / f"{_fingerprint()}.tar.gz"


def _fingerprint() -> str:
    """Of all that a model is made from. What the bot says is no part of it: a better reply needs no training."""
    digest = hashlib.sha256()
    for path in _learned_from():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    domain.pop("responses")
    digest.update(yaml.safe_dump(domain).encode())
    return digest.hexdigest()[:16]


def _learned_from() -> Iterator[Path]:
    for pattern in LEARNED_FROM:
        yield from sorted(ROOT.glob(pattern))


PARTS = {"RulePolicy": "rules", "MeaningClassifier": "intents", "TextEntityExtractor": "entities"}
"""What is trained, as Rasa calls it and as it is shown."""
BAR = 24
CLEAR = "\r\x1b[K"
"""Takes away what stands on the line."""


def _watch(process: subprocess.Popen[bytes], log: Path) -> float:
    """Show how far it is, and with what; returns the seconds it took. Where nobody watches, a line a part."""
    begun, shown, watched = time.monotonic(), "", sys.stdout.isatty()
    while process.poll() is None:
        bar = _bar(log.read_text(errors="replace"))
        if watched:
            click.echo(f"\rTraining the brain {bar} {time.monotonic() - begun:4.0f} s", nl=False)
        elif bar != shown:
            click.echo(f"Training the brain {bar}")
        shown = bar
        time.sleep(1)
    return time.monotonic() - begun


def _bar(log: str) -> str:
    """Return how much has been trained and what is being trained now, as Rasa's log tells."""
    ended = [PARTS.get(name, name) for name in re.findall(r"Finished training component '(\w+)'", log)]
    begun = [PARTS.get(name, name) for name in re.findall(r"Starting to train component '(\w+)'", log)]
    now = ", ".join(name for name in begun if name not in ended) or "the texts"
    return f"[{'#' * (BAR * len(ended) // len(PARTS)):-<{BAR}}] {now:<18}"


def _forget_old(folder: Path) -> None:
    models = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in models[MODELS_KEPT:]:
        path.unlink()
