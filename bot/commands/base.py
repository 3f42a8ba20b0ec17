"""What a command is, and what it is given."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from bot.replies.catalogue import Catalogue
from bot.replies.reply import Joined, Numeral, Reply, Value
from bot.store.directory import Directory
from bot.store.effects import RowEffect
from bot.store.records import Group, Person


class Need(StrEnum):
    """What a command may lack and a question can ask for."""

    GROUP = "group"
    BODY = "body"
    LANGUAGE = "language"


@dataclass(frozen=True)
class Arguments:
    """What a person said with a command, as written; digits of a group's number are western."""

    group: str | None = None
    name: str | None = None
    body: str | None = None
    language: str | None = None

    def with_answer(self, need: Need, answer: str) -> Arguments:
        return replace(self, **{need.value: answer})


@dataclass(frozen=True)
class Choice:
    """One numbered answer: the command that it runs, or none ("do nothing")."""

    intent: str | None
    arguments: Arguments = Arguments()
    sure: bool = True
    """The digit settles it; False when the words that others would see have not been shown to their author yet."""


@dataclass(frozen=True)
class Pending:
    """A command that waits for one thing."""

    intent: str
    arguments: Arguments
    lacking: Need

    def filled(self, answer: str) -> Arguments:
        return self.arguments.with_answer(self.lacking, answer)


@dataclass(frozen=True)
class Ask:
    """A question to the person: numbered choices, or one thing that a command lacks, or both."""

    reply: Reply
    choices: tuple[Choice, ...] = ()
    pending: Pending | None = None


Effect = RowEffect | Reply | Ask
Effects = tuple[Effect, ...]


@dataclass(frozen=True)
class Context:
    """Who runs a command, what may be looked up, and the language of the answer."""

    person: Person
    directory: Directory
    catalogue: Catalogue
    language: str
    sure: bool = True
    """The person has said exactly this, or confirmed it; what others see is not asked about again."""


class Command(ABC):
    """One thing that a person can do. Holds no state; `run` reads the directory and returns effects."""

    intent: ClassVar[str]
    words: ClassVar[str | None] = None
    """Name of its command words in the catalogue (utter_words_<words>); None: it has no exact words."""
    takes: ClassVar[tuple[Need, ...]] = ()
    """What may follow (or precede) the word in an exact text."""
    texted: ClassVar[bool] = True
    """Whether a text can mean it (it then has a Rasa intent); False for what only a digit can choose."""
    choosable: ClassVar[bool] = True
    """Whether it may be offered as a numbered choice (it then has an utter_label_ response)."""

    @abstractmethod
    def run(self, context: Context, arguments: Arguments) -> Effects:
        """What shall happen; never an empty tuple: everybody gets an answer."""


def numbered(group: Group) -> Value:
    return Numeral(group.number)


def titled(group: Group) -> Value:
    """4321, or 4321 Clinic."""
    return Joined((Numeral(group.number), group.name)) if group.name else Numeral(group.number)
