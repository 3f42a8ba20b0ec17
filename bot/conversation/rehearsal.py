"""What would be done with a text, tried in a world made up for it: nobody's database, no dialogue, nothing kept.

In that world the person owns every group that the text names and two more, so a group that is not named is asked for,
and somebody else is in each; but who wants to join is not in it yet, and what somebody wants to make is not there.
Where names of groups are given instead, no other names are there: words that are taken for a name may be nobody's.
The same commands run as for a real text; only their effects are looked at instead of committed.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import StaticPool, create_engine
from sqlalchemy.orm import Session

from bot.commands.base import Arguments, Ask, Context, Effects, House, Prove
from bot.commands.grammar import Either, Exact
from bot.commands.registry import by_intent
from bot.conversation import reading
from bot.conversation.deciding import BESIDES, arguments_of, changes, decide
from bot.conversation.exact import exact_effects
from bot.conversation.understood import Understood
from bot.replies.catalogue import Catalogue
from bot.store import effects, people
from bot.store.apply import Scene, apply
from bot.store.directory import Directory
from bot.store.journal import Journal
from bot.store.records import InboundText
from bot.store.states import Role
from bot.store.tables import Base, PersonRow
from bot.store.vault import Vault
from bot.text.digits import western
from bot.text.normalise import key

PHONE, OTHER = "+15550100000", "+15550100001"
OTHER_GROUPS = ("99999901", "99999902")
INBOX = 1
NUMBER = re.compile(r"(?<!\d)\d{3,8}(?!\d)")
TALK = (*BESIDES, "greet", "thank", "help", "out_of_scope")
"""What nothing is done about: the person is told what could be done."""
ONLY_TOLD = frozenset({"list_groups", "group_info", "ask_privacy", "ask_cost"})
"""Done at once, and yet nothing but a reply."""
STRANGER, NEW = ("join_group",), ("create_group",)
"""What one does with the groups of others, and with those that are not there."""


class Would(StrEnum):
    """What a text leads to, before any other text."""

    DO = "do"
    CONFIRM = "confirm"
    CHOOSE = "choose"
    ASK = "ask"
    GUIDE = "guide"


@dataclass(frozen=True)
class Foreseen:
    """What would be done with a text. intent is None for what is no command at all (a digit that answers nothing)."""

    would: Would
    intent: str | None
    arguments: Arguments


class Rehearsal:
    """Tries texts out, one after the other; they know nothing of each other."""

    def __init__(
        self, catalogue: Catalogue, house: House, now: datetime, default_language: str, names: tuple[str, ...] = ()
    ) -> None:
        """names: of groups of somebody else that are there whatever a text says."""
        self._catalogue, self._house, self._now, self._language = catalogue, house, now, default_language
        self._vault = Vault(secrets.token_hex(32))
        self._engine = create_engine("sqlite://", poolclass=StaticPool)
        Base.metadata.create_all(self._engine)
        self._named = bool(names)
        with Session(self._engine) as session:
            other = people.find_or_add(session, self._vault, OTHER, self._now)
            self._make_named(self._scene(session, other), names)
            session.commit()

    def typed(self, text: str, language: str | None) -> Foreseen | None:
        """What an exact text does; None for a free-form one."""
        with self._world(text, language, ()) as context:
            read = reading.read(self._inbound(text, context), None, None, context)
        if isinstance(read, reading.FreeForm):
            return None
        exact = read.command if isinstance(read, Either) else read
        if not isinstance(exact, Exact):
            return Foreseen(Would.GUIDE, None, Arguments())
        with self._world(text, language, (), exact.intent) as context:
            done = exact_effects(read, context)
        return Foreseen(_would(done, exact.intent, typed=True), exact.intent, exact.arguments)

    def understood(self, text: str, language: str | None, heard: Understood, own: tuple[str, ...] = ()) -> Foreseen:
        """What a free-form text does that the brain understood so. own: which of the given groups the person is in."""
        named = [name for group in heard.all("group") if (name := group.number(text) or group.words(text))]
        with self._world(text, language, named, heard.intent, own) as context:
            context = replace(context, sure=False)
            done = decide(heard, text, None, context, self._now)
            return Foreseen(_would(done, heard.intent, typed=False), heard.intent, arguments_of(heard, text, context))

    @contextmanager
    def _world(
        self,
        text: str,
        language: str | None,
        named: Iterable[str],
        intent: str | None = None,
        own: tuple[str, ...] = (),
    ) -> Iterator[Context]:
        """A world for one text that means this, gone afterwards."""
        with Session(self._engine) as session:
            person = people.find_or_add(session, self._vault, PHONE, self._now)
            person.written_language, person.terms_at = language, self._now
            other = people.find_or_add(session, self._vault, OTHER, self._now)
            if intent not in NEW:
                owner = other if intent in STRANGER else person
                self._groups(self._scene(session, owner), text, tuple(named))
            if intent not in STRANGER:
                directory = Directory(session, self._vault, self._now)
                for membership in directory.memberships_of(person.id):
                    apply(effects.AddMember(membership.group.id, 2, Role.MEMBER), self._scene(session, other))
                for group in filter(None, map(directory.group_by_name, own)):
                    apply(effects.AddMember(group.id, 2, Role.OWNER), self._scene(session, person))
            session.flush()
            yield self._context(session, language)
            session.rollback()

    def _scene(self, session: Session, person: PersonRow) -> Scene:
        return Scene(session, self._vault, person.id, INBOX, self._now)

    def _groups(self, scene: Scene, text: str, named: tuple[str, ...]) -> None:
        """Make every group that the text may mean, and two more."""
        spelled = [name for name in named if NUMBER.fullmatch(name)]
        numbers = dict.fromkeys((*OTHER_GROUPS, *NUMBER.findall(western(text)), *spelled))
        directory = Directory(scene.session, self._vault, self._now)
        for number in numbers:
            if directory.group_by_number(number) is None:  # a group of a given name may have it
                apply(effects.MakeGroup(number, None, self._language), scene)
        if not self._named:
            self._make_named(scene, [name for name in named if not any(map(str.isdigit, name))], numbers)

    def _make_named(self, scene: Scene, names: Iterable[str], taken: Container[str] = ()) -> None:
        """Make a group of each name, with a number that is not taken."""
        different = {key(name): name for name in names if key(name)}
        free = (f"{number:08}" for number in range(10_000_000, 10_001_000) if f"{number:08}" not in taken)
        for name, number in zip(different.values(), free, strict=False):
            apply(effects.MakeGroup(number, name, self._language), scene)

    def _context(self, session: Session, language: str | None) -> Context:
        row = people.find(session, self._vault, PHONE)
        assert row is not None
        return Context(
            people.record(row, self._vault),
            Directory(session, self._vault, self._now),
            Journal(session, self._vault, self._now),
            self._catalogue,
            language if self._catalogue.speaks(language) and language else self._language,
            self._house,
            self._now,
        )

    def _inbound(self, text: str, context: Context) -> InboundText:
        return InboundText(INBOX, context.person, text, 0, None, False, self._now, 0)


def _would(done: Effects, intent: str, typed: bool) -> Would:
    """What effects amount to for who sent the text."""
    questions = [effect for effect in done if isinstance(effect, Ask)]
    if any(question.pending for question in questions):
        return Would.ASK
    if questions:
        return Would.CONFIRM if sum(choice.intent is not None for choice in questions[0].choices) == 1 else Would.CHOOSE
    if any(isinstance(effect, Prove) for effect in done):
        return Would.CONFIRM
    if intent in TALK or any(isinstance(effect, effects.NoteGuide) for effect in done):
        return Would.GUIDE
    if intent not in ONLY_TOLD and not changes(done):
        return Would.GUIDE
    # In a made-up group nobody is #17: in a real one the digit is asked for first.
    command = by_intent().get(intent)
    return Would.CONFIRM if command is not None and command.seen and not typed else Would.DO
