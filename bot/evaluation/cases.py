"""Held-out texts: what people wrote, and what a careful reader takes it for.

A folder holds `<language>.yml`, in Rasa's form for training data (`[words](kind)` marks an entity), and may hold
`news_<language>.txt`: a text a line that asks for nothing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from bot.commands.rules import number_in
from bot.conversation.understood import Entity
from bot.errors import SmsupError
from bot.text.normalise import key
from bot.text.zawgyi import to_zawgyi

BURMESE = "my"
IN_ZAWGYI = " (Zawgyi)"
"""What the name of the same texts in Zawgyi ends with."""
MARKED = re.compile(r"\[(?P<words>[^\[\]]+)\]\((?P<kind>[a-z_]+)(?::(?P<value>[^()]+))?\)")
ITEM = "- "
OTHERS = 2
"""Groups that somebody is in beside the one that the text names."""


@dataclass
class UnreadableTexts(SmsupError):
    """A file of held-out texts is not there, or not in the form above."""

    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


@dataclass(frozen=True)
class Case:
    """A text: `written` is what arrives (it may be Zawgyi), `text` what it says; offsets of entities are into `text`.

    intent None: it asks for nothing.
    """

    text: str
    written: str
    intent: str | None
    entities: tuple[Entity, ...] = ()

    def first(self, kind: str) -> str | None:
        """The words first marked as that."""
        return next((self.text[entity.start : entity.end] for entity in self.entities if entity.kind == kind), None)


@dataclass(frozen=True)
class HeldOut:
    """The texts of one language, in one way of writing it; `name` is what tables call it."""

    name: str
    language: str
    texts: tuple[Case, ...]
    news: tuple[Case, ...]

    @property
    def all(self) -> tuple[Case, ...]:
        return self.texts + self.news

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All groups that the texts name, but by number."""
        groups = [group for case in self.texts if (group := case.first("group")) and number_in(group) is None]
        return tuple({key(group): group for group in groups}.values())

    def own(self, case: Case) -> tuple[str, ...]:
        """The groups of a person who sends this: the one that it names, and some of the others, always the same."""
        group = case.first("group")
        others = [name for name in self.names if group is None or key(name) != key(group)]
        chosen = random.Random(case.text).sample(others, min(OTHERS, len(others)))  # noqa: S311  # nothing is secret
        return (*([group] if group else []), *chosen)


def languages(folder: Path) -> tuple[str, ...]:
    """Of which languages there are texts. Raises UnreadableTexts when of none."""
    found = tuple(sorted(path.stem for path in folder.glob("??.yml")))
    if not found:
        raise UnreadableTexts(folder.name, "there is no file such as ar.yml in this folder")
    return found


def read(folder: Path, wanted: Iterable[str]) -> tuple[HeldOut, ...]:
    """The held-out texts of these languages, the Burmese ones in Zawgyi, too. Raises UnreadableTexts."""
    found = [_language(folder, language) for language in wanted]
    return tuple(held for one in found for held in ((one, _in_zawgyi(one)) if one.language == BURMESE else (one,)))


def _language(folder: Path, language: str) -> HeldOut:
    news = folder / f"news_{language}.txt"
    lines = news.read_text(encoding="utf-8").splitlines() if news.exists() else []
    chat = tuple(Case(line.strip(), line.strip(), None) for line in lines if line.strip())
    return HeldOut(language, language, tuple(_annotated(folder / f"{language}.yml")), chat)


def _annotated(path: Path) -> Iterator[Case]:
    try:
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                if line.strip():
                    yield _case(line.strip(), str(block["intent"]))
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise UnreadableTexts(path.name, str(error) or type(error).__name__) from None


def _case(line: str, intent: str) -> Case:
    """`- tell [4321](group) hi` of the file. ValueError for a line that is no item of its list."""
    if not line.startswith(ITEM):
        raise ValueError(f"a text begins with '- ': {line}")
    text, entities = unmarked(line.removeprefix(ITEM).strip())
    return Case(text, text, intent, entities)


def unmarked(marked: str) -> tuple[str, tuple[Entity, ...]]:
    """The text without its marks, and the entities they stand for. Brackets that mark nothing stay as they are."""
    text, entities, after = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[after : match.start()]
        words = match["words"]
        entities.append(Entity(match["kind"], len(text), len(text) + len(words), match["value"] or words))
        text += words
        after = match.end()
    return text + marked[after:], tuple(entities)


def _in_zawgyi(held: HeldOut) -> HeldOut:
    def written(cases: tuple[Case, ...]) -> tuple[Case, ...]:
        return tuple(Case(case.text, to_zawgyi(case.text), case.intent, case.entities) for case in cases)

    return HeldOut(held.name + IN_ZAWGYI, held.language, written(held.texts), written(held.news))
