"""Find bodies, members, names, durations and the like in a text, with a conditional random field.

Rasa's own CRF extractor trains again at every start; this one keeps what it learned, and it knows about group
numbers, the intent and scripts without spaces.
"""

from __future__ import annotations

from typing import Any

from pycrfsuite import Tagger, Trainer  # type: ignore[attr-defined]
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.brain.references import Reference, find_references
from bot.brain.spans import Span, bare, settle
from bot.brain.tokenizer import kind

MODEL_FILE = "entities.crfsuite"
OUTSIDE = "O"


def shape(token: Token, references: list[Reference]) -> str:
    """Return what sort of thing a token is: a group number, a phone, a digit, a symbol itself, or a script's name."""
    for reference in references:
        if reference.start <= token.start < reference.end:
            return reference.entity
    sort = kind(token.text[0])
    return token.text if sort == "symbol" else sort


def describe(text: str, tokens: list[Token], intent: str) -> list[list[str]]:
    """Return the features of each token: itself, its neighbours, its place, the group numbers around, the intent."""
    references = find_references(text)
    words = [token.lemma for token in tokens]
    shapes = [shape(token, references) for token in tokens]
    numbers = [index for index, name in enumerate(shapes) if name == "group"]
    features = []
    for index, word in enumerate(words):
        own = [
            "bias",
            f"intent={intent}",
            f"start={min(index, 6)}",
            f"end={min(len(words) - index - 1, 3)}",
            f"numbers before={min(sum(number < index for number in numbers), 2)}",
            f"numbers after={min(sum(number > index for number in numbers), 1)}",
            f"capital={tokens[index].text[0].isupper()}",
            f"colon before={':' in shapes[:index]}",
            f"pair={words[index - 1] if index else '-'} {word}",
        ]
        own += [f"prefix={word[:length]}" for length in (2, 3, 4)]
        own += [f"suffix={word[-length:]}" for length in (2, 3)]
        own += [each for step in range(-3, 4) for each in neighbour(words, shapes, index, step)]
        features.append(own)
    return features


def neighbour(words: list[str], shapes: list[str], index: int, step: int) -> list[str]:
    """Return the features of the token that stands some steps after (or before) another."""
    place = index + step
    if not 0 <= place < len(words):
        return [f"{step}:none"]
    word = words[place]
    features = [f"{step}:word={word}", f"{step}:shape={shapes[place]}"]
    # Articles and cases are glued to the word in Arabic, Farsi and Swahili: parts of the nearest words tell much.
    if step in (-2, -1, 1):
        features += [f"{step}:prefix={word[:2]}", f"{step}:prefix={word[:3]}", f"{step}:suffix={word[-3:]}"]
    return features


def tags(text: str, tokens: list[Token], entities: list[dict[str, Any]]) -> list[str]:
    """Return the tag of each token for training: B-, I- and the entity's name, or O."""
    result = [OUTSIDE] * len(tokens)
    for entity in entities:
        span = bare(text, Span(entity["entity"], entity["start"], entity["end"]))
        inside = [index for index, token in enumerate(tokens) if span.covers(token.start, token.end)]
        for place, index in enumerate(inside):
            result[index] = ("I-" if place else "B-") + span.entity
    return result


def spans_of(tokens: list[Token], found: list[str]) -> list[Span]:
    """Return the spans that a sequence of tags says, in order."""
    spans: list[Span] = []
    before = OUTSIDE
    for token, tag in zip(tokens, found, strict=True):
        name = tag[2:]
        if tag == OUTSIDE:
            pass
        elif tag[0] == "I" and before[2:] == name:
            spans[-1] = Span(name, spans[-1].start, token.end)
        else:
            spans.append(Span(name, token.start, token.end))
        before = tag
    return spans


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class TextEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Adds what the words say (body, member, name, duration...) and takes away group numbers that belong to it."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: bytes | None = None
    ) -> None:
        """Keep the configuration and, when there is one, the trained model."""
        self._config, self._storage, self._resource = config, storage, resource
        # The tagger reads the bytes where they are, it makes no copy: they must live as long as it does.
        self._model = model
        self._tagger = Tagger() if model else None
        if self._tagger is not None:
            self._tagger.open_inmemory(model)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the weights against learning by heart (c1, c2) and the greatest number of rounds."""
        return {"c1": 0.1, "c2": 0.02, "rounds": 120}

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
        """Return the extractor as it was trained; one without a model when there were no examples."""
        try:
            with model_storage.read_from(resource) as folder:
                return cls(config, model_storage, resource, (folder / MODEL_FILE).read_bytes())
        except (ValueError, FileNotFoundError):
            return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from all examples, also those without entities."""
        if not training_data.entity_examples:
            return self._resource
        self.check_correct_entity_annotations(training_data)
        trainer = Trainer(algorithm="lbfgs", verbose=False)
        trainer.set_params(
            {"c1": self._config["c1"], "c2": self._config["c2"], "max_iterations": self._config["rounds"]}
        )
        for message in training_data.nlu_examples:
            tokens = message.get(TOKENS_NAMES[TEXT])
            if tokens:
                text = message.get(TEXT)
                features = describe(text, tokens, message.get(INTENT) or "")
                trainer.append(features, tags(text, tokens, message.get(ENTITIES, [])))
        with self._storage.write_to(self._resource) as folder:
            trainer.train(str(folder / MODEL_FILE))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Settle the entities of each message."""
        for message in messages:
            entities = settle(message.get(TEXT), message.get(ENTITIES, []), self.spans(message))
            message.set(ENTITIES, self.add_extractor_name(entities), add_to_output=True)
        return messages

    def spans(self, message: Message) -> list[Span]:
        """Return what the model sees in one message."""
        tokens = message.get(TOKENS_NAMES[TEXT])
        if self._tagger is None or not tokens:
            return []
        intent = (message.get(INTENT) or {}).get("name") or ""
        return spans_of(tokens, self._tagger.tag(describe(message.get(TEXT), tokens, intent)))
