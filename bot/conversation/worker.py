"""Takes texts from the inbox, one after another."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from bot.store import inbox
from bot.store.database import Database
from bot.store.states import InboxState
from bot.store.vault import Vault

log = logging.getLogger(__name__)


class InboxWorker:
    """Claims texts in one state and works on them. Several may run, in several processes; each text is claimed by one.

    Texts that need the brain have workers of their own: however slow it is, exact texts are answered meanwhile.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        state: InboxState,
        work: Callable[[int], None],
        clock: Callable[[], datetime],
        after: Callable[[], None],
    ) -> None:
        self._database = database
        self._vault = vault
        self._state = state
        self._work = work
        self._clock = clock
        self._after = after

    def step(self) -> bool:
        """Work on the next text; False when there is none."""
        text = self._database.in_transaction(lambda s: inbox.claim(s, self._vault, self._clock(), self._state))
        if text is None:
            return False
        try:
            self._work(text.id)
        except Exception as error:
            name = type(error).__name__
            log.exception("text %d of person %s: %s", text.id, text.person.id, name, exc_info=False)
            self._database.in_transaction(lambda s: inbox.fail(s, text.id, name, self._clock()))
        self._after()
        return True
