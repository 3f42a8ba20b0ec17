"""One inbound text, from the claimed inbox row to its effects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from sqlalchemy.orm import Session

from bot.commands.base import Context, House, Pending
from bot.conversation import reading
from bot.conversation.brain import Brain, Hearing
from bot.conversation.commit import Desk, commit
from bot.conversation.deciding import answers, decide, guide
from bot.conversation.exact import exact_effects
from bot.conversation.questions import Question, last_question, open_question
from bot.conversation.understood import Understood
from bot.conversation.voice import Voice, voice_of
from bot.errors import BrainAway
from bot.store import codes, inbox
from bot.store.apply import Scene
from bot.store.database import Database
from bot.store.directory import Directory
from bot.store.journal import Journal
from bot.store.records import InboundText
from bot.store.vault import Vault
from bot.text.phones import mask
from bot.text.zawgyi import to_unicode

BRAIN_PAUSE = timedelta(seconds=5)
"""How long a text waits before the brain is asked again."""


@dataclass(frozen=True)
class Turn:
    """A text within a transaction, with all that is known about it."""

    text: InboundText
    scene: Scene
    context: Context
    voice: Voice
    question: Question | None
    """What was asked last; `late` when it is too long ago."""

    @property
    def open(self) -> Question | None:
        return None if self.question is None or self.question.late else self.question


class Conversation:
    """Both doors to the commands: `answer` for exact texts; `think`, and then `act`, for free-form ones."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        desk: Desk,
        brain: Brain,
        *,
        house: House,
        zone: tzinfo,
        patience: timedelta,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._desk = desk
        self._brain = brain
        self._house = house
        self._zone = zone
        self._patience = patience
        self._clock = clock

    def answer(self, inbox_id: int) -> None:
        """Answer a claimed text, or leave it to the brain. Doing it twice changes nothing."""
        self._database.in_transaction(lambda session: self._answer(session, inbox_id))

    def think(self, inbox_id: int) -> None:
        """Let the brain work on a claimed free-form text; `act` is called meanwhile. Without a brain it waits."""
        hearing = self._database.in_transaction(lambda session: self._hearing(session, inbox_id))
        if hearing is None:
            return
        try:
            self._brain.hear(hearing)
        except BrainAway:
            self._database.in_transaction(lambda session: self._wait(session, inbox_id))
        else:
            self._database.in_transaction(lambda session: self._guide(session, inbox_id))

    def act(self, understood: Understood) -> Pending | None:
        """Carry out what the brain understood; the command that then waits for something, if any.

        Nothing happens when the text is answered already (Rasa may ask twice).
        """
        return self._database.in_transaction(lambda session: self._act(session, understood))

    def _answer(self, session: Session, inbox_id: int) -> None:
        turn = self._turn(session, inbox_id)
        if turn is None:
            return
        look = self._code(session, turn)
        read = reading.read(turn.text, turn.question, look, turn.context)
        if isinstance(read, reading.FreeForm):
            inbox.wait(session, inbox_id, turn.scene.now)
        else:
            answers = isinstance(read, reading.Chosen)
            commit(exact_effects(read, turn.context), turn.scene, turn.voice, self._desk, answers)

    def _code(self, session: Session, turn: Turn) -> codes.Look:
        """What the text is worth as the code that was asked for."""
        given = reading.code_in(turn.text.body)
        return codes.look(session, self._vault, turn.text.person.id, given, turn.scene.now) if given else None

    def _hearing(self, session: Session, inbox_id: int) -> Hearing | None:
        """What the brain shall hear; None when the text is answered already."""
        turn = self._turn(session, inbox_id)
        if turn is None:
            return None
        pending = turn.open.pending if turn.open else None
        return Hearing(
            sender=turn.text.person.id,
            message=mask(turn.text.body, self._house.region),
            inbox_id=inbox_id,
            language=turn.voice.reader.language,
            question=pending.lacking if pending else None,
        )

    def _act(self, session: Session, understood: Understood) -> Pending | None:
        turn = self._turn(session, understood.inbox_id)
        if turn is None:
            return None
        context = replace(turn.context, sure=False)
        effects = decide(understood, turn.text.body, turn.open, context, turn.scene.now)
        commit(effects, turn.scene, turn.voice, self._desk, answers(understood, turn.open))
        left = open_question(session, self._vault, turn.text.person.id, turn.scene.now)
        return left.pending if left else None

    def _wait(self, session: Session, inbox_id: int) -> None:
        turn = self._turn(session, inbox_id)
        if turn is None:
            return
        if self._is_late(turn):
            commit(guide(turn.context, turn.scene.now, "utter_guide_away"), turn.scene, turn.voice, self._desk)
        else:
            inbox.wait(session, inbox_id, turn.scene.now + BRAIN_PAUSE)

    def _guide(self, session: Session, inbox_id: int) -> None:
        """The brain ended its turn without any action: the person is guided all the same."""
        turn = self._turn(session, inbox_id)
        if turn is not None:
            commit(guide(turn.context, turn.scene.now), turn.scene, turn.voice, self._desk)

    def _is_late(self, turn: Turn) -> bool:
        return turn.scene.now - turn.text.received_at >= self._patience

    def _turn(self, session: Session, inbox_id: int) -> Turn | None:
        """The text in its context; None when it is done already."""
        text = inbox.reload(session, self._vault, inbox_id)
        if text is None:
            return None
        moment = self._clock()
        directory = Directory(session, self._vault, moment)
        catalogue = self._desk.renderer.catalogue
        voice = voice_of(text, directory, catalogue, self._desk.default_language)
        text = replace(text, body=to_unicode(text.body, text.person.zawgyi))
        context = Context(
            text.person,
            directory,
            Journal(session, self._vault, moment),
            catalogue,
            voice.reader.language,
            self._house,
            moment.astimezone(self._zone),
        )
        scene = Scene(session, self._vault, text.person.id, inbox_id, moment)
        return Turn(text, scene, context, voice, last_question(session, self._vault, text.person.id, moment))
