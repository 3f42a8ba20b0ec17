"""Talking to the service in own words: which replies come, and which digit goes on towards what was meant."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.conversation.questions import open_question
from bot.store.tables import OutboxRow
from tests.support.seed import person
from tests.support.stage import Stage


def says(stage: Stage, speaker: str, text: str) -> list[str]:
    """Names of the replies that come of a text, to whomever; the terms, which come once, are left out."""
    stage.clock.tick(1)
    with stage.database.read() as session:
        last = session.scalar(select(func.max(OutboxRow.id))) or 0
    stage.says(speaker, text)
    with stage.database.read() as session:
        rows = session.scalars(select(OutboxRow.reply).where(OutboxRow.id > last).order_by(OutboxRow.id))
        return [str(name) for name in rows if name and name != "utter_terms"]


def digit(stage: Stage, speaker: str, *intents: str) -> str | None:
    """What to answer to the open question to get the first of these; None when none is among the choices."""
    with stage.database.write() as session:
        who = person(session, stage.vault, speaker, stage.clock.now())
        question = open_question(session, stage.vault, who.id, stage.clock.now())
    offered = [choice.intent for choice in question.choices] if question else []
    return next((str(offered.index(intent) + 1) for intent in intents if intent in offered), None)


def until(stage: Stage, speaker: str, text: str, end: str, *intents: str, most: int = 3) -> list[str]:
    """Say it, and answer with digits, at most so many, until that reply comes. Returns the last replies."""
    names = says(stage, speaker, text)
    for _ in range(most):
        if end in names:
            break
        answer = digit(stage, speaker, *intents)
        assert answer is not None, f"{names} offers no way to {intents[-1]}"
        names = says(stage, speaker, answer)
    return names
