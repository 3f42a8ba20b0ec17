"""The rooms of docs/architecture.md and what each may import, read from the page and from the code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT

ROOMS = (
    *("bot/text", "bot/store", "bot/replies", "bot/commands", "bot/conversation", "bot/carriers/twilio"),
    *("bot/carriers/simulator", "bot/delivery", "bot/gateway", "bot/brain", "bot/evaluation", "actions", "bot/cli"),
)
ANY = frozenset(ROOMS)
EVERYBODY = ("bot.errors", "bot.carriers.base", "bot.loop")
"""Values and small tools that belong to no room."""
BRAIN_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"


def allowed() -> dict[str, frozenset[str]]:
    """The table "Rooms, and what each may import", as rooms."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = {
        room.rstrip("/"): words
        for rooms, words in re.findall(r"^\| (`[^|]+) \|[^|]*\|([^|]*)\|$", page, re.MULTILINE)
        for room in re.findall(r"`([^`]+)`", rooms)
    }
    return {room: _rooms_named(table[room], table) for room in ROOMS}


def _rooms_named(words: str, table: dict[str, str]) -> frozenset[str]:
    words = words.strip()
    if words == "everything" or not words:  # the command line's line says nothing: it starts all
        return ANY
    if words == "commands and below":
        return frozenset({"bot/commands", *_rooms_named(table["bot/commands"], table)})
    named = {f"bot/{word.strip()}" for word in words.split(",")}
    if "bot/carriers" in named:
        named |= {"bot/carriers/twilio", "bot/carriers/simulator"}
    if "bot/conversation" in named:  # the thin shell names the commands' values, too
        named |= {"bot/commands"}
    return ANY & named


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Our own modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.relative_to(ROOT)} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] in ("bot", "actions")}


def room_of(module: str) -> str | None:
    as_path = module.replace(".", "/")
    return next((room for room in sorted(ROOMS, key=len, reverse=True) if f"{as_path}/".startswith(f"{room}/")), None)


def is_everybody_s(module: str) -> bool:
    return module.startswith(EVERYBODY)


# What is written nowhere else: the shell composes itself when rasa-sdk's own server starts it.
EXCEPTIONS = {"actions/actions.py": {"bot.service", "bot.settings"}, "actions/__init__.py": {"actions.actions"}}
ROOT_MODULES = {"bot/gateway", "bot/cli"}
"""Rooms that may use the composition root and the settings."""


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_its_line_allows(room: str) -> None:
    may = allowed()[room] | {room}
    wrong = {
        (str(path.relative_to(ROOT)), module)
        for path in modules(room)
        for module in imported(path)
        if (target := room_of(module)) is not None and target not in may
    }
    assert wrong == set()


@pytest.mark.parametrize("room", sorted(set(ROOMS) - ROOT_MODULES))
def test_a_room_neither_composes_nor_reads_settings(room: str) -> None:
    wrong = {
        (where, module)
        for path in modules(room)
        for module in imported(path)
        for where in [str(path.relative_to(ROOT))]
        if module.startswith(("bot.service", "bot.settings"))
        and not any(module.startswith(known) for known in EXCEPTIONS.get(where, ()))
    }
    assert wrong == set()


def test_only_the_command_line_imports_the_gateway() -> None:
    wrong = {
        str(path.relative_to(ROOT))
        for path in (*ROOT.glob("bot/**/*.py"), *ROOT.glob("actions/*.py"))
        if not path.is_relative_to(ROOT / "bot/gateway") and not path.is_relative_to(ROOT / "bot/cli")
        for module in imported(path)
        if room_of(module) == "bot/gateway"
    }
    assert wrong == set()


def test_only_the_settings_read_the_environment() -> None:
    """And the command line, which hands it on to Rasa; the brain has no settings object."""
    wrong = {
        str(path.relative_to(ROOT))
        for path in ROOT.glob("bot/**/*.py")
        if not path.is_relative_to(ROOT / "bot/cli") and not path.is_relative_to(ROOT / "bot/brain")
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text(encoding="utf-8"))
    }
    assert wrong == {"bot/settings.py"}


def test_every_room_of_the_page_exists() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [room for room in ROOMS if f"`{room}`" not in page and f"`{room}/`" not in page] == []
    assert [room for room in ROOMS if not (ROOT / room).is_dir()] == []


@pytest.mark.skipif(not BRAIN_PYTHON.exists(), reason="there is no Python 3.10 here")
def test_what_runs_inside_rasa_is_read_by_its_python() -> None:
    files = [str(path) for room in ("bot/text", "bot/brain") for path in modules(room)] + [str(ROOT / "bot/errors.py")]
    source = "import ast, sys\nfor name in sys.argv[1:]: compile(open(name, encoding='utf-8').read(), name, 'exec')"
    ran = subprocess.run([BRAIN_PYTHON, "-c", source, *files], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.skipif(not BRAIN_PYTHON.exists(), reason="there is no Python 3.10 here")
def test_the_text_room_imports_in_rasa_s_python() -> None:
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in modules("bot/text")]
    source = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    ran = subprocess.run([BRAIN_PYTHON, "-c", source, *names], capture_output=True, text=True, check=False, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr


def test_importing_everything_does_nothing(tmp_path: Path) -> None:
    """No file is made and no thread is started by importing the service."""
    source = "import threading, bot.gateway.app, bot.cli.main, bot.service\nassert threading.active_count() == 1"
    ran = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert list(tmp_path.glob("[!e]*")) == []
