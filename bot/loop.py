"""A thread that does one piece of work after another, until it is told to stop."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)


class Loop:
    """Calls `step` again and again; when it finds nothing to do, or fails, waits for `wake` or the pause.

    `step` returns whether it did something. What it raises is logged by type alone (a message could hold
    somebody's words) and the loop goes on: the work is still in the database.
    """

    def __init__(self, name: str, step: Callable[[], bool], pause: float) -> None:
        self.name = name
        self._step = step
        self._pause = pause
        self._bell = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._bell.set()

    def stop(self, seconds: float = 10.0) -> None:
        """Let the step at hand end, for at most that long."""
        self._stopping.set()
        self._bell.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._bell.clear()
            if not self._did_something():
                self._bell.wait(self._pause)

    def _did_something(self) -> bool:
        try:
            return self._step()
        except Exception as error:
            log.error("%s: %s", self.name, type(error).__name__)
            return False
