"""A name for the code that trained parts come from.

Rasa restores from its cache what was trained on the same texts with the same configuration, and of code it looks at the
component's own class only: each trained component adds this name to what it depends on.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

ROOMS = (Path(__file__).parent, Path(__file__).parents[1] / "text")


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return a name that changes with any line of this room or of bot/text."""
    files = sorted(path for room in ROOMS for path in room.rglob("*.py"))
    return blake2b(b"".join(path.read_bytes() for path in files), digest_size=8).hexdigest()
