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
LIFETIME_OF_OTHERS = timedelta(days=2)
"""What others want to know waits for who is at work, asleep, or without credit."""


@dataclass(frozen=True)
class Question:
    """An open question of one person; `late`: it was open, nothing answers it any more."""

    choices: tuple[Choice, ...]
    pending: Pending | None
    plain: bool = False
    late: bool = False

    def choice(self, digit: int) -> Choice | None:
        return self.choices[digit - 1] if 1 <= digit <= len(self.choices) else None

    @property
    def is_yes_or_no(self) -> bool:
        """A plain yes or no in words is an answer, too."""
        return len(self.choices) == 2 and (self.plain or self.choices[1].intent is None)


def open_question(session: Session, vault: Vault, person_id: str, now: datetime) -> Question | None:
    """The question that a person may answer now; None when there is none or it has expired."""
    kept = last_question(session, vault, person_id, now)
    return None if kept is None or kept.late else kept


def last_question(session: Session, vault: Vault, person_id: str, now: datetime) -> Question | None:
    """The same, but one that has expired is told from none."""
    kept = questions.get(session, vault, person_id, now)
    return None if kept is None else _load(kept.content, kept.expired)


def put(session: Session, vault: Vault, person_id: str, ask: Ask, now: datetime) -> None:
    """A question about the person's own text."""
    questions.put(session, vault, person_id, _dump(ask), now, now + LIFETIME)


def bring(session: Session, vault: Vault, person_id: str, ask: Ask, text: str, subject: str, now: datetime) -> bool:
    """A question that others have, put into words already; False when it has to wait for its turn."""
    content = _dump(ask, text)
    return questions.bring(session, vault, person_id, content, now, now + LIFETIME_OF_OTHERS, subject)


def next_text(session: Session, vault: Vault, person_id: str, now: datetime) -> tuple[str, str] | None:
    """Name and words of the question whose turn it is, which is open from now on."""
    content = questions.next_content(session, vault, person_id, now)
    if content is None:
        return None
    kept = json.loads(content)
    return kept["reply"], kept["text"]


def dump_choice(choice: Choice) -> str:
    return json.dumps(asdict(choice), ensure_ascii=False)


def load_choice(content: str) -> Choice:
    return _choice(json.loads(content))


def _dump(ask: Ask, text: str | None = None) -> str:
    kept = {
        "choices": [asdict(choice) for choice in ask.choices],
        "pending": asdict(ask.pending) if ask.pending else None,
        "plain": ask.plain,
        "reply": ask.reply.name,
        "text": text,
    }
    return json.dumps(kept, ensure_ascii=False)


def _load(content: str, late: bool) -> Question:
    kept = json.loads(content)
    choices = tuple(_choice(choice) for choice in kept["choices"])
    return Question(choices, _pending(kept["pending"]), kept.get("plain", False), late)


def _choice(kept: dict[str, Any]) -> Choice:
    return Choice(kept["intent"], Arguments(**kept["arguments"]), kept["sure"])


def _pending(kept: dict[str, Any] | None) -> Pending | None:
    if kept is None:
        return None
    return Pending(kept["intent"], Arguments(**kept["arguments"]), Need(kept["lacking"]))
