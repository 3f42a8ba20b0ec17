"""The training texts as arrays for the network, each time in another wording and with other slips of the thumb."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from rasa.shared.nlu.training_data.loading import load_data

from bot.brain.adapting.exchange import exchanged
from bot.brain.adapting.filling import even, filled
from bot.brain.encoder.encoder import together
from bot.brain.encoder.model_file import Array
from bot.brain.encoder.pieces import Pieces
from bot.brain.encoder.prepared import plain, prepare
from bot.brain.entities import lessons
from bot.brain.spans import Span
from bot.brain.tagger.lesson import Lesson
from bot.brain.tagger.tags import tags_of
from bot.brain.tagger.traits import words_of

DATA = Path(__file__).parents[3] / "data" / "nlu"
MOST_PIECES = 96
BATCH = 64
POOL = 20 * BATCH
"""Texts of like length are put together out of this many: less filling, still in a random order."""
SLIPS = 0.25
"""Share of the texts in which, each time they are seen, a thumb slips."""


@dataclass(frozen=True)
class Batch:
    """Some texts. pieces: [texts, pieces], their numbers; present: 1 for a piece, 0 for filling.

    words: [texts, words, pieces], which share each piece has in a word; tags: [texts, words], -1 for filling.
    """

    pieces: Array
    present: Array
    words: Array
    tags: Array
    intents: Array


@dataclass(frozen=True)
class Cut:
    """One text: its pieces, which of them make up each word, the words' tags, its intent."""

    pieces: list[int]
    words: list[range]
    tags: list[int]
    intent: int


def read() -> tuple[list[Lesson], list[str]]:
    """Return the training texts, and the intents in the order of their numbers."""
    found = lessons(load_data(str(DATA)).nlu_examples)
    return found, sorted({lesson.intent for lesson in found})


def batches(taught: Sequence[Lesson], intents: list[str], pieces: Pieces, chance: random.Random) -> Iterator[Batch]:
    """Yield all texts once, those of like length together."""
    others = exchanged(taught, chance.randrange(1 << 30))
    mixed = [chance.choice(wordings) for wordings in zip(taught, others, strict=True)]
    chance.shuffle(mixed)
    cut = [cut_up(slipped(lesson, chance), intents, pieces) for lesson in mixed]
    parts = []
    for start in range(0, len(cut), POOL):
        pool = sorted(cut[start : start + POOL], key=lambda each: len(each.pieces))
        parts += [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
    chance.shuffle(parts)
    yield from map(batch_of, parts)


def slipped(lesson: Lesson, chance: random.Random) -> Lesson:
    """Return the text, now and then with one letter lost, doubled or exchanged with the next, as thumbs do."""
    text = lesson.text
    if len(text) < 4 or chance.random() > SLIPS:
        return lesson
    at = chance.randrange(1, len(text) - 1)
    longer, now = chance.choice(
        ((-1, text[at + 1 :]), (1, text[at] + text[at:]), (0, text[at + 1] + text[at] + text[at + 2 :]))
    )

    def moved(place: int) -> int:
        return place + longer if place > at else place

    spans = [Span(span.entity, moved(span.start), moved(span.end)) for span in lesson.spans]
    return replace(lesson, text=text[:at] + now, spans=spans)


def cut_up(lesson: Lesson, intents: list[str], pieces: Pieces) -> Cut:
    """Return a text cut into the model's pieces."""
    text = plain(lesson.text)
    spans = lesson.spans if text == lesson.text else []
    prepared = prepare(text)
    found = prepared.pieces(pieces, MOST_PIECES)
    words = words_of(text, prepared.references)
    return Cut(
        pieces.marked([piece.number for piece in found]),
        list(together(found, words)),
        tags_of(words, spans),
        intents.index(lesson.intent),
    )


def batch_of(texts: list[Cut]) -> Batch:
    """Return the arrays of some texts, filled up to the same length."""
    pieces, present = filled([each.pieces for each in texts])
    most = even(max(1, *(len(each.tags) for each in texts)))
    words, tags = np.zeros((len(texts), most, pieces.shape[1]), np.float32), np.full((len(texts), most), -1, np.int32)
    for row, each in enumerate(texts):
        for word, (own, tag) in enumerate(zip(each.words, each.tags, strict=True)):
            if own:
                words[row, word, own] = 1 / len(own)
                tags[row, word] = tag
    return Batch(pieces, present, words, tags, np.array([each.intent for each in texts], np.int32))
