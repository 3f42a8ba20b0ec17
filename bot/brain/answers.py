"""Where a program writes answers that another reads: apart from all that libraries print."""

from __future__ import annotations

import logging
import os
import sys
from typing import TextIO

import structlog


def answers() -> TextIO:
    """Return what was standard output; from now on everything else that is printed goes to standard error."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    return own
