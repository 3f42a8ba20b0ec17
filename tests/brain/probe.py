"""Runs inside the brain's Python: reads [name, argument...] a line, writes {"result": ...} or {"error": ...} a line."""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from rasa.core.agent import Agent
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix

from bot.brain.channel import Turn, check_token
from bot.brain.embedding import embed, prepare
from bot.brain.entities import tags
from bot.brain.forgetting import forget
from bot.brain.language import LanguageIdentifier
from bot.brain.references import find_references
from bot.brain.regression import Regression
from bot.brain.spans import Span, settle
from bot.brain.tokenizer import MultiscriptTokenizer, spans
from bot.brain.tracker_store import DialogueTrackerStore


def tokens(text: str) -> list[list[Any]]:
    return [[start, end, text[start:end]] for start, end in spans(text)]


def lemmas(text: str) -> list[str]:
    tokenizer = MultiscriptTokenizer(MultiscriptTokenizer.get_default_config())
    return [token.lemma for token in tokenizer.tokenize(Message({"text": text}), "text")]


def references(text: str) -> list[list[str]]:
    return [[found.entity, found.value, text[found.start : found.end]] for found in find_references(text)]


def settled(text: str, words: list[list[Any]]) -> list[list[Any]]:
    found = [vars(reference) for reference in find_references(text)]
    return [[each["entity"], each["value"]] for each in settle(text, found, [Span(*word) for word in words])]


def learned_tags(text: str, entities: list[list[Any]]) -> list[str]:
    tokenizer = MultiscriptTokenizer(MultiscriptTokenizer.get_default_config())
    marked = [{"entity": entity, "start": start, "end": end} for entity, start, end in entities]
    return tags(text, tokenizer.tokenize(Message({"text": text}), "text"), marked)


def nearness(one: str, other: str) -> float:
    return float(embed(prepare(one)) @ embed(prepare(other)))


def prepared(text: str) -> str:
    return prepare(text)


def language(text: str, prior: str | None) -> Any:
    message = Message({"text": text, "metadata": {"language": prior}})
    return LanguageIdentifier().process([message])[0].get("language")


def harmless(text: str) -> str:
    return Turn("somebody", text, {}).text()


def token_is_good(token: str) -> bool:
    return bool(check_token(token))


def kept_without_a_model(folder: str) -> dict[str, list[str]]:
    """Store two people in the store and, as if that had failed, in memory; forget one; say who is left in each."""

    async def run() -> dict[str, list[str]]:
        store = DialogueTrackerStore(Domain.empty(), db=f"{folder}/brain.db")
        agent = Agent(tracker_store=store)
        memory = agent.tracker_store.fallback_tracker_store
        for sender in ("goes", "stays"):
            tracker = DialogueStateTracker.from_events(sender, [ActiveLoop("command_form")])
            await store.save(tracker)
            await memory.save(tracker)
        assert not agent.is_ready()
        assert await forget(agent, "goes")
        locks = [str(lock) for lock in agent.lock_store.conversation_locks]
        return {"store": list(await store.keys()), "memory": list(await memory.keys()), "locks": locks}

    return asyncio.run(run())


def holds(folder: str, words: str) -> bool:
    return any(words.encode() in file.read_bytes() for file in Path(folder).iterdir())


def left_in_the_files(folder: str) -> list[str]:
    """Store sixty dialogues of many sizes, forget them one after another; say whose bytes were still there then."""

    async def run() -> list[str]:
        store, chance, left = DialogueTrackerStore(Domain.empty(), db=f"{folder}/brain.db"), random.Random(0), []
        people = [f"person{number:04d}" for number in range(60)]
        for person in people:
            texts = [f"{person} {'x' * chance.choice((10, 100, 900, 3000))}" for _ in range(chance.randint(1, 8))]
            events = [UserUttered(text, timestamp=int(time.time())) for text in texts]
            await store.save(DialogueStateTracker.from_events(person, [ActiveLoop("command_form"), *events]))
        for person in chance.sample(people, len(people)):
            store.forget(person)
            left += [person] * holds(folder, person)
        return left

    return asyncio.run(run())


def learned_twice() -> list[list[list[float]]]:
    chance = np.random.default_rng(1)
    labels = np.array(["join", "leave", "send"] * 20)
    dense = chance.normal(size=(60, 8)) + (labels[:, None] == np.array(["join", "leave", "send"] * 2 + ["", ""])) * 3
    sparse = csr_matrix(chance.integers(0, 3, size=(60, 40)).astype(float))
    rows = []
    for _ in range(2):
        learned = Regression.fit(dense, sparse, labels, strength=10.0, folds=3)
        rows.append(learned.probabilities(dense[:3], sparse[:3]).tolist())
    return rows


def main() -> None:
    functions: list[Callable[..., Any]] = [
        tokens,
        lemmas,
        references,
        settled,
        nearness,
        prepared,
        language,
        harmless,
        token_is_good,
    ]
    functions += [learned_tags, learned_twice, kept_without_a_model, left_in_the_files]
    known = {function.__name__: function for function in functions}
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        try:
            answer = {"result": known[name](*arguments)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
