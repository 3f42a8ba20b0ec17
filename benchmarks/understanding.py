"""How our brain compares with the stock Rasa pipeline, both trained on the same texts, in one run: `make bench`.

    python -m benchmarks.understanding [--share 0.05] [--epochs 100] [--texts 400] [--kept]

Trains the stock pipeline and ours twice, first without any vector on disk; then both read the same held-out texts in
turns, text by text, so that a busy machine is as busy for the one as for the other. A text is *understood* when the
pipeline has read it, and *decided* when the policies (stock's: TED and rules; ours: rules) have chosen what to do next,
which every text goes through. Prints a table in Markdown: figures of each, and ours against stock's. Stock's model is
kept in var/bench; --kept uses one of these very texts from an earlier run, so that the time of its training is no
figure of this run.

Stock would need many hours for all training texts, so both learn from a share of them, the same one; --share 1 takes
all. Ours has its adapted model of meaning either way, which has seen all of them.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any

from benchmarks.stock import project
from bot.cli import rasa
from bot.evaluation.cases import Case, read
from bot.settings import ROOT, Settings, load

LANGUAGES = ("ar", "en", "fa", "my")
WARM_UP = 20
REST = 0.02
"""Seconds between two turns, in which threads that wait for more to do give up: none is to be in the other's way."""
EXAMPLE = "    - "


@dataclass
class Measured:
    """One of the two."""

    name: str
    training: float
    retraining: float
    how: tuple[str, ...] = ()
    start: float = 0.0
    megabytes: float = 0.0
    understood: list[float] = field(default_factory=list)
    decided: list[float] = field(default_factory=list)
    right: dict[str, list[bool]] = field(default_factory=dict)

    def share(self, language: str) -> float:
        answers = self.right[language]
        return sum(answers) / len(answers)


def timed_training(settings: Settings, folder: Path, name: str, train: Sequence[str]) -> tuple[float, Path]:
    """Train a project; the seconds it took, and the model."""
    command = [*train, "--skip-validation", "--force", "--fixed-model-name", name]
    begun = time.monotonic()
    done = subprocess.run(command, cwd=folder, env=rasa.environment(settings), capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)
    return time.monotonic() - begun, folder / "models" / f"{name}.tar.gz"


