"""What every test gets without asking: an empty environment and folder, no network; and on asking a clock and a
database of each kind."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from hypothesis import settings

from bot.store import migrate
from bot.store.database import Database
from bot.store.vault import Vault
from tests.support import postgres
from tests.support.clock import Clock
from tests.support.network import refuse_strangers
from tests.support.small_brain import project as project
from tests.support.stage import SECRET, Stage

# No deadline: the machine may be busy. In CI the same examples each time: new ones are for where they can be looked at.
settings.register_profile("home", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=5000)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "home")

NO_POSTGRES = "PostgreSQL is not installed here"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-truth", action="store_true", help="write what came into tests/conversation/truth")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if left_out := sum(NO_POSTGRES in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(f"PostgreSQL: not found, {left_out} tests left out", red=True, bold=True)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of this machine, no .env of this folder, no address but this machine's own."""
    for name in os.environ:
        if name.upper().startswith(("SMSUP_", "TWILIO_")) or name.upper().endswith("_PROXY"):
            monkeypatch.delenv(name)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    refuse_strangers(monkeypatch)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault() -> Vault:
    return Vault(SECRET)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    with closing(Database(f"sqlite:///{path}")) as made:
        migrate.upgrade(made)
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server | None]:
    """None where PostgreSQL is not installed."""
    folder = postgres.programs()
    with ExitStack() as stack:
        if folder is None:
            yield None
            return
        server = stack.enter_context(postgres.running(folder))
        with closing(Database(server.create(postgres.TEMPLATE))) as made:
            migrate.upgrade(made)
        yield server


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated database; the test runs once with each kind."""
    if database_kind == "SQLite":
        yield sqlite_url(request, tmp_path)
        return
    with needed_server(request).fresh() as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with closing(Database(database_url)) as made:
        yield made


@pytest.fixture
def sqlite_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """For what does not depend on the kind."""
    with closing(Database(sqlite_url(request, tmp_path))) as made:
        yield made


def sqlite_url(request: pytest.FixtureRequest, folder: Path) -> str:
    path = shutil.copy(request.getfixturevalue("sqlite_template"), folder / "smsup.db")
    return f"sqlite:///{path}"


def needed_server(request: pytest.FixtureRequest) -> postgres.Server:
    """The server, or a skip that nobody overlooks; where CI=true, a failure."""
    server: postgres.Server | None = request.getfixturevalue("postgres_server")
    if server is not None:
        return server
    if os.environ.get("CI") == "true":
        pytest.fail("PostgreSQL is not installed here, and CI must not leave its tests out")
    pytest.skip(NO_POSTGRES)


@pytest.fixture
def stage(database: Database, clock: Clock) -> Iterator[Stage]:
    """The service on a database of each kind, without a brain."""
    with closing(Stage(database, clock)) as made:
        yield made


@pytest.fixture
def sqlite_stage(sqlite_database: Database, clock: Clock) -> Iterator[Stage]:
    with closing(Stage(sqlite_database, clock)) as made:
        yield made
