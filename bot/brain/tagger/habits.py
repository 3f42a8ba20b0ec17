"""What texts of an intent have at all: who asks what it costs names no group, and nothing to pass on.

Of a group its name, that is. A number stays one whatever the words around it are: "yes 7020" answers a question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from bot.brain.encoder.model_file import Array
from bot.brain.spans import Span, among
from bot.brain.tagger.lesson import Lesson
from bot.brain.tagger.tags import ENTITIES
from bot.brain.tagger.traits import Reading

RARE = 0.02
"""What so few texts of an intent have is a whim of theirs."""
CERTAIN = 0.8
"""From this probability on that a text is of intents that do not have a thing, it has none."""


def habits(lessons: Sequence[Lesson], readings: Sequence[Reading], labels: Sequence[str]) -> Array:
    """Return the share of the texts of each label (rows) that have each of ENTITIES (columns)."""
    having = np.zeros((len(labels), len(ENTITIES)))
    texts = np.zeros(len(labels))
    for lesson, reading in zip(lessons, readings, strict=True):
        row = labels.index(lesson.intent)
        texts[row] += 1
        for entity in {span.entity for span in lesson.spans if not by_number(span, reading)}:
            having[row, ENTITIES.index(entity)] += 1
    return np.asarray(having / np.maximum(texts, 1)[:, None], np.float32)


def by_number(span: Span, reading: Reading) -> bool:
    """Return whether a marked piece is a group that is said by its number."""
    return span.entity == "group" and among(reading.references, span)


def unusual(shares: Array, labels: Sequence[str], intents: Mapping[str, float]) -> frozenset[str]:
    """Return those of ENTITIES that a text does not have; intents: what it is likely to be."""
    likely = np.array([intents.get(label, 0.0) for label in labels])
    without = likely @ (shares < RARE)
    return frozenset(entity for entity, chance in zip(ENTITIES, without, strict=True) if chance >= CERTAIN)
