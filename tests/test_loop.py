"""A worker's thread: goes on after a failure, wakes at the bell, stops when told."""

from __future__ import annotations

import logging
import threading

import pytest

from bot.loop import Loop

PATIENCE = 10.0


def test_it_works_until_there_is_nothing_to_do_and_again_at_the_bell() -> None:
    work, idle = [1, 2, 3], threading.Event()

    def step() -> bool:
        if work:
            work.pop()
            return True
        idle.set()
        return False

    loop = Loop("worker", step, pause=3600)
    loop.start()
    assert idle.wait(PATIENCE)
    assert not work
    idle.clear()
    work.append(4)
    loop.wake()
    assert idle.wait(PATIENCE)
    assert not work
    loop.stop()


def test_a_failure_is_logged_by_its_kind_alone_and_the_work_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    went_on = threading.Event()
    failures = iter([ValueError("somebody's words")])

    def step() -> bool:
        for failure in failures:
            raise failure
        went_on.set()
        return False

    caplog.set_level(logging.DEBUG)
    loop = Loop("worker", step, pause=0.01)
    loop.start()
    assert went_on.wait(PATIENCE)
    loop.stop()
    assert "worker: ValueError" in caplog.text
    assert "somebody's words" not in caplog.text


def test_one_that_was_never_started_stops_at_once() -> None:
    Loop("worker", lambda: False, pause=3600).stop()
