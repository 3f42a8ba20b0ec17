"""Find groups, bodies, members, names, durations and the like in a text: what a small network sees, settled by rules.

The network (`tagger`) says what each word is a part of, `references` finds numbers, `spans` brings both together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

import numpy as np

from bot.brain.encoder.adapted import encoder
from bot.brain.encoder.encoder import Encoded
from bot.brain.encoder.model_file import Array
from bot.brain.encoder.prepared import prepare, whole_letters
from bot.brain.references import DIGITS, Reference
from bot.brain.spans import Found, Span, settle
from bot.brain.tagger.habits import by_number
from bot.brain.tagger.network import Network
from bot.brain.tagger.tags import TAGS, likeliest, spans_of
from bot.brain.tagger.traits import YEAR, Reading, read
from bot.text.zawgyi import to_unicode
from bot.text.zawgyi_places import places

NUMBERS = ("group", "phone")
FIRST_OF_GROUP = [TAGS.index(f"{place}-group") for place in "BG"]
NAMED_LESS = 1.0
"""So much less likely (in logarithms) a word begins a group's name than the network says: twice as many texts that
teach have such a name as texts that calibrate. Of those, groups found exactly rose from 97.7 to 98.1%."""
GROUP_TAGS = [TAGS.index(f"{place}-group") for place in "BGI"]
LEAST_CHANCE = {DIGITS: 0.2}
"""A number is a group's when the network gives it this chance at least: digits that stand alone are one as a rule."""
LEAST_OTHERWISE, LEAST_OF_A_YEAR = 0.5, 0.9
ONCE = ("name", "nickname", "duration", "language", "question")
"""A text has one of each at most."""
first = itemgetter(0)


def understand(
    text: str, intents: Mapping[str, float], network: Network | None, encoded: Encoded | None = None
) -> list[Found]:
    """Return the entities of a text in order; intents: what it is likely to be. Without a network numbers alone.

    encoded: the text as the model of meaning has read it, if it has and to the end. Zawgyi is read in Unicode; offsets
    and values are those of the text as it came.
    """
    clean = whole_letters(text)
    prepared = encoded.text if encoded else prepare(to_unicode(clean), cut=False)
    found = (
        seen(encoded or encoder().encode(prepared), intents, network)
        if network is not None
        else settle(prepared.plain, prepared.references, [])
    )
    back = places(clean, prepared.plain) if prepared.plain != clean else range(len(text) + 1)
    return [whole for each in found if (whole := moved(each, text, back)) is not None]


def moved(found: Found, text: str, back: Sequence[int]) -> Found | None:
    """Return an entity at its place in the text as it came; a number's value stays. None when nothing is there."""
    start, end = back[found.start], back[found.end]
    piece = text[start:end].strip()
    if not piece:
        return None
    start = text.index(piece, start)
    value = found.value if found.entity in NUMBERS and found.value.isdecimal() else piece
    return Found(found.entity, start, start + len(piece), value)


def seen(encoded: Encoded, intents: Mapping[str, float], network: Network) -> list[Found]:
    """Return what a network sees in a plain text that the model of meaning has read."""
    reading = read(encoded)
    if not reading.words:
        return []
    scores = sobered(network.scores(reading, intents), reading)
    tags = likeliest(scores)
    certain = [float(scores[row, tag]) for row, tag in enumerate(tags)]
    never = network.unusual(intents)
    numbers = believed(reading, scores)
    doubted = [each for each in reading.references if each not in numbers]
    marked = spans_of(reading.text, reading.words, tags)
    found = [span for span in marked if span.entity not in never or by_number(span, reading)]
    likely = [span for span in found if not any(owned(span, each) for each in doubted)]
    return settle(reading.text, numbers, surest(likely, reading.words, certain))


def sobered(scores: Array, reading: Reading) -> Array:
    """Return the scores with names of groups as likely as they are in use; numbers are as they were."""
    found = scores.copy()
    digits = {place for each in reading.references for place in range(each.start, each.end)}
    rows = [row for row, (start, _) in enumerate(reading.words) if start not in digits]
    found[np.ix_(rows, FIRST_OF_GROUP)] -= NAMED_LESS
    return found


def owned(span: Span, number: Reference) -> bool:
    """Return whether a group that the network sees is nothing but a number that is hardly one."""
    return span.entity == "group" and number.start <= span.start and span.end <= number.end


def surest(spans: list[Span], words: list[tuple[int, int]], certain: list[float]) -> list[Span]:
    """Return the spans, of entities that a text has once only the likeliest. certain: log-probability of each word."""
    best: dict[str, tuple[float, Span]] = {}
    for span in spans:
        if span.entity in ONCE:
            own = [value for value, word in zip(certain, words, strict=True) if span.covers(*word)]
            best[span.entity] = max(best.get(span.entity, (-np.inf, span)), (float(np.mean(own)), span), key=first)
    return [span for span in spans if span.entity not in ONCE or best[span.entity][1] is span]


def believed(reading: Reading, scores: Array) -> list[Reference]:
    """Return the phones, and the numbers that are likely to be a group's."""
    chances = np.exp(scores[:, GROUP_TAGS]).sum(axis=1)
    found = []
    for each in reading.references:
        own = [row for row, (start, end) in enumerate(reading.words) if each.start <= start and end <= each.end]
        chance = chances[own].mean() if own else 0.0
        if each.entity != "group" or chance >= least(each):
            found.append(each)
    return found


def least(number: Reference) -> float:
    """Return the chance that makes a number a group's; years, of a life and of plans, are rarely one."""
    return LEAST_OF_A_YEAR if YEAR.fullmatch(number.value) else LEAST_CHANCE.get(number.form, LEAST_OTHERWISE)
