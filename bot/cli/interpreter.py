"""A trained model in a process of its own, asked text by text: no dialogue, no network, nothing kept."""

from __future__ import annotations

import json
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from bot.cli.rasa import PYTHON, NoRasa, running
from bot.conversation.understood import Entity, Understood
from bot.errors import SmsupError
from bot.settings import ROOT, Settings


@dataclass
class ModelUnreadable(SmsupError):
    """The process that holds the model ended: what it wrote says why."""

    model: Path
    wrote: str

    def __str__(self) -> str:
        last = self.wrote.strip().splitlines()[-1:] or ["it wrote nothing"]
        return f"{self.model.name} cannot be used: {last[0]}"


@dataclass(frozen=True)
class Heard:
    """What the model made of a text; entities are cut out of the text as it was given. seconds: what it took."""

    ranking: tuple[tuple[str, float], ...]
    entities: tuple[Entity, ...]
    seconds: float

    def understood(self) -> Understood:
        """As the service gets it from Rasa: of a dialogue that has just begun."""
        return Understood(0, self.ranking[0][0], self.ranking, self.entities)


class Interpreter:
    """Use it with `with`: leaving the block ends the process. Raises NoRasa, ModelUnreadable."""

    def __init__(self, settings: Settings, model: Path) -> None:
        if not PYTHON.exists():
            raise NoRasa
        self._model = model
        self._wrote = tempfile.TemporaryFile()  # noqa: SIM115  # as long as the process; a pipe could fill up
        self._process = subprocess.Popen(
            [str(PYTHON), "-W", "ignore", "-m", "bot.brain.interpret", str(model)],
            cwd=ROOT,
            env=running(settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._wrote,
            text=True,
            encoding="utf-8",
        )
        if not self._line().get("ready"):
            self.end()
            raise ModelUnreadable(model, "Rasa does not take it")

    @property
    def pid(self) -> int:
        """Of the process that holds the model."""
        return self._process.pid

    def hear(self, text: str, language: str | None = None) -> Heard:
        """What a text means; `language`: what the person wrote before. ValueError for what no text can be."""
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # there is no line to read then, which is told below
            self._process.stdin.write(json.dumps({"text": text, "language": language}) + "\n")
            self._process.stdin.flush()
        found = self._line()
        if "error" in found:
            raise ValueError(found["error"])
        return Heard(
            tuple((name, float(confidence)) for name, confidence in found["ranking"]),
            tuple(Entity(e["entity"], int(e["start"]), int(e["end"]), str(e["value"])) for e in found["entities"]),
            float(found["seconds"]),
        )

    def __enter__(self) -> Interpreter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> str:
        """End the process, unless it has ended already; what it wrote beside its answers."""
        if self._wrote.closed:
            return ""
        self._process.communicate()
        with self._wrote as wrote:
            wrote.seek(0)
            return wrote.read().decode("utf-8", "replace")

    def _line(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise ModelUnreadable(self._model, self.end())
        found: dict[str, Any] = json.loads(line)
        return found
