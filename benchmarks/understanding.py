"""How well the newest model understands tests/understanding, by language; run by the brain's Python.

    .venv-rasa/bin/python -m benchmarks.understanding var/models/<model>.tar.gz

Prints accuracy, the right intent among the first three, and for levels of confidence how many texts pass and how many
of those are wrong: the levels in bot/conversation/deciding.py are read off here. News are texts that ask for nothing.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path
from typing import Any

import structlog
from rasa.core.agent import Agent
from rasa.shared.nlu.training_data.loading import load_data

FOLDER = Path(__file__).parent.parent / "tests" / "understanding"
LEVELS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
SEEN_BY_OTHERS = "send_message"


async def measure(agent: Agent, language: str) -> list[tuple[str, list[tuple[str, float]], str]]:
    """Each held-out text of a language as (right intent, ranking, text)."""
    examples = load_data(str(FOLDER / f"{language}.yml")).training_examples
    return [(e.get("intent"), await ranking(agent, e.get("text")), e.get("text")) for e in examples]


async def ranking(agent: Agent, text: str) -> list[tuple[str, float]]:
    parse: dict[str, Any] = await agent.parse_message(text)
    return [(i["name"], i["confidence"]) for i in parse["intent_ranking"] if i["name"] != "nlu_fallback"]


async def main(model: str) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    agent = Agent.load(model)
    pooled = []
    for language in sorted(path.stem for path in FOLDER.glob("??.yml")):
        results = await measure(agent, language)
        pooled += results
        right = sum(intent == found[0][0] for intent, found, _ in results)
        among = sum(intent in [name for name, _ in found[:3]] for intent, found, _ in results)
        print(f"{language}: {right / len(results):6.1%} right, {among / len(results):6.1%} among three ({len(results)})")
        news = FOLDER / f"news_{language}.txt"
        texts = [line for line in news.read_text(encoding="utf-8").splitlines() if line] if news.exists() else []
        heard = [(await ranking(agent, text))[0] for text in texts]
        acts = [(name, level) for name, level in heard if name not in ("out_of_scope", "greet", "thank")]
        posts = sorted((level for name, level in acts if name == SEEN_BY_OTHERS), reverse=True)[:3]
        sure = sum(level >= 0.6 for _, level in acts)
        print(f"    news: {len(acts)} of {len(texts)} taken for a command, {sure} at 0.6 or more; highest posts {posts}")
    for level in LEVELS:
        passing = [(intent == found[0][0]) for intent, found, _ in pooled if found[0][1] >= level]
        wrong = passing.count(False)
        print(f"confidence >= {level}: {len(passing) / len(pooled):6.1%} of texts, {wrong / max(len(passing), 1):5.1%} wrong")
    if "--errors" in sys.argv:
        for intent, found, text in pooled:
            if intent != found[0][0]:
                print(f"{intent} taken for {found[0][0]} {found[0][1]:.2f}: {text}")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
