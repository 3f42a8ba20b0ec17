"""Say in each parse which language the text is in."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.text.language import identify


# Registered as an extractor because Rasa runs those, and only those, when a text is read and not in training.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageIdentifier(GraphComponent):
    """Adds the property "language" to the parse: a code (en, ar, fa, my...) or None when the text does not tell."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageIdentifier:
        """Return a new component; it keeps no state."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the language of each message; the prior is what the service says the person writes."""
        for message in messages:
            prior = (message.get("metadata") or {}).get("language")
            guess = identify(message.get(TEXT), prior)
            message.set("language", guess.language if guess else None, add_to_output=True)
        return messages
