"""What the brain made of a free-form text: values only, no Rasa types."""

from __future__ import annotations

from dataclasses import dataclass

from bot.text.digits import western


@dataclass(frozen=True)
class Entity:
    """A piece of the text; `start` and `end` cut it out of the original, because masking keeps the length."""

    kind: str
    start: int
    end: int
    value: str

    def words(self, text: str) -> str | None:
        """The piece of the original text; None when nothing stands there."""
        return text[self.start : self.end].strip() or None

    def number(self, text: str) -> str | None:
        """The digits that the piece says, however they are written: 4321, 43 21, ၄၃၂၁, six oh one nine; else None."""
        digits = "".join(western(text[self.start : self.end]).replace("-", " ").split())
        return digits if digits.isdecimal() else self.value if self.value.isdecimal() else None


@dataclass(frozen=True)
class Understood:
    """`intent` is that of the action which Rasa chose; `ranking` is what the words look like, best first."""

    inbox_id: int
    intent: str
    ranking: tuple[tuple[str, float], ...]
    entities: tuple[Entity, ...] = ()

    @property
    def confidence(self) -> float:
        return self.ranking[0][1] if self.ranking else 0.0

    def first(self, kind: str) -> Entity | None:
        return next((entity for entity in self.entities if entity.kind == kind), None)

    def all(self, kind: str) -> tuple[Entity, ...]:
        return tuple(entity for entity in self.entities if entity.kind == kind)
