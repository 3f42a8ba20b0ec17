"""Runs inside the brain's Python: reads [name, argument...] a line, writes {"result": ...} or {"error": ...} a line."""

from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix

from bot.brain.channel import Turn, check_token
from bot.brain.embedding import embed, prepare
from bot.brain.language import LanguageIdentifier
from bot.brain.references import find_references
from bot.brain.regression import Regression
from bot.brain.spans import Span, settle
from bot.brain.tokenizer import MultiscriptTokenizer, spans


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
    functions = [tokens, lemmas, references, settled, nearness, prepared, language, harmless, token_is_good]
    known = {function.__name__: function for function in [*functions, learned_twice]}
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        try:
            answer = {"result": known[name](*arguments)}  # type: ignore[operator]
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
