"""Forget a person: nothing of a sender stays in the brain, neither on disk nor in memory."""

from __future__ import annotations

from rasa.core.agent import Agent
from rasa.core.lock_store import LockError
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.exceptions import RasaException
from sqlalchemy.exc import OperationalError

from bot.brain.tracker_store import DialogueTrackerStore


async def forget(agent: Agent, sender: str) -> bool:
    """Delete all that the agent keeps of a sender, once the turn that may be under way has ended.

    It needs no model. False when something held the dialogues too long: they may still be there, try again.
    RasaException when a store is configured of which we do not know how it forgets.
    """
    # Rasa wraps our store into one that keeps dialogues in memory whenever ours fails.
    stores = [getattr(agent.tracker_store, name, None) for name in ("_tracker_store", "_fallback_tracker_store")]
    try:
        # The lock keeps the sender's id for as long as it is held, and no longer.
        async with agent.lock_store.lock(sender):
            for store in stores:
                if store is not None:
                    forget_in(store, sender)
    except (LockError, OperationalError, TimeoutError):
        return False
    return True


def forget_in(store: TrackerStore, sender: str) -> None:
    """Delete a sender from one store."""
    if isinstance(store, DialogueTrackerStore):
        store.forget(sender)
    elif isinstance(store, InMemoryTrackerStore):
        store.store.pop(sender, None)
    else:
        raise RasaException(f"{type(store).__name__} cannot forget a person: use DialogueTrackerStore")
