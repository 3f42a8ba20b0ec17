"""What a command is, and what it is given."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from bot.commands.limits import Limits
from bot.replies.catalogue import Catalogue
from bot.replies.render import placeholders
from bot.replies.reply import Joined, Numeral, Reply, Value, reply
from bot.store.directory import Directory
from bot.store.effects import RowEffect
from bot.store.journal import Journal
from bot.store.records import Group, Membership, Person


class Need(StrEnum):
    """What a command may lack and a question can ask for."""

    GROUP = "group"
    BODY = "body"
    LANGUAGE = "language"
    NAME = "name"
    NICKNAME = "nickname"
    MEMBER = "member"
    PHONES = "phones"
    QUESTION = "question"
    DURATION = "duration"


@dataclass(frozen=True)
class Arguments:
    """What a person said with a command, as written; digits of a group's number are western."""

    group: str | None = None
    name: str | None = None
    body: str | None = None
    language: str | None = None
    nickname: str | None = None
    member: str | None = None
    phones: str | None = None
    question: str | None = None
    duration: str | None = None
    everything: bool = False
    """PAUSE ALL: alerts, too."""
    subject: int | None = None
    """A membership or post that a digit is about; never said by anybody."""

    def with_answer(self, need: Need, answer: str) -> Arguments:
        return replace(self, **{need.value: answer})  # type: ignore[arg-type]  # all needs are texts


@dataclass(frozen=True)
class Choice:
    """One numbered answer: the command that it runs, or none ("do nothing")."""

    intent: str | None
    arguments: Arguments = Arguments()
    sure: bool = True
    """The digit settles it; False when what others would see has not been shown to the person yet."""


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
    plain: bool = False
    """The two choices are yes and no: the words are an answer, too."""


NOTHING = Choice(None)


@dataclass(frozen=True)
class Tell:
    """A reply, or a question, to other people, each in their own language; `group` gives the language of who has none.

    A question needs a `subject`: when that is settled (`Settle`), nobody is asked any more.
    """

    people: tuple[str, ...]
    content: Reply | Ask
    group: Group | None = None
    subject: str | None = None
    phones: tuple[str, ...] = ()
    """Operators, who are known by their phones."""


@dataclass(frozen=True)
class Settle:
    """What a question to others was about is decided; `asked`: also whoever was asked already shall not answer it."""

    subject: str
    asked: bool = False


@dataclass(frozen=True)
class Prove:
    """The choice is carried out once `code` is texted back by this person. The code goes to whose phone is to be
    proved: the person's own (`bearer` None), or another one's."""

    reply: Reply
    code: str
    choice: Choice
    bearer: str | None = None


@dataclass(frozen=True)
class Invite:
    """A text to a phone that may never have texted us, in the inviter's language and the deployment's."""

    phone: str
    reply: Reply


Effect = RowEffect | Reply | Ask | Tell | Settle | Prove | Invite
Effects = tuple[Effect, ...]


@dataclass(frozen=True)
class Context:
    """Who runs a command, what may be looked up, and the language of the answer."""

    person: Person
    directory: Directory
    journal: Journal
    catalogue: Catalogue
    language: str
    house: House
    now: datetime
    """In the deployment's time zone."""
    sure: bool = True
    """The person has said exactly this, or confirmed it; what others see is not asked about again."""


@dataclass(frozen=True)
class House:
    """What the operator has decided for everybody."""

    region: str | None = None
    """Country whose national phone numbers are understood."""
    links_pass: bool = True
    """Whether phone networks there deliver a text with a link."""
    limits: Limits = field(default_factory=Limits)
    operators: tuple[str, ...] = ()
    """Phones that get reports."""


class Command(ABC):
    """One thing that a person can do. Holds no state; `run` reads the directory and returns effects."""

    intent: ClassVar[str]
    words: ClassVar[str | None] = None
    """Name of its command words in the catalogue (utter_words_<words>); None: it has no exact words."""
    takes: ClassVar[tuple[Need, ...]] = ()
    """What may follow (or precede) the word in an exact text."""
    hears: ClassVar[tuple[Need, ...]] = ()
    """What else own words may say."""
    texted: ClassVar[bool] = True
    """Whether a text in own words can mean it (it then has a Rasa intent)."""
    spoken: ClassVar[str | None] = None
    """The intent that own words have for it, when it is typed but has none of its own: BAN is a removal."""
    choosable: ClassVar[bool] = True
    """Whether it may be offered as a numbered choice (it then has an utter_label_ response)."""
    seen: ClassVar[bool] = False
    """Whether others see what it does: in own words it then needs a digit."""

    def run(self, context: Context, arguments: Arguments) -> Effects:
        """What shall happen; never an empty tuple: everybody gets an answer."""
        effects = self.act(context, arguments)
        if self.seen and not context.sure and any(not isinstance(effect, Reply | Ask | Prove) for effect in effects):
            return (self.confirm(context, arguments),)
        return effects

    @abstractmethod
    def act(self, context: Context, arguments: Arguments) -> Effects:
        """The same, as if everything were confirmed."""

    def confirm(self, context: Context, arguments: Arguments) -> Ask:
        """The question that a digit answers before others see anything."""
        return Ask(
            reply("utter_confirm", act=self.label(context.catalogue, arguments)),
            (Choice(self.intent, arguments), NOTHING),
        )

    def label(self, catalogue: Catalogue, arguments: Arguments) -> Reply:
        """What it would do, in a few words: with what is known, or in general when something is not."""
        name = f"utter_label_{self.intent}"
        wanted = placeholders(catalogue.languages["en"].responses[name].text)
        values = {key: shown(arguments, key) for key in wanted}
        known = {key: value for key, value in values.items() if value is not None}
        return reply(name, **known) if len(known) == len(wanted) else reply(name + "_open")


def shown(arguments: Arguments, key: str) -> Value | None:
    """What fills that placeholder of a label; None when it is not known."""
    if key == "who":
        return called(arguments.member) if arguments.member else None
    value: str | None = getattr(arguments, key)
    return Numeral(value) if value and key in ("group", "question") else value


def called(member: str) -> Value:
    """17 and #17 as #17, a nickname as it is."""
    digits = member.strip().removeprefix("#")
    return Numeral(f"#{digits}") if digits.isdecimal() else member.strip()


def who(membership: Membership) -> Value:
    """What people see of a member: the nickname, or #17."""
    return membership.nickname or Numeral(f"#{membership.number}")


def numbered(group: Group) -> Value:
    return Numeral(group.number)


def titled(group: Group) -> Value:
    """4321, or 4321 Clinic."""
    return Joined((Numeral(group.number), group.name)) if group.name else Numeral(group.number)
