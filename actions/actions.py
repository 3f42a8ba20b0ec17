"""One action an intent, made from the registry: none can be forgotten, none does more than pass on."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from functools import cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.commands.base import Pending
from bot.commands.registry import by_intent
from bot.conversation.conversation import Conversation
from bot.conversation.deciding import BESIDES
from bot.conversation.understood import Entity, Understood

ENTITY_KINDS = ("group", "body", "name", "language", "nickname", "member", "duration", "question", "phone")


class CommandAction(Action, ABC):  # type: ignore[misc]  # rasa-sdk has no types
    """Passes what Rasa understood to the conversation, and tells Rasa what is still lacking."""

    def __init__(self, conversation: Conversation | None = None) -> None:
        self._conversation = conversation

    @property
    @abstractmethod
    def intent(self) -> str:
        """The intent that this action stands for."""

    def name(self) -> str:
        return f"action_{self.intent}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: dict[str, Any]) -> list[EventType]:
        understood = understand(self.intent, tracker)
        if not understood.inbox_id:  # nobody texted this: somebody tries the model in `rasa shell`
            dispatcher.utter_message(text=shown(understood))
            return events(None)
        conversation = self._conversation or composed()
        return events(await asyncio.to_thread(conversation.act, understood))


def understand(intent: str, tracker: Tracker) -> Understood:
    """The latest message as plain values."""
    message = tracker.latest_message
    ranking = message.get("intent_ranking") or [message.get("intent") or {}]
    return Understood(
        inbox_id=int((message.get("metadata") or {}).get("inbox", 0)),
        intent=intent,
        ranking=tuple((i["name"], float(i["confidence"])) for i in ranking if i.get("name")),
        entities=tuple(
            Entity(e["entity"], int(e["start"]), int(e["end"]), str(e["value"]))
            for e in message.get("entities") or ()
            if e["entity"] in ENTITY_KINDS
        ),
    )


def shown(understood: Understood) -> str:
    """What the service would be told: join_group 0.97 group=4321."""
    entities = (f"{entity.kind}={entity.value}" for entity in understood.entities)
    return " ".join((understood.intent, f"{understood.confidence:.2f}", *entities))


def events(pending: Pending | None) -> list[EventType]:
    """Keep the form open while a command lacks something; close it when nothing is lacking."""
    if pending is None:
        slots = ("pending", "lacking", "answer", "requested_slot")
        return [*(SlotSet(slot, None) for slot in slots), ActiveLoop(None)]
    return [
        SlotSet("pending", pending.intent),
        SlotSet("lacking", pending.lacking.value),
        SlotSet("answer", None),
    ]


class AskAnswer(Action):  # type: ignore[misc]  # rasa-sdk has no types
    """Rasa's form asks through this; the question went out with the command that lacked something."""

    def name(self) -> str:
        return "action_ask_answer"

    def run(self, _dispatcher: CollectingDispatcher, _tracker: Tracker, _domain: dict[str, Any]) -> list[EventType]:
        return []


def _action(intent: str) -> type[CommandAction]:
    return type(f"Action_{intent}", (CommandAction,), {"intent": intent, "__module__": __name__})


INTENTS = (*(intent for intent, command in by_intent().items() if command.texted), *BESIDES)
ACTIONS: tuple[type[CommandAction], ...] = tuple(_action(intent) for intent in INTENTS)
# rasa-sdk's server pickles its actions, and pickle looks classes up by their name.
globals().update({action.__name__: action for action in ACTIONS})


def build(conversation: Conversation) -> list[Action]:
    """All actions, for one conversation."""
    return [*(action(conversation) for action in ACTIONS), AskAnswer()]


@cache
def composed() -> Conversation:
    """For the plain rasa-sdk server, which makes actions without arguments: put together from the settings."""
    from bot import service, settings

    return service.build(settings.load()).conversation