def ours(settings: Settings, folder: Path, texts: Path) -> tuple[Measured, Path]:
    """Our project copied, so that no earlier training is found; trained without and with vectors on disk."""
    for name in ("config.yml", "domain.yml", "calibration"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(texts, folder / "data")
    fresh = settings.model_copy(update={"data_dir": folder / "var"})
    cold, _ = timed_training(fresh, folder, "cold", rasa.TRAIN)
    warm, model = timed_training(fresh, folder, "warm", rasa.TRAIN)
    return Measured("SMSUp", cold, warm), model


def stock(settings: Settings, folder: Path, texts: Path, epochs: int, again: bool) -> tuple[Measured, Path]:
    """The stock project trained on the texts; `again`: its model of an earlier run on them, where there is one."""
    project.write(folder, texts, epochs)
    kept = settings.data_dir / "bench" / f"stock-{digest(folder)}.tar.gz"
    took = kept.with_suffix(".seconds")
    if not (again and took.exists()):
        seconds, model = timed_training(settings, folder, "stock", [str(rasa.RASA), "train"])
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(model, kept)
        took.write_text(str(seconds))
    seconds = float(took.read_text())
    return Measured("stock Rasa", seconds, seconds, ("--stock",)), kept


def thin(texts: Path, share: float) -> None:
    """Leave of each intent and language only that share of the examples."""
    for path in sorted(texts.glob("nlu/*/*.yml")):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        examples = [number for number, line in enumerate(lines) if line.startswith(EXAMPLE)]
        kept = set(random.Random(0).sample(examples, max(2, round(share * len(examples)))))
        path.write_text(
            "".join(line for number, line in enumerate(lines) if number in kept or not line.startswith(EXAMPLE)),
            encoding="utf-8",
        )


def digest(folder: Path) -> str:
    """A name for all that a project is trained on."""
    files = sorted(path for path in folder.rglob("*.yml") if "models" not in path.parts)
    return blake2b(b"".join(path.read_bytes() for path in files), digest_size=8).hexdigest()


class Listener:
    """A model in a process of its own: see `benchmarks.listen`."""

    def __init__(self, settings: Settings, model: Path, *how: str) -> None:
        command = [str(rasa.PYTHON), "-W", "ignore", "-m", "benchmarks.listen", str(model), *how]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=rasa.running(settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._line()

    def hear(self, text: str) -> dict[str, Any]:
        """What it made of a text, and how long that took."""
        assert self.process.stdin is not None
        print(json.dumps({"text": text}), file=self.process.stdin, flush=True)
        return self._line()

    def _line(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        found: dict[str, Any] = json.loads(self.process.stdout.readline())
        return found


def memory(listener: Listener) -> float:
    """Megabytes of the process that holds the model, now."""
    for line in Path(f"/proc/{listener.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no VmRSS")


def read_in_turns(settings: Settings, pairs: list[tuple[Measured, Path]], cases: list[tuple[str, Case]]) -> None:
    """Start both, and let them read the same texts, one text after the other."""
    opened = []
    for measured, model in pairs:
        begun = time.monotonic()
        opened.append((measured, Listener(settings, model, *measured.how)))
        measured.start = time.monotonic() - begun
    for number, (language, case) in enumerate(cases):
        for measured, listener in opened:
            time.sleep(REST)
            heard = listener.hear(case.text)
            measured.right.setdefault(language, []).append(heard["intent"] == case.intent)
            if number >= WARM_UP:
                measured.understood.append(heard["understood"])
                measured.decided.append(heard["decided"])
    for measured, listener in opened:
        measured.megabytes = memory(listener)
        listener.process.communicate()


def table(us: Measured, them: Measured) -> str:
    """Both, side by side, and ours as a ratio of stock's."""
    rows = [(f"intent right, {code}", us.share(code), them.share(code), "{:.1%}") for code in us.right]
    for what in ("understood", "decided"):
        ours, theirs = getattr(us, what), getattr(them, what)
        for name, at in (("p50", 50), ("p95", 95)):
            rows.append((f"one text {what}, {name}, ms", percentile(ours, at), percentile(theirs, at), "{:.1f}"))
    rows += [
        ("texts a second, one after the other", 1 / fmean(us.decided), 1 / fmean(them.decided), "{:.0f}"),
        ("memory, MB", us.megabytes, them.megabytes, "{:.0f}"),
        ("training, nothing on disk, s", us.training, them.training, "{:.0f}"),
        ("training again, s", us.retraining, them.retraining, "{:.0f}"),
        ("start, s", us.start, them.start, "{:.1f}"),
    ]
    lines = [f"| | {us.name} | {them.name} | ratio |", "|---|---|---|---|"]
    lines += [f"| {name} | {form.format(a)} | {form.format(b)} | {a / b:.2f} |" for name, a, b, form in rows]
    return "\n".join(lines)


def percentile(seconds: list[float], share: int) -> float:
    """Milliseconds within which that many of a hundred texts were done."""
    return quantiles(seconds, n=100)[share - 1] * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--share", type=float, default=0.05, help="of the training texts, for both")
    parser.add_argument("--epochs", type=int, default=100, help="of the stock pipeline's networks")
    parser.add_argument("--texts", type=int, help="only so many texts of each language")
    parser.add_argument("--kept", action="store_true", help="use stock's model of an earlier run on these texts")
    given = parser.parse_args()
    settings = load()
    held = [one for one in read(ROOT / "tests" / "understanding", LANGUAGES) if one.name == one.language]
    cases = [(one.language, case) for one in held for case in one.texts[: given.texts]]
    random.Random(0).shuffle(cases)
    with tempfile.TemporaryDirectory() as name:
        texts = Path(name) / "texts"
        shutil.copytree(ROOT / "data", texts)  # whatever is edited meanwhile, both learn the same
        thin(texts, given.share)
        folders = [Path(name) / part for part in ("ours", "stock")]
        for folder in folders:
            folder.mkdir()
        print("training ours, twice...", file=sys.stderr)
        us = ours(settings, folders[0], texts)
        print(f"training stock ({given.epochs} epochs, {given.share:.0%} of the texts)...", file=sys.stderr)
        them = stock(settings, folders[1], texts, given.epochs, given.kept)
        print(f"reading {len(cases)} texts...", file=sys.stderr)
        read_in_turns(settings, [us, them], cases)
    print(table(us[0], them[0]))


if __name__ == "__main__":
    main()
