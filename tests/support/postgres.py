"""One PostgreSQL server for the whole run, from this machine's own programs, in a folder that is thrown away.

PostgreSQL refuses to run as root: then it runs as the first of UNPRIVILEGED that exists. Each test gets a
database made from a migrated template, which takes a fraction of what migrating takes.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

UNPRIVILEGED = ("postgres", "nobody")
TEMPLATE = "smsup_template"
START_SECONDS = 60
# Nothing here has to survive a power cut.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100", "autovacuum=off")


def programs() -> Path | None:
    """The folder that holds both initdb and postgres; None when there is none."""
    found = [Path(path).resolve().parent for name in ("postgres", "initdb") if (path := shutil.which(name))]
    if config := shutil.which("pg_config"):
        told = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        found.append(Path(told.stdout.strip()))
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


class Server:
    """A running server; `fresh` makes databases."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._numbers = count(1)

    def url(self, name: str) -> str:
        return f"postgresql://smsup@127.0.0.1:{self._port}/{name}"

    def create(self, name: str) -> str:
        self._run("CREATE DATABASE {}", name)
        return self.url(name)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The address of a database like the template, dropped afterwards."""
        name = f"smsup_test_{next(self._numbers)}"
        self._run("CREATE DATABASE {} TEMPLATE {}", name, TEMPLATE)
        yield self.url(name)
        self._run("DROP DATABASE {} WITH (FORCE)", name)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """Start a server from the programs in `folder`, and end it."""
    home = Path(tempfile.mkdtemp(prefix="smsup-postgres-"))
    user = _user()
    if user is not None:
        shutil.chown(home, user)
    data, port = home / "data", _free_port()
    _initialise(folder, data, user)
    options = [word for setting in QUICK for word in ("-c", setting)]
    command: list[str | Path] = [
        folder / "postgres",
        "-D",
        data,
        "-k",
        home,
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
        *options,
    ]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(command, user=user, cwd=home, stdout=log, stderr=log)
    try:
        server = Server(port)
        _await(server, process, home / "log")
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(START_SECONDS)
        shutil.rmtree(home, ignore_errors=True)


def _initialise(folder: Path, data: Path, user: str | None) -> None:
    options: list[str | Path] = ["-D", data, "-U", "smsup", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run([folder / "initdb", *options], user=user, cwd=data.parent, check=True, capture_output=True)


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(server.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()[-500:]}") from None
            time.sleep(0.1)
        else:
            return
