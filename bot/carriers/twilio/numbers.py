"""Numbers as Twilio writes them: as text in forms, as text or number in JSON."""

from __future__ import annotations

import re

# Fits a signed 64-bit integer, which is what databases hold.
POSITIVE = re.compile(r"[1-9][0-9]{0,17}")


def positive(value: object) -> int | None:
    """The whole number above 0 that `value` is or spells, else None. 0 means "not known" or "none" to Twilio."""
    spelled = str(value)
    return int(spelled) if POSITIVE.fullmatch(spelled) else None
