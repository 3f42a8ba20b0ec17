"""All commands, found by scanning this package. Two with the same intent or words stop the start."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache

from bot import commands
from bot.commands.base import Command
from bot.errors import SmsupError


class DuplicateCommand(SmsupError):
    """Two commands claim the same intent or words."""


@cache
def by_intent() -> dict[str, Command]:
    """Every command by its Rasa intent."""
    found: dict[str, Command] = {}
    for module in pkgutil.iter_modules(commands.__path__, commands.__name__ + "."):
        for _, member in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(member, Command) and not inspect.isabstract(member) and member.__module__ == module.name:
                if member.intent in found:
                    raise DuplicateCommand(member.intent)
                found[member.intent] = member()
    return found


@cache
def by_words() -> dict[str, Command]:
    """Every command that can be typed, by the name of its words in the catalogue."""
    found: dict[str, Command] = {}
    for command in by_intent().values():
        if command.words is not None and found.setdefault(command.words, command) is not command:
            raise DuplicateCommand(command.words)
    return found


def spoken(intent: str) -> str:
    """The intent that own words have for a command: its own, or that of a wider one (BAN is a removal)."""
    command = by_intent().get(intent)
    return (command.spoken if command else None) or intent
