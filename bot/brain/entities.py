"""Rasa's door to `finding`: learns from marked examples, and sets the entities of each message."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.brain.code import code_digest
from bot.brain.examples import encode_examples
from bot.brain.featurizer import ENCODED
from bot.brain.finding import understand
from bot.brain.spans import Span, bare
from bot.brain.tagger.lesson import Lesson
from bot.brain.tagger.network import Network
from bot.brain.tagger.tags import ENTITIES as LEARNED
from bot.brain.tokens import spans

MODEL_FILE = "entities.npz"


def lessons(messages: list[Message]) -> list[Lesson]:
    """Return what training examples teach."""
    found = []
    for message in messages:
        text, entities = message.get(TEXT), message.get(ENTITIES, [])
        marked = [Span(each["entity"], each["start"], each["end"]) for each in entities if each["entity"] in LEARNED]
        found.append(Lesson(text, [bare(text, span) for span in marked], message.get(INTENT) or ""))
    return found


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class TextEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Sets the entities of each message, in place of what components before it found."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, network: Network | None = None
    ) -> None:
        """Keep the configuration and, when there is one, the trained network."""
        self._config, self._storage, self._resource = config, storage, resource
        self._network = network

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return how many times all texts are looked at while learning."""
        return {"rounds": 5}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Return what else a trained network depends on: how it was taught."""
        return code_digest()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TextEntityExtractor:
        """Return an extractor that has learned nothing yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TextEntityExtractor:
        """Return the extractor as it was trained; one without a network when there were no examples."""
        try:
            with model_storage.read_from(resource) as folder:
                return cls(config, model_storage, resource, Network.load(folder / MODEL_FILE))
        except (ValueError, FileNotFoundError):
            return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from all examples, also those without entities."""
        if training_data.entity_examples:
            from bot.brain.tagger.learning import learn  # TensorFlow is loaded only to learn

            messages = training_data.nlu_examples
            encoded = [message.get(ENCODED) for message in messages]
            if not all(encoded):  # another featurizer stands in the pipeline
                encoded = encode_examples([message.get(TEXT) for message in messages])
            network = learn(lessons(messages), encoded, self._config["rounds"])
            with self._storage.write_to(self._resource) as folder:
                network.write(folder / MODEL_FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the entities of each message, and its tokens, by which `rasa test nlu` compares them."""
        for message in messages:
            text = message.get(TEXT)
            message.set(TOKENS_NAMES[TEXT], [Token(text[start:end], start, end) for start, end in spans(text)])
            ranking = message.get(INTENT_RANKING_KEY) or []
            intents = {each["name"]: each["confidence"] for each in ranking}
            found = understand(text, intents, self._network, message.get(ENCODED))
            message.set(ENTITIES, self.add_extractor_name([vars(each) for each in found]), add_to_output=True)
        return messages
