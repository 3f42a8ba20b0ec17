"""What the model of meaning (`encoder`) makes of training examples, kept on disk: each is read once."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import numpy as np

from bot.brain.encoder.adapted import encoder, fingerprint
from bot.brain.encoder.changes import MARK_WIDTH
from bot.brain.encoder.encoder import Encoded
from bot.brain.encoder.prepared import Prepared, plain, prepare

TABLE = "CREATE TABLE IF NOT EXISTS encoded (digest BLOB PRIMARY KEY, model TEXT, vector BLOB, marks BLOB)"


def encode_examples(texts: Sequence[str]) -> list[Encoded]:
    """Return all that the model makes of training examples; a text is read once and kept on disk.

    Only examples come here, never what people write: the store would tell whether somebody wrote a given text.
    """
    prepared = [prepare(plain(text)) for text in texts]
    model, named = fingerprint(), {name(text): text for text in prepared}
    with closing(sqlite3.connect(data_folder() / "embeddings.db", timeout=30)) as store, store:
        store.execute(TABLE)
        store.execute("DROP TABLE IF EXISTS embeddings")  # of versions before there were marks
        store.execute("DELETE FROM encoded WHERE model <> ?", (model,))
        found = {digest: read for digest, text in named.items() if (read := kept(store, digest, text)) is not None}
        for new in encoder().encode_many([named[digest] for digest in named.keys() - found.keys()]):
            digest, marks = name(new.text), new.marks.astype(np.float16)
            found[digest] = replace(new, marks=marks)
            row = (digest, model, new.vector.tobytes(), marks.tobytes())
            store.execute("INSERT INTO encoded VALUES (?, ?, ?, ?)", row)
    return [of(text, found[name(text)]) for text in prepared]


def of(text: Prepared, read: Encoded) -> Encoded:
    """Return what was made of a text that the model reads alike: only the places of its pieces may be others."""
    return read if read.text is text else replace(read, text=text, pieces=encoder().pieces(text))


def kept(store: sqlite3.Connection, digest: bytes, text: Prepared) -> Encoded | None:
    """Return what was made of a text that was read before; None for another."""
    row = store.execute("SELECT vector, marks FROM encoded WHERE digest = ?", (digest,)).fetchone()
    if row is None:
        return None
    vector, marks = np.frombuffer(row[0], np.float32), np.frombuffer(row[1], np.float16)
    return Encoded(text, encoder().pieces(text), vector, marks.reshape(-1, MARK_WIDTH))


def name(text: Prepared) -> bytes:
    """Return the name of a text in the store."""
    return blake2b(f"{fingerprint()}\n{text.text}".encode(), digest_size=16).digest()


def data_folder() -> Path:
    """Return where this deployment keeps its data; it exists afterwards."""
    folder = Path(os.environ.get("SMSUP_DATA_DIR", "var"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
