"""Open questions: what was asked last, kept so that a digit or a number is enough of an answer."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.commands.base import Arguments, Ask, Choice, Need, Pending
from bot.store import questions
from bot.store.vault import Vault

LIFETIME = timedelta(hours=1)
"""SMS are slow and phones are shared: long enough for a late answer, too short for yesterday's."""


@dataclass(frozen=True)
class Question:
    """An open question of one person."""

    choices: tuple[Choice, ...]
    pending: Pending | None

    def choice(self, digit: int) -> Choice | None:
        return self.choices[digit - 1] if 1 <= digit <= len(self.choices) else None

    @property
    def is_yes_or_no(self) -> bool:
        """The last of two choices is "no": then a plain yes or no is an answer, too."""
        return len(self.choices) == 2 and self.choices[1].intent is None


def open_question(session: Session, vault: Vault, person_id: str, now: datetime) -> Question | None:
    """The question that a person may answer now; None when there is none or it has expired."""
    kept = questions.get(session, vault, person_id, now)
    return None if kept is None or kept.expired else _load(kept.content)


def put(session: Session, vault: Vault, person_id: str, ask: Ask, now: datetime) -> None:
    kept = {
        "choices": [asdict(choice) for choice in ask.choices],
        "pending": asdict(ask.pending) if ask.pending else None,
    }
    content = json.dumps(kept, ensure_ascii=False)
    questions.put(session, vault, person_id, content, now, now + LIFETIME)


def _load(content: str) -> Question:
    kept = json.loads(content)
    choices = tuple(
        Choice(choice["intent"], Arguments(**choice["arguments"]), choice["sure"]) for choice in kept["choices"]
    )
    return Question(choices, _pending(kept["pending"]))


def _pending(kept: dict[str, Any] | None) -> Pending | None:
    if kept is None:
        return None
    return Pending(kept["intent"], Arguments(**kept["arguments"]), Need(kept["lacking"]))
