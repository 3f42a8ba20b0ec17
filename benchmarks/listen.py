"""What Rasa makes of texts and what it would do next, with the time that each takes: JSON lines in, JSON lines out.

    python -m benchmarks.listen MODEL [--stock]

In the brain's Python. A text comes to the pipeline as the service brings it there, or with --stock as Rasa does.
Writes {"ready": true} when the model is loaded; then for each line {"text": …} on standard input one line {"intent",
"understood", "decided"}: seconds for the pipeline alone, and for the pipeline, the dialogue's memory and its policies,
which every text goes through. Each text is the first of a conversation.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any, TextIO

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.brain.answers import answers
from bot.brain.interpret import FALLBACK
from bot.brain.parsing import parse


async def listen(agent: Agent, text: str, number: int, stock: bool) -> dict[str, Any]:
    """Let a new person say one text."""
    assert agent.processor is not None
    person = f"person {number}"
    message = UserMessage(text, sender_id=person)
    begun = time.perf_counter()
    found = await agent.processor.parse_message(message) if stock else parse(agent.processor, message)
    understood = time.perf_counter()
    await agent.processor.log_message(UserMessage(text, sender_id=person, parse_data=found))
    assert await agent.processor.predict_next_for_sender_id(person) is not None
    decided = time.perf_counter()
    intents = [each["name"] for each in found.get("intent_ranking") or [] if each["name"] != FALLBACK]
    return {"intent": next(iter(intents), None), "understood": understood - begun, "decided": decided - begun}


async def serve(agent: Agent, lines: TextIO, output: TextIO, stock: bool) -> None:
    """Answer each line with one, until the input ends."""
    for number, line in enumerate(lines):
        print(json.dumps(await listen(agent, json.loads(line)["text"], number, stock)), file=output, flush=True)


def main() -> None:
    output = answers()
    agent = Agent.load(sys.argv[1])
    print(json.dumps({"ready": agent.is_ready()}), file=output, flush=True)
    asyncio.run(serve(agent, sys.stdin, output, "--stock" in sys.argv))


if __name__ == "__main__":
    main()
