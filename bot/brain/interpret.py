"""What a trained model makes of texts, without any dialogue: JSON lines in, JSON lines out.

    python -m bot.brain.interpret MODEL

Writes {"ready": true} when the model is loaded. Then for each line {"text": …, "language": earlier one or null} on
standard input one line {"language", "ranking": [[intent, confidence], …], "entities": [{"entity", "start", "end",
"value"}, …], "seconds"} on standard output, or {"error": …} for a line that is no such thing. Keeps nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import Any, TextIO

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.brain.answers import answers
from bot.brain.parsing import parse

FALLBACK = "nlu_fallback"
ENTITY_FIELDS = ("entity", "start", "end", "value")


def read(agent: Agent, text: str, language: str | None) -> dict[str, Any]:
    """Return what the model makes of one text; language: what the person wrote before."""
    message = UserMessage(text, metadata={"language": language})
    message.text = text  # Rasa strips the text, which would shift every offset
    assert agent.processor is not None
    begun = time.perf_counter()
    found = parse(agent.processor, message)
    seconds = time.perf_counter() - begun
    ranking = found.get("intent_ranking") or []
    entities = found.get("entities") or []
    return {
        "language": found.get("language"),
        "ranking": [[i["name"], i["confidence"]] for i in ranking if i["name"] != FALLBACK],
        "entities": [{name: entity[name] for name in ENTITY_FIELDS} for entity in entities],
        "seconds": seconds,
    }


def serve(agent: Agent, lines: TextIO, output: TextIO) -> None:
    """Answer each line with one, in order, until the input ends."""
    for line in lines:
        try:
            asked = json.loads(line)
            answer = read(agent, asked["text"], asked.get("language"))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            answer = {"error": type(error).__name__}
        output.write(json.dumps(answer) + "\n")
        output.flush()


def main() -> None:
    """Load the model that the command line names, and serve it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="a trained model, var/models/….tar.gz")
    given = parser.parse_args()
    output = answers()
    agent = Agent.load(given.model)
    output.write(json.dumps({"ready": agent.is_ready()}) + "\n")
    output.flush()
    serve(agent, sys.stdin, output)


if __name__ == "__main__":
    main()
