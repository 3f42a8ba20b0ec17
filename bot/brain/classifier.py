"""Choose the intent of a text from its meaning and its letters."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.brain.code import code_digest
from bot.brain.examples import encode_examples
from bot.brain.regression import Matrix, Regression

MODEL_FILE = "intents.npz"
CALIBRATION = "calibration"


def vectors(messages: list[Message]) -> Matrix:
    """Return the sentence vectors of the messages, one row each."""
    rows = [message.get_dense_features(TEXT)[1].features for message in messages]
    return np.vstack(rows)


def calibration_files(folder: str) -> list[Path]:
    """Return the files that confidence is measured on; none where there is no such folder."""
    return sorted(Path(folder).glob("*.yml"))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MeaningClassifier(IntentClassifier, GraphComponent):
    """Two judges, of meaning and of letters; gives every intent its probability, the most probable first."""

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
        """Return how freely the weights may grow (strength) and the folder of texts that confidence is measured on."""
        return {"strength": 3.0, "calibration": CALIBRATION}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Return what else a trained classifier depends on: its calibration texts, and how it was taught."""
        texts = (path.read_bytes() for path in calibration_files(config.get("calibration", CALIBRATION)))
        return sha256(b"".join([*texts, code_digest().encode()])).hexdigest()

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
            texts = [example.get(TEXT) for example in examples]
            learned = Regression.learn(vectors(examples), texts, labels, strength=self._config["strength"])
            regression = self.calibrated(learned)
            with self._storage.write_to(self._resource) as folder:
                regression.write(folder / MODEL_FILE)
        return self._resource

    def calibrated(self, regression: Regression) -> Regression:
        """Return the regression with confidence as the calibration texts show it."""
        files = calibration_files(self._config["calibration"])
        if not files:
            return regression
        examples = [example for path in files for example in load_data(str(path)).intent_examples]
        texts = [example.get(TEXT) for example in examples]
        labels = np.array([example.get(INTENT) for example in examples])
        meant = np.vstack([encoded.vector for encoded in encode_examples(texts)])
        return regression.calibrated(meant, texts, labels)

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
        probabilities = self._regression.probabilities(vectors([message]), [message.get(TEXT)])[0]
        order = np.argsort(-probabilities, kind="stable")
        labels = self._regression.labels
        return [{"name": str(labels[index]), "confidence": float(probabilities[index])} for index in order]
