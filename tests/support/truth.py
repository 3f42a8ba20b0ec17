"""Conversations as truth files: texts in, texts out, and the rows afterwards.

    about: what it shows
    steps:
    - from: Amina
      text: "4321"
      answers:            # in the order in which the carrier got them
      - Amina: New group 4321, you run it...
    - wait: 3600          # seconds
    rows: {groups: ..., posts: ..., inbox: ..., outbox: ...}

`from` and `answers` name the cast of tests/support/seed.py, or a sender as it is written. `form` holds more fields of
the webhook. `pytest --update-truth` writes what came; read the difference before you keep it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.store import inbox, outbox
from bot.store.tables import GroupRow, MembershipRow, PersonRow, PostRow
from tests.support.seed import name_of as name_of_id
from tests.support.stage import Stage, name_of

Document = dict[str, Any]


def read(path: Path) -> Document:
    document: Document = yaml.safe_load(path.read_text(encoding="utf-8"))
    return document


def write(path: Path, document: Document) -> None:
    path.write_text(_dumped(document), encoding="utf-8")


def played(document: Document, stage: Stage) -> Document:
    """The same document with what really came."""
    steps = [{**step, "answers": _step(step, stage)} for step in document["steps"]]
    with stage.database.read() as session:
        return {"about": document["about"], "steps": steps, "rows": _rows(session, stage)}


def _step(step: Document, stage: Stage) -> list[dict[str, str]]:
    if "wait" in step:
        stage.clock.tick(step["wait"])
    else:
        stage.clock.tick(1)
        stage.receive(step["from"], step["text"], step.get("form"))
    return [{name_of(text.to): text.body} for text in stage.settle()]


def _rows(session: Session, stage: Stage) -> Document:
    return {
        "groups": [_group(session, stage, row) for row in session.scalars(select(GroupRow).order_by(GroupRow.id))],
        "languages": {
            name_of_id(session, stage.vault, row.id): row.chosen_language or row.written_language
            for row in session.scalars(select(PersonRow).order_by(PersonRow.created_at, PersonRow.phone_lookup))
            if row.forgotten_at is None
        },
        "posts": session.scalar(select(func.count()).select_from(PostRow)) or 0,
        "inbox": {state.value: count for state, count in sorted(inbox.counts(session).items())},
        "outbox": {state.value: count for state, count in sorted(outbox.counts(session).items())},
    }


def _group(session: Session, stage: Stage, row: GroupRow) -> Document:
    members = session.scalars(
        select(MembershipRow).where(MembershipRow.group_id == row.id).order_by(MembershipRow.number)
    )
    told = [
        f"#{member.number} {_who(session, stage, member.person_id)}, "
        + (member.role.value if member.left_at is None else "left")
        for member in members
    ]
    return {"number": row.number, "name": row.name, "language": row.language, "members": told}


def _who(session: Session, stage: Stage, person_id: str | None) -> str:
    return name_of_id(session, stage.vault, person_id) if person_id else "erased"


class _Block(yaml.SafeDumper):
    """Writes letters as they are, and a text of several lines as lines."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Block.add_representer(str, _text)


def _dumped(document: Document) -> str:
    return yaml.dump(document, Dumper=_Block, allow_unicode=True, sort_keys=False, width=1000)
