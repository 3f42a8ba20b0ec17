"""How well the newest model understands tests/understanding, by language: `make bench`, in the brain's Python.

Prints the share of right intents and of right ones among the first three, and for levels of confidence how many texts
pass and how many of those are wrong: the levels in bot/conversation/deciding.py are read off here. News are texts that
ask for nothing. With --errors, every mistake.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path

import structlog
from rasa.core.agent import Agent
from rasa.shared.nlu.training_data.loading import load_data

FOLDER = Path(__file__).parent.parent / "tests" / "understanding"
LEVELS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
TALK = ("out_of_scope", "greet", "thank")


@dataclass(frozen=True)
class Heard:
    """A text, the intent it has, and what the model thinks of it, best first."""

    text: str
    intent: str
    ranking: list[tuple[str, float]]

    @property
    def guess(self) -> str:
        return self.ranking[0][0]

    @property
    def confidence(self) -> float:
        return self.ranking[0][1]

    @property
    def right(self) -> bool:
        return self.guess == self.intent

    @property
    def among_three(self) -> bool:
        return self.intent in [name for name, _ in self.ranking[:3]]


async def hear(agent: Agent, text: str, intent: str) -> Heard:
    parse = await agent.parse_message(text)
    return Heard(
        text, intent, [(i["name"], i["confidence"]) for i in parse["intent_ranking"] if i["name"] != "nlu_fallback"]
    )


async def held_out(agent: Agent, language: str) -> list[Heard]:
    examples = load_data(str(FOLDER / f"{language}.yml")).training_examples
    return [await hear(agent, example.get("text"), example.get("intent")) for example in examples]


async def news(agent: Agent, language: str) -> list[Heard]:
    lines = (FOLDER / f"news_{language}.txt").read_text(encoding="utf-8").splitlines()
    return [await hear(agent, line, "out_of_scope") for line in lines if line]


def share(part: int, whole: int) -> str:
    return f"{part / max(whole, 1):6.1%}"


def tell_language(language: str, texts: list[Heard], chat: list[Heard]) -> None:
    right = share(sum(heard.right for heard in texts), len(texts))
    three = share(sum(heard.among_three for heard in texts), len(texts))
    print(f"{language}: {right} right, {three} among three ({len(texts)} texts)")
    acts = [heard for heard in chat if heard.guess not in TALK]
    posts = sorted((heard.confidence for heard in acts if heard.guess == "send_message"), reverse=True)
    surest = ", ".join(f"{confidence:.2f}" for confidence in posts[:3])
    print(f"    news: {len(acts)} of {len(chat)} taken for a command; surest posts: {surest or 'none'}")


def tell_levels(texts: list[Heard]) -> None:
    for level in LEVELS:
        passing = [heard for heard in texts if heard.confidence >= level]
        wrong = sum(not heard.right for heard in passing)
        print(f"level {level}: {share(len(passing), len(texts))} pass, {share(wrong, len(passing))} of them wrong")


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="a trained model, var/models/….tar.gz")
    parser.add_argument("--errors", action="store_true", help="show every mistake")
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    agent = Agent.load(given.model)
    pooled: list[Heard] = []
    for language in sorted(path.stem for path in FOLDER.glob("??.yml")):
        texts = await held_out(agent, language)
        tell_language(language, texts, await news(agent, language))
        pooled += texts
    tell_levels(pooled)
    for heard in pooled if given.errors else ():
        if not heard.right:
            print(f"{heard.intent} taken for {heard.guess} {heard.confidence:.2f}: {heard.text}")


if __name__ == "__main__":
    asyncio.run(main())
