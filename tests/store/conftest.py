"""A database on which nothing was migrated yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.database import Database
from tests.conftest import needed_server


@pytest.fixture
def empty(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    if database_kind == "PostgreSQL":
        url = needed_server(request).create(f"empty_{request.node.name.replace('[', '_').strip(']')[-40:]}")
    with closing(Database(url)) as made:
        yield made
