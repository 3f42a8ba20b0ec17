"""Where Rasa runs its custom actions: the same ActionExecutor as rasa-sdk's own server, behind a token."""

from __future__ import annotations

import hmac
import json
import zlib
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

import actions
from bot.service import Service


def routes(service: Service) -> APIRouter:
    router = APIRouter()
    executor = ActionExecutor()
    for action in actions.build(service.conversation):
        executor.register_action(action)
    expected = f"Bearer {service.settings.rasa_token.get_secret_value()}".encode()

    @router.post("/actions")
    async def run(request: Request) -> Response:
        """The rasa-sdk protocol: the action's name and the tracker in, events and responses out."""
        given = request.headers.get("authorization", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, expected):
            return Response(status_code=401)
        call = await _call(request)
        if call is None:
            return Response(status_code=400)
        try:
            result = await executor.run(call)
        except ActionNotFoundException as error:
            return JSONResponse({"error": "no such action", "action_name": error.action_name}, status_code=404)
        except ActionExecutionRejection as error:
            return JSONResponse({"error": "rejected", "action_name": error.action_name}, status_code=400)
        return JSONResponse(result.model_dump() if result else {})

    return router


async def _call(request: Request) -> dict[str, Any] | None:
    try:
        body = await request.body()
        if request.headers.get("content-encoding") == "deflate":
            body = zlib.decompress(body)
        call = json.loads(body)
    except (ValueError, zlib.error, RecursionError):
        return None
    if not _is_call(call):
        return None
    # The brain spares sending the domain, which no action of ours reads and rasa-sdk insists on.
    return {"domain": {}, **call}


def _is_call(call: Any) -> bool:
    """Whether it has what rasa-sdk takes for granted."""
    return isinstance(call, dict) and isinstance(call.get("next_action"), str) and isinstance(call.get("tracker"), dict)
