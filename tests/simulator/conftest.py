"""A running stand-in for each test."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# Tests are imported by their files, so what they share has to be found by its folder.
sys.path.append(str(Path(__file__).parent))

from simulator_line import Line, running


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with running(tmp_path) as started:
        yield started


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """One stand-in for all tests that only ask what it must refuse."""
    with running(tmp_path_factory.mktemp("untouched")) as started:
        yield started
