"""The tags of words (B-, G-, I- and an entity's name, or O), and the likeliest row of tags that makes sense.

B- is the first word of an entity, I- one after it. G- is a first word too, with a small one glued to it: Arabic writes
"in", "to" and "and" in one with what follows, so of "بصبايا" the name is "صبايا".
"""

from __future__ import annotations

import re

import numpy as np

from bot.brain.encoder.model_file import Array
from bot.brain.spans import Span

ENTITIES = ("group", "body", "name", "nickname", "member", "duration", "language", "question")
OUTSIDE = "O"
GLUED = ("group", "name", "nickname", "member", "language")
"""Entities that a small word may be glued to."""
TAGS = (
    OUTSIDE,
    *(f"{place}-{entity}" for entity in ENTITIES for place in "BI"),
    *(f"G-{entity}" for entity in GLUED),
)
NUMBER = {tag: number for number, tag in enumerate(TAGS)}
NEVER = -1e4
# An I- follows only the B- or I- of its own entity.
FOLLOWS = np.array(
    [[NEVER if after[0] == "I" and before[2:] != after[2:] else 0.0 for after in TAGS] for before in TAGS], np.float32
)
BEGINS = FOLLOWS[0]
# Small words as they are glued, one letter as a rule: Arabic ب, ل (which swallows an article: للنسوان), و, ف, ك, ع,
# also in Latin letters; Farsi به with a joiner.
SMALL = re.compile(r"لل(?=\w\w)|ول(?=ال)|[وف]?[بل]ـ+|به\u200c|[بلوفكع]|[blf]", re.IGNORECASE)


def tags_of(words: list[tuple[int, int]], spans: list[Span]) -> list[int]:
    """Return the number of each word's tag, for training: a word is in a span when most of it is."""
    tags = [0] * len(words)
    for span in spans:
        inside = [row for row, word in enumerate(words) if span.holds_most_of(*word)]
        for place, row in enumerate(inside):
            glued = span.entity in GLUED and words[row][0] < span.start
            tags[row] = NUMBER[("I-" if place else "G-" if glued else "B-") + span.entity]
    return tags


def likeliest(scores: Array) -> list[int]:
    """Return the row of tags that is the likeliest as a whole (Viterbi). scores: words by tags, log-probabilities."""
    each = scores.argmax(axis=1)
    if not (BEGINS[each[0]] or FOLLOWS[each[:-1], each[1:]].any()):
        return [int(tag) for tag in each]
    reached, back = scores[0] + BEGINS, []
    for score in scores[1:]:
        ways = reached[:, None] + FOLLOWS
        back.append(ways.argmax(axis=0))
        reached = ways.max(axis=0) + score
    tags = [int(reached.argmax())]
    for step in reversed(back):
        tags.append(int(step[tags[-1]]))
    return tags[::-1]


def spans_of(text: str, words: list[tuple[int, int]], tags: list[int]) -> list[Span]:
    """Return the spans that a row of tags says, in order."""
    spans: list[Span] = []
    for (start, end), tag in zip(words, tags, strict=True):
        place, entity = TAGS[tag][0], TAGS[tag][2:]
        if place == "B":
            spans.append(Span(entity, start, end))
        elif place == "G":
            small = SMALL.match(text, start, end)
            spans.append(Span(entity, small.end() if small else start, end))
        elif place == "I":
            spans[-1] = Span(entity, spans[-1].start, end)
    return spans
