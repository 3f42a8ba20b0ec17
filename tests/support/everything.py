"""All that the service keeps, opened: what is sealed with its key as well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import LargeBinary, select

from bot.store.database import Database
from bot.store.tables import Base
from bot.store.vault import Vault


def opened(database: Database, vault: Vault) -> Iterator[tuple[str, str]]:
    """Table and column, and what is in it, of every row."""
    with database.read() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)).mappings():
                for column in table.columns:
                    value = row[column.name]
                    if isinstance(column.type, LargeBinary):
                        value = vault.open(value) if value else ""
                    yield f"{table.name}.{column.name}", str(value)


def places(database: Database, vault: Vault, wanted: str) -> set[str]:
    """The columns where that is found, in whatever case."""
    return {place for place, value in opened(database, vault) if wanted.casefold() in value.casefold()}


def files_with(folder: Path, wanted: str) -> set[str]:
    """The files in a folder, and in those below it, that hold these letters in a usual encoding."""
    forms = {wanted.encode(code) for code in ("utf-8", "utf-16-le", "unicode_escape")}
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.name for path in files if any(form in path.read_bytes() for form in forms)}
