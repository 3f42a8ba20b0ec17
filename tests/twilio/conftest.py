"""A real HTTP server on 127.0.0.1 that answers as it is told, as Twilio's API does on good and bad days."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from bot.carriers.twilio.config import TwilioConfig
from bot.carriers.twilio.send import TwilioCarrier

ACCOUNT = "AC" + "1" * 32
TOKEN = "a-test-token"


# An answer, or the fault that comes in its place: "drop" closes the line after reading, "hang" says nothing.
# A response with the extension "drip" comes one byte at a time.
Answer = httpx.Response | Literal["drop", "hang"]


@dataclass
class Request:
    method: str
    path: str
    query: dict[str, str]
    form: dict[str, str]
    headers: dict[str, str]


class Server(ThreadingHTTPServer):
    request_queue_size = 64


class Api:
    """Answers each path with what was laid down for it, or the next of `answers`; keeps what was asked."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.by_path: dict[str, Answer] = {}
        self.requests: list[Request] = []
        self.asked = threading.Event()
        self.ended = threading.Event()
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                api.answer(self)

            do_POST = do_GET

            def log_message(self, format: str, *args: object) -> None:
                """Quiet."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Called in the server's threads."""
        address = urlsplit(handler.path)
        form = handler.rfile.read(int(handler.headers.get("Content-Length", 0))).decode()
        self.requests.append(
            Request(
                handler.command,
                address.path,
                dict(parse_qsl(address.query)),
                dict(parse_qsl(form, keep_blank_values=True)),
                dict(handler.headers.items()),
            )
        )
        self.asked.set()
        answer = self.by_path.get(address.path) or (self.answers.pop(0) if self.answers else httpx.Response(404))
        if isinstance(answer, str):
            self.ended.wait(10 if answer == "hang" else 0)
            handler.close_connection = True
            return
        handler.send_response(answer.status_code)
        headers = {"content-length": str(len(answer.content)), **answer.headers}
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        for part in self._parts(answer):
            handler.wfile.write(part)

    def _parts(self, answer: httpx.Response) -> Iterator[bytes]:
        if "drip" not in answer.extensions:
            yield answer.content
            return
        for byte in answer.content:
            if self.ended.wait(0.1):
                return
            yield bytes([byte])

    def close(self) -> None:
        self.ended.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def api() -> Iterator[Api]:
    with closing(Api()) as server:
        yield server


@pytest.fixture
def config(api: Api) -> TwilioConfig:
    return TwilioConfig(
        account_sid=ACCOUNT,
        auth_tokens=(TOKEN, "an-older-token"),
        public_url="https://sms.example.org/",
        phone_number="+15550100001",
        api_url=api.url,
        connect_timeout=5,
        read_timeout=5,
    )


@pytest.fixture
def carrier(config: TwilioConfig) -> Iterator[TwilioCarrier]:
    with closing(TwilioCarrier(config)) as carrier:
        yield carrier
