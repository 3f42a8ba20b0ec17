"""Live changes for the page, as Server-Sent Events that resume where the reader left off."""

import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from bot.carriers.simulator.bell import wait
from bot.carriers.simulator.simulator import Simulator
from bot.carriers.simulator.views import error_view, phone_view, text_view

AT_ONCE = 500
SILENCE_SECONDS = 15.0
RETRY_MILLISECONDS = 1000


def event_routes(simulator: Simulator) -> APIRouter:
    """GET /events: everything changed after `?after=` or, when a browser comes back, its Last-Event-ID."""
    router = APIRouter()

    @router.get("/events")
    async def events(request: Request, after: int = 0) -> StreamingResponse:
        seen = request.headers.get("last-event-id", "")
        start = int(seen) if seen.isascii() and seen.isdigit() else after
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(_stream(simulator, start), media_type="text/event-stream", headers=headers)

    return router


async def _stream(simulator: Simulator, after: int) -> AsyncIterator[str]:
    yield f"retry: {RETRY_MILLISECONDS}\n\n"
    if after > simulator.database.revision():
        # The reader knows a database that is gone: it must start over.
        yield "event: reset\ndata: {}\n\n"
        after = simulator.database.revision()
    while True:
        ring = simulator.database.bell.next()
        changed = changes(simulator, after)
        for revision, name, value in changed:
            yield f"id: {revision}\nevent: {name}\ndata: {json.dumps(value)}\n\n"
            after = revision
        if not changed and not await wait(ring, SILENCE_SECONDS):
            yield ": still here\n\n"


def changes(simulator: Simulator, after: int) -> list[tuple[int, str, dict[str, Any]]]:
    """The next changes as (revision, event name, value), in order.

    One change may be left out when the same row changed again since: only how things are now is told.
    """
    phones = simulator.phones.changes(after, AT_ONCE)
    messages = simulator.log.changes(after, AT_ONCE)
    errors = simulator.debugger.changes(after, AT_ONCE)
    found = [(phone.revision, "phone", phone_view(phone)) for phone in phones]
    found += [(text.revision, "text", text_view(text) | {"number": text.phone}) for text in messages]
    found += [(entry.revision, "debug", error_view(entry)) for entry in errors]
    # Each list is complete up to its own limit, so together they are up to AT_ONCE.
    return sorted(found, key=lambda change: change[0])[:AT_ONCE]
