"""Takes texts from the inbox, one after another."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from bot.conversation.conversation import Conversation
from bot.store import inbox
from bot.store.database import Database
from bot.store.vault import Vault

log = logging.getLogger(__name__)


class InboxWorker:
    """Several may run, in several processes; each text is claimed by one."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        conversation: Conversation,
        clock: Callable[[], datetime],
        after: Callable[[], None],
    ) -> None:
        self._database = database
        self._vault = vault
        self._conversation = conversation
        self._clock = clock
        self._after = after

    def step(self) -> bool:
        """Handle the next text; False when there is none."""
        text = self._database.in_transaction(lambda s: inbox.claim(s, self._vault, self._clock()))
        if text is None:
            return False
        try:
            self._conversation.handle(text.id)
        except Exception as error:
            name = type(error).__name__
            log.exception("text %d of person %s: %s", text.id, text.person.id, name, exc_info=False)
            self._database.in_transaction(lambda s: inbox.fail(s, text.id, name, self._clock()))
        self._after()
        return True
