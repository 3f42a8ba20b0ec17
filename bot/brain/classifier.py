"""Choose the intent of a text from its meaning (dense vector) and its letters (character n-grams)."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack

from bot.brain.regression import Matrix, Regression

MODEL_FILE = "intents.npz"


def dense_matrix(messages: list[Message]) -> Matrix:
    """Return the sentence vectors of the messages, one row each."""
    rows = [message.get_dense_features(TEXT)[1].features for message in messages]
    return np.vstack(rows).astype(np.float64)


def sparse_matrix(messages: list[Message], width: int | None = None) -> csr_matrix:
    """Return the counts of n-grams, one row a message; a text without any known n-gram is a row of zeros."""
    found = [message.get_sparse_features(TEXT)[1] for message in messages]
    if width is None:
        width = max((each.features.shape[1] for each in found if each is not None), default=0)
    empty = csr_matrix((1, width))
    return csr_matrix(vstack([empty if each is None else each.features for each in found]), dtype=np.float64)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MeaningClassifier(IntentClassifier, GraphComponent):
    """Multinomial logistic regression; gives every intent its probability, the most probable first."""

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        regression: Regression | None = None,
    ) -> None:
        """Keep the configuration and, when there is one, the trained regression."""
        self._config, self._storage, self._resource = config, storage, resource
        self._regression = regression

    @classmethod
    def required_components(cls) -> list[type]:
        """Return what must come before this in the pipeline."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Return what must be installed beside Rasa."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return how freely the weights may grow (strength) and into how many parts calibration cuts the examples."""
        return {"strength": 10.0, "folds": 3}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MeaningClassifier:
        """Return a classifier that has learned nothing yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MeaningClassifier:
        """Return the classifier as it was trained; one that knows nothing when there were no examples."""
        try:
            with model_storage.read_from(resource) as folder:
                return cls(config, model_storage, resource, Regression.read(folder / MODEL_FILE))
        except (ValueError, FileNotFoundError):
            return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from all examples that have a text and an intent."""
        examples = [each for each in training_data.intent_examples if each.get(TEXT) and each.get(INTENT)]
        if examples:
            labels = np.array([example.get(INTENT) for example in examples])
            regression = Regression.fit(
                dense_matrix(examples),
                sparse_matrix(examples),
                labels,
                strength=self._config["strength"],
                folds=self._config["folds"],
            )
            with self._storage.write_to(self._resource) as folder:
                regression.write(folder / MODEL_FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and intent_ranking (all intents) of each message."""
        for message in messages:
            ranking = self.ranking(message)
            message.set(INTENT, ranking[0] if ranking else {"name": None, "confidence": 0.0}, add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def ranking(self, message: Message) -> list[dict[str, Any]]:
        """Return each intent with its probability, the most probable first."""
        if self._regression is None:
            return []
        sparse = sparse_matrix([message], self._regression.width)
        probabilities = self._regression.probabilities(dense_matrix([message]), sparse)[0]
        order = np.argsort(-probabilities, kind="stable")
        labels = self._regression.labels
        return [{"name": str(labels[index]), "confidence": float(probabilities[index])} for index in order]
