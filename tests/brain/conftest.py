"""The small model of tests/support/small_brain.py, started for the tests."""

from __future__ import annotations

import json
import secrets
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.small_brain import PYTHON, ROOT, environment

START_SECONDS = 240


@dataclass
class Actions:
    """A real action server: remembers the calls and answers each action as a test says."""

    calls: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    fail: bool = False
    url: str = ""

    def names(self) -> list[str]:
        """Return the names of the actions called, in order."""
        return [call["next_action"] for call in self.calls]

    def forget(self) -> None:
        """Begin anew."""
        self.calls.clear()
        self.headers.clear()
        self.answers.clear()
        self.fail = False


def handler(actions: Actions) -> type[BaseHTTPRequestHandler]:
    """Return the class that answers the requests of one action server."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Headers and body go out as two packets: without this the second waits for the first's acknowledgement.
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            call = json.loads(self.rfile.read(int(self.headers["content-length"])))
            actions.calls.append(call)
            actions.headers.append({name.lower(): value for name, value in self.headers.items()})
            events = actions.answers.get(call["next_action"], [])
            body = json.dumps({"events": events, "responses": []}).encode()
            self.send_response(500 if actions.fail else 200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    return Handler


@dataclass(frozen=True)
class Brain:
    """A running Rasa server, and all that it wrote."""

    url: str
    token: str
    log: Path
    folder: Path

    def post(self, body: Any, route: str = "webhook") -> httpx.Response:
        """Post to a route of the channel; body is JSON data, or bytes to send as they are."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.post(f"{self.url}/webhooks/smsup/{route}", content=content, headers=headers, timeout=60)

    def forget(self, body: Any) -> httpx.Response:
        """Ask the brain to forget the sender that the body names."""
        return self.post(body, "forget")

    def hear(self, text: str, sender: str = "somebody", question: str | None = None) -> httpx.Response:
        """Send one text the way the service does."""
        metadata = {"inbox": 7, "language": "en", "question": question}
        return self.post({"sender": sender, "message": text, "metadata": metadata})


@pytest.fixture(scope="session")
def action_server() -> Iterator[Actions]:
    """An action server on a free port."""
    actions = Actions()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(actions))
    actions.url = f"http://127.0.0.1:{server.server_address[1]}/actions"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield actions
    server.shutdown()
    server.server_close()


@pytest.fixture
def actions(action_server: Actions) -> Actions:
    """The action server, without memory of other tests."""
    action_server.forget()
    return action_server


@pytest.fixture(scope="session")
def brain(project: Path, action_server: Actions) -> Iterator[Brain]:
    """A Rasa server with the small model, answering on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token, log = secrets.token_urlsafe(32), project / "rasa.log"
    command = [str(PYTHON), "-m", "rasa", "run", "--interface", "127.0.0.1", "-p", str(port)]
    command += ["-m", "models/brain.tar.gz", "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    settings = environment(project, SMSUP_RASA_TOKEN=token, SMSUP_ACTIONS_URL=action_server.url)
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=project, env=settings, stdout=output, stderr=subprocess.STDOUT)
    running = Brain(f"http://127.0.0.1:{port}", token, log, project)
    try:
        wait_until_ready(running, process)
        yield running
    finally:
        process.terminate()
        process.wait(30)


def wait_until_ready(brain: Brain, process: subprocess.Popen[bytes]) -> None:
    """Wait until the model is loaded; fails with what Rasa wrote when it ends or takes too long."""
    give_up = time.monotonic() + START_SECONDS
    headers = {"Authorization": f"Bearer {brain.token}"}
    while time.monotonic() < give_up and process.poll() is None:
        try:
            if httpx.get(f"{brain.url}/webhooks/smsup/", headers=headers).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.3)
    pytest.fail(brain.log.read_text())


@pytest.fixture(scope="session")
def probe() -> Iterator[Callable[..., Any]]:
    """Call a function of bot.brain in its own Python: probe("function", argument...) (see probe.py)."""
    if not PYTHON.exists():
        pytest.skip("the brain's Python is not installed")
    process = subprocess.Popen(
        [str(PYTHON), str(Path(__file__).with_name("probe.py"))],
        env=environment(ROOT),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )

    def call(name: str, *arguments: Any) -> Any:
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps([name, *arguments]) + "\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer["result"]

    yield call
    process.communicate(timeout=30)
