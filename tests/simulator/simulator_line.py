"""A stand-in mounted in a real server, a service that only listens, and the real Twilio client between them."""

import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx
import uvicorn
from fastapi import APIRouter, FastAPI, Request, Response
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from bot.carriers.simulator import Pace, SimulatorSettings, build

ACCOUNT = "AC" + "5" * 32
TOKEN = "a token for tests only"
SERVICE = "+15550100000"
AMINA = "+15550100007"
EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'

T = TypeVar("T")


@dataclass
class Listener:
    """A service that keeps what Twilio sends it and answers what it was told to."""

    url: str
    texts: list[dict[str, str]] = field(default_factory=list)
    receipts: list[dict[str, str]] = field(default_factory=list)
    forged: list[str] = field(default_factory=list)
    status: int = 200
    content_type: str = "text/xml"
    body: str = EMPTY_TWIML

    def routes(self) -> APIRouter:
        router = APIRouter()

        @router.post("/sms")
        async def sms(request: Request) -> Response:
            await self._keep(request, self.texts)
            return Response(self.body, self.status, media_type=self.content_type)

        @router.post("/status")
        async def status(request: Request) -> Response:
            await self._keep(request, self.receipts)
            return Response(status_code=204)

        return router

    async def _keep(self, request: Request, kept: list[dict[str, str]]) -> None:
        form = await request.form()
        url = f"{self.url}{request.url.path}" + (f"?{request.url.query}" if request.url.query else "")
        if not RequestValidator(TOKEN).validate(url, form, request.headers.get("x-twilio-signature", "")):
            self.forged.append(url)
        kept.append({key: str(value) for key, value in form.items()})


@dataclass
class Line:
    """Everything that a test needs of a running stand-in."""

    url: str
    twilio: Client
    http: httpx.Client
    listener: Listener

    def phone(self, number: str = AMINA, **values: str) -> str:
        answer = self.http.post("/phones", json={"number": number, **values})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["number"])

    def text(self, body: str, number: str = AMINA) -> dict[str, Any]:
        answer = self.http.post(f"/phones/{number}/texts", json={"body": body})
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def thread(self, number: str = AMINA) -> list[dict[str, Any]]:
        return list(self.http.get(f"/phones/{number}/texts").json())


def eventually(look: Callable[[], T], seconds: float = 5.0) -> T:
    """The first truthy value that `look` gives; fails with the last one after `seconds`."""
    end = time.monotonic() + seconds
    while not (value := look()):
        assert time.monotonic() < end, f"still {value!r} after {seconds} seconds"
        time.sleep(0.01)
    return value


@contextmanager
def running(folder: Path, carrier_help: bool = False, pace: Pace | None = None, port: int = 0) -> Iterator[Line]:
    """A stand-in on the database in `folder`, mounted the way the service mounts it, beside a listener."""
    listening = socket.create_server(("127.0.0.1", port))
    listener = Listener(f"http://127.0.0.1:{listening.getsockname()[1]}")
    settings = SimulatorSettings(
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        phone_number=SERVICE,
        database=folder / "simulator.sqlite",
        clock=lambda: datetime.now(UTC),
        public_url=f"{listener.url}/simulator",
        sms_url=f"{listener.url}/sms",
        status_url=f"{listener.url}/status",
        carrier_help=carrier_help,
        pace=pace or Pace(0.0, 0.005, 0.1),
    )
    twilio = Client(ACCOUNT, TOKEN)
    twilio.api.base_url = settings.public_url
    with (
        _serve(_mounted(settings, listener), listening),
        httpx.Client(base_url=settings.public_url, trust_env=False) as http,
    ):
        yield Line(settings.public_url, twilio, http, listener)
        twilio.http_client.session.close()


@contextmanager
def _serve(app: FastAPI, listening: socket.socket) -> Iterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        eventually(lambda: server.started)
        yield
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def _mounted(settings: SimulatorSettings, listener: Listener) -> FastAPI:
    inner = build(settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with inner.router.lifespan_context(inner):
            yield

    outer = FastAPI(lifespan=lifespan)
    outer.mount("/simulator", inner)
    outer.include_router(listener.routes())
    return outer
