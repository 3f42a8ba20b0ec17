"""Answers by the names of their responses: how a language puts them is the business of tests/replies."""

from __future__ import annotations

import re

from sqlalchemy import select

from bot.store.tables import GroupRow, OutboxRow
from tests.support.carrier import Text
from tests.support.stage import Stage, name_of

POST = "post"
FOUR_DIGITS = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")


def told(stage: Stage, texts: list[Text]) -> list[tuple[str, str]]:
    """Who got what: the name of a response, or `post`; without the terms of use, which come once in any life."""
    with stage.database.read() as session:
        names = dict(session.execute(select(OutboxRow.id, OutboxRow.reply)).all())
    found = [(name_of(text.to), names[text.outbox_id] or POST) for text in texts]
    return [(who, name) for who, name in found if name != "utter_terms"]


def hears(stage: Stage, sender: str, text: str) -> list[tuple[str, str]]:
    """The same for a text of somebody, and all that comes of it, a second later."""
    stage.clock.tick(1)
    return told(stage, stage.says(sender, text))


def code_in(stage: Stage, texts: list[Text]) -> str:
    """The code that one of these texts holds."""
    with stage.database.read() as session:
        groups = set(session.scalars(select(GroupRow.number)))
    codes: set[str] = {digits for text in texts for digits in FOUR_DIGITS.findall(text.body)}
    (code,) = codes - groups
    return code
