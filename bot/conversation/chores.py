"""What has to happen although nobody texts: questions whose turn has come, owners who are silent, people to be erased.

Each step looks at little and may run in several processes: what one has done, the others find done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from bot.commands.base import Arguments, Ask, Choice, Tell, numbered
from bot.commands.leave import PassOn, TakeOver
from bot.conversation.brain import Brain
from bot.conversation.commit import Desk, ask_next, carry_out
from bot.conversation.questions import LIFETIME_OF_OTHERS
from bot.errors import BrainAway
from bot.replies.render import Reader
from bot.replies.reply import reply
from bot.store import codes, forget, invitations, questions, silence
from bot.store.apply import Scene
from bot.store.database import Database
from bot.store.effects import OfferOwnership
from bot.store.journal import INVITED_AGAIN
from bot.store.vault import Vault

log = logging.getLogger(__name__)


class Chores:
    def __init__(
        self,
        database: Database,
        vault: Vault,
        desk: Desk,
        brain: Brain,
        *,
        owner_silence: timedelta,
        clock: Callable[[], datetime],
        after: Callable[[], None],
    ) -> None:
        self._database = database
        self._vault = vault
        self._desk = desk
        self._brain = brain
        self._owner_silence = owner_silence
        self._clock = clock
        self._after = after

    def step(self) -> bool:
        """Do all that is due; always False: the next round comes by the clock."""
        self._ask_who_waits()
        self._offer_groups()
        self._finish_forgetting()
        self._database.in_transaction(self._purge)
        self._after()
        return False

    def _ask_who_waits(self) -> None:
        with self._database.read() as session:
            waiting = questions.kept_waiting(session, self._clock())
        for person_id in waiting:
            self._database.in_transaction(partial(self._ask, person_id))

    def _offer_groups(self) -> None:
        with self._database.read() as session:
            orphans = silence.orphaned(session, self._clock(), self._owner_silence)
        for group_id in orphans:
            self._database.in_transaction(partial(self._offer, group_id))

    def _ask(self, person_id: str, session: Session) -> None:
        ask_next(self._scene(session, person_id))

    def _offer(self, group_id: int, session: Session) -> None:
        """To the longest-serving moderator, else member, who is not silent, and has not been asked lately."""
        now = self._clock()
        heir = silence.heir(session, self._vault, group_id, now, self._owner_silence)
        if heir is None:
            return
        scene = self._scene(session, heir.person_id)
        about = Arguments(group=heir.group.number)
        offer = Ask(
            reply("utter_offer_silent", group=numbered(heir.group)),
            (Choice(TakeOver.intent, about), Choice(PassOn.intent, about)),
            plain=True,
        )
        told = Tell((heir.person_id,), offer, heir.group, f"owner {group_id} -")
        for effect in (OfferOwnership(heir.id), told):
            carry_out(effect, scene, Reader(self._desk.default_language), self._desk)

    def _finish_forgetting(self) -> None:
        with self._database.read() as session:
            pending = forget.pending(session)
        for person_id in pending:
            told = self._brain_forgets(person_id)
            self._database.in_transaction(partial(self._finish, person_id, told))
        if pending:
            forget.overwrite(self._database)

    def _finish(self, person_id: str, told: bool, session: Session) -> None:
        forget.finish(session, person_id, self._clock(), told)

    def _brain_forgets(self, person_id: str) -> bool:
        try:
            self._brain.forget(person_id)
        except BrainAway as error:
            log.info("person %s: the brain has not forgotten yet: %s", person_id, error.why)
            return False
        return True

    def _purge(self, session: Session) -> None:
        now = self._clock()
        codes.purge(session, now)
        invitations.purge(session, now - INVITED_AGAIN)
        for stranger in forget.strangers(session, now - INVITED_AGAIN):
            forget.begin(session, self._vault, stranger, None, now)
        questions.purge(session, now - LIFETIME_OF_OTHERS)

    def _scene(self, session: Session, person_id: str) -> Scene:
        return Scene(session, self._vault, person_id, None, self._clock())
