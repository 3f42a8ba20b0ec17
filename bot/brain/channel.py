"""The brain's one door: the service posts a person's text here and learns what was understood.

No text and no id is logged here.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as answer

from bot.brain.endpoint import ActionEndpoint, check_answers_quickly, turn_failed
from bot.brain.forgetting import forget
from bot.brain.parsing import parse
from bot.brain.tracker_store import dialogue_store

FEWEST_TOKEN_CHARACTERS, FEWEST_TOKEN_KINDS = 24, 8
SURROGATE = re.compile("[\ud800-\udfff]")
# Rasa takes a text that begins with "/" (after white space) as a command to itself, such as "/restart".
COMMAND = re.compile(r"\A[\s/]+")


def read_sender(data: Any) -> str:
    """Return the sender that a request's JSON names. ValueError when there is none that can be stored."""
    sender = data.get("sender") if isinstance(data, dict) else None
    if not (isinstance(sender, str) and sender) or SURROGATE.search(sender):
        raise ValueError("sender is needed")
    return sender


@dataclass(frozen=True)
class Turn:
    """One text of one person. metadata goes to the custom actions as it came."""

    sender: str
    message: str
    metadata: dict[str, Any]

    @classmethod
    def read(cls, body: bytes) -> Turn:
        """Read a request's JSON. ValueError when a part is missing or of another kind."""
        data = json.loads(body)
        sender = read_sender(data)
        message, metadata = data.get("message"), data.get("metadata")
        if not (isinstance(message, str) and isinstance(metadata, dict)):
            raise ValueError("message and metadata are needed")
        return cls(sender, message, metadata)

    def text(self) -> str:
        """Return the message as Rasa may see it, of the same length: no commands to Rasa, no half characters."""
        harmless = COMMAND.sub(lambda match: match.group().replace("/", " "), self.message)
        return SURROGATE.sub("\ufffd", harmless)


def check_token(token: Any) -> str:
    """Return the token. RasaException when it is missing or could be guessed."""
    if (
        not isinstance(token, str)
        or len(token) < FEWEST_TOKEN_CHARACTERS
        or len(set(token)) < FEWEST_TOKEN_KINDS
        or "${" in token
    ):
        raise RasaException(
            f"The brain needs a token in SMSUP_RASA_TOKEN: at least {FEWEST_TOKEN_CHARACTERS} characters, "
            f"{FEWEST_TOKEN_KINDS} different ones. `python3 -c 'import secrets; print(secrets.token_urlsafe(32))'` "
            "makes one."
        )
    return token


class ServiceInput(InputChannel):
    """POST /webhooks/smsup/webhook and /webhooks/smsup/forget, for the service only."""

    def __init__(self, token: str) -> None:
        """Keep the token that each request must bring. RasaException when it is weak."""
        self._expected = f"Bearer {check_token(token)}".encode()

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, a part of its address."""
        return "smsup"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> ServiceInput:
        """Make the channel from its part of credentials.yml. RasaException without a good token."""
        return cls((credentials or {}).get("token", ""))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes: POST /webhook for a turn, POST /forget, GET / says whether the model is loaded."""
        routes = Blueprint("smsup_service")

        @routes.listener("after_server_start")
        async def connect(app: Sanic, _: Any) -> None:
            check_answers_quickly()
            keep_connection(app.ctx.agent)

        @routes.route("/", methods=["GET"])
        async def ready(request: Request) -> HTTPResponse:
            if not self.knows(request):
                return answer({"error": "wrong token"}, status=401)
            loaded = bool(request.app.ctx.agent.is_ready())
            return answer({"ready": loaded}, status=200 if loaded else 503)

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if not self.knows(request):
                return answer({"error": "wrong token"}, status=401)
            try:
                turn = Turn.read(request.body)
            except (ValueError, RecursionError):
                return answer({"error": "bad request"}, status=400)
            if not request.app.ctx.agent.is_ready():
                return answer({"error": "no model"}, status=503)
            return await take_turn(request.app.ctx.agent, turn, on_new_message)

        @routes.route("/forget", methods=["POST"])
        async def erase(request: Request) -> HTTPResponse:
            if not self.knows(request):
                return answer({"error": "wrong token"}, status=401)
            try:
                sender = read_sender(json.loads(request.body))
            except (ValueError, RecursionError):
                return answer({"error": "bad request"}, status=400)
            forgotten = await forget(request.app.ctx.agent, sender)
            return empty() if forgotten else answer({"error": "busy"}, status=503)

        return routes

    def knows(self, request: Request) -> bool:
        """Return whether the request brings the token; takes the same time for every wrong one."""
        given = str(request.headers.get("authorization", ""))
        return hmac.compare_digest(given.encode("utf-8", "replace"), self._expected)


async def take_turn(agent: Agent, turn: Turn, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> HTTPResponse:
    """Understand a text, run what follows from it, and answer with the intent; 502 when an action failed."""
    store = dialogue_store(agent.tracker_store)
    if turn.metadata.get("question") is None and store is not None:
        store.delete(turn.sender)
    message = UserMessage(turn.text(), sender_id=turn.sender, input_channel=ServiceInput.name(), metadata=turn.metadata)
    # Rasa strips the text, which would shift every offset.
    message.text = turn.text()
    turn_failed.set(False)
    message.parse_data = parse(agent.processor, message)
    await on_new_message(message)
    if turn_failed.get():
        return answer({"error": "an action failed"}, status=502)
    intent = message.parse_data["intent"]
    return answer({"intent": intent["name"], "confidence": intent["confidence"]})


def keep_connection(agent: Agent) -> None:
    """Let the agent call its actions over one kept connection, and without the domain (some 20 kB) in each call.

    The service's actions do not read it; rasa-sdk's own server, which insists on it, gets it in the usual way.
    """
    stock = agent.action_endpoint
    if stock is None or isinstance(stock, ActionEndpoint):
        return
    kept = ActionEndpoint(stock.url, headers=stock.headers, **{**stock.kwargs, "enable_selective_domain": True})
    agent.action_endpoint = kept
    if agent.processor is not None:
        agent.processor.action_endpoint = kept
