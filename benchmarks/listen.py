"""What Rasa makes of texts and what it would do next, with the time that each takes: JSON lines in, JSON lines out.

    python -m benchmarks.listen MODEL

In the brain's Python. Writes {"ready": true} when the model is loaded; then for each line {"text": …} on standard
input one line {"intent", "understood", "decided"}: seconds for the pipeline alone, and for the pipeline, the dialogue's
memory and its policies, which every text goes through. Each text is the first of a conversation.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import time
from typing import Any, TextIO

import structlog
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.brain.interpret import FALLBACK


async def listen(agent: Agent, text: str, number: int) -> dict[str, Any]:
    """Let a new person say one text."""
    assert agent.processor is not None
    person = f"person {number}"
    begun = time.perf_counter()
    parse = await agent.processor.parse_message(UserMessage(text, sender_id=person))
    understood = time.perf_counter()
    await agent.processor.log_message(UserMessage(text, sender_id=person, parse_data=parse))
    assert await agent.processor.predict_next_for_sender_id(person) is not None
    decided = time.perf_counter()
    intents = [each["name"] for each in parse.get("intent_ranking") or [] if each["name"] != FALLBACK]
    return {"intent": next(iter(intents), None), "understood": understood - begun, "decided": decided - begun}


async def serve(agent: Agent, lines: TextIO, answers: TextIO) -> None:
    """Answer each line with one, until the input ends."""
    for number, line in enumerate(lines):
        print(json.dumps(await listen(agent, json.loads(line)["text"], number)), file=answers, flush=True)


def main() -> None:
    # What libraries print must not come among the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    agent = Agent.load(sys.argv[1])
    print(json.dumps({"ready": agent.is_ready()}), file=answers, flush=True)
    asyncio.run(serve(agent, sys.stdin, answers))


if __name__ == "__main__":
    main()
