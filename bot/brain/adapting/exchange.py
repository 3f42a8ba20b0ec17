"""Make a second wording of training texts: other names, groups and bodies of the same language in the same places.

What stands around a name says that it is one; the network should not learn the names by heart.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from bot.brain.spans import Span
from bot.brain.tagger.lesson import Lesson
from bot.brain.tokens import kind

EXCHANGED = ("group", "name", "nickname", "body", "member", "language")
"""A number stands for a number only, in any of its lengths; how long is left as it is: "until" and "for" differ."""
SAME = {"name": "group"}
LONGER = 0.4
"""Share of the names of one word that get a second one, or more."""
Pools = dict[tuple[str, str], list[str]]


def exchanged(lessons: Sequence[Lesson], seed: int = 0) -> list[Lesson]:
    """Return the lessons, each that has a name or a body in another wording."""
    chance = random.Random(seed)  # noqa: S311  # the same every time, on purpose
    pools: Pools = defaultdict(list)
    for lesson in lessons:
        for span in lesson.spans:
            pools[pool_of(lesson.text, span)].append(lesson.text[span.start : span.end])
    return [reworded(lesson, pools, chance) for lesson in lessons]


def pool_of(text: str, span: Span) -> tuple[str, str]:
    """Return what a piece can be exchanged for: pieces of its entity in its script, written as numbers or not."""
    letters = [kind(letter) for letter in text[span.start : span.end] if letter.isalnum()]
    return SAME.get(span.entity, span.entity), next((each for each in letters if each != "digit"), "digit")


def reworded(lesson: Lesson, pools: Pools, chance: random.Random) -> Lesson:
    """Return the text with other pieces; as it is where nothing is to be exchanged."""
    text, spans, read = "", [], 0
    for span in sorted(lesson.spans, key=lambda span: span.start):
        piece = lesson.text[span.start : span.end]
        if span.entity in EXCHANGED:
            piece = other(pools, pool_of(lesson.text, span), chance)
        text += lesson.text[read : span.start]
        spans.append(Span(span.entity, len(text), len(text) + len(piece)))
        text += piece
        read = span.end
    return replace(lesson, text=text + lesson.text[read:], spans=spans)


def other(pools: Pools, pool: tuple[str, str], chance: random.Random) -> str:
    """Return another piece; a name that is a word is often made one of several words, as half of all names are."""
    piece = chance.choice(pools[pool])
    entity, letters = pool
    if entity == "group" and letters != "digit" and chance.random() < LONGER and len(piece.split()) == 1:
        piece = f"{piece} {chance.choice(pools[pool])}"
    return piece
