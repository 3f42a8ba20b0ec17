"""The catalogue: every response in every installed language, with plural forms and command words.

A language is installed by its folder `locales/<code>/LC_MESSAGES/smsup.po`; English is domain.yml itself.
"""

from __future__ import annotations

import difflib
import gettext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml
from babel import Locale

from bot.errors import CatalogueError
from bot.text.normalise import fold

WORDS = "utter_words_"
NAMES = "utter_language_names"
FILLERS = "utter_fillers"
PARTICLES = "utter_particles"
BEGINNING = "*"
"""Ends a particle that may also be the beginning of a longer word."""
ALL = "utter_all"
TIMES = "utter_time_"
SHORTEST_NAME = 3


@dataclass(frozen=True)
class Response:
    """A response as domain.yml has it: `plural` is the text, `singular` the form for one where there is one."""

    name: str
    text: str
    singular: str | None = None


@dataclass(frozen=True)
class Language:
    """One installed language."""

    code: str
    responses: dict[str, Response]
    translations: gettext.NullTranslations

    def template(self, name: str, count: int | None = None) -> str:
        """The text of a response in this language, placeholders unfilled. CatalogueError when there is none."""
        response = self.responses.get(name)
        if response is None:
            raise CatalogueError(self.code, f"no response {name} in domain.yml")
        if response.singular is None:
            return self.translations.pgettext(name, response.text)
        return self.translations.npgettext(name, response.singular, response.text, 2 if count is None else count)

    def words(self, name: str) -> tuple[str, ...]:
        """The comma list of a response, in any script's comma."""
        listed = self.template(name).replace("،", ",").replace("၊", ",").split(",")
        return tuple(word.strip() for word in listed if word.strip())

    @property
    def own_name(self) -> str:
        return self.words(NAMES)[0]


@dataclass(frozen=True)
class Catalogue:
    """All installed languages; made by `load`."""

    languages: dict[str, Language]

    def language(self, code: str) -> Language:
        try:
            return self.languages[code]
        except KeyError:
            raise CatalogueError(code, "not installed; there is no such folder in locales/") from None

    def speaks(self, code: str | None) -> bool:
        return code in self.languages

    @cached_property
    def commands(self) -> tuple[str, ...]:
        """The names of all commands that have words: create, join..."""
        english = self.languages["en"].responses
        return tuple(name.removeprefix(WORDS) for name in english if name.startswith(WORDS))

    @cached_property
    def lexicon(self) -> dict[tuple[str, ...], str]:
        """Folded words, as a person may type them, to the command they mean; every language at once."""
        found: dict[tuple[str, ...], str] = {}
        for language in self.languages.values():
            for command in self.commands:
                for word in language.words(WORDS + command):
                    key = tuple(fold(word).split())
                    if found.setdefault(key, command) != command:
                        raise CatalogueError(language.code, f"{word!r} means both {found[key]} and {command}")
        return found

    @cached_property
    def fillers(self) -> frozenset[str]:
        """Folded words of every language that change nothing beside a group's number: from, group..."""
        return frozenset(fold(word) for language in self.languages.values() for word in language.words(FILLERS))

    def is_particle(self, word: str) -> bool:
        """Whether a word right behind a number makes it part of a sentence, in any language: 4321 KO..."""
        whole, beginnings = self._particles
        folded = fold(word)
        return bool(folded) and (folded in whole or folded.startswith(beginnings))

    @cached_property
    def _particles(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """Folded particles, and those of them that may begin a word."""
        written = [word for language in self.languages.values() for word in language.words(PARTICLES)]
        beginnings = tuple(fold(word) for word in written if word.endswith(BEGINNING))
        return frozenset(map(fold, written)), beginnings

    @cached_property
    def all_words(self) -> frozenset[str]:
        """Folded words of every language for "all": pause ALL."""
        return frozenset(fold(word) for language in self.languages.values() for word in language.words(ALL))

    @cached_property
    def languages_of_words(self) -> dict[tuple[str, ...], frozenset[str]]:
        """Folded command words to the languages that have them."""
        found: dict[tuple[str, ...], set[str]] = {}
        for code, language in self.languages.items():
            for command in self.commands:
                for word in language.words(WORDS + command):
                    found.setdefault(tuple(fold(word).split()), set()).add(code)
        return {key: frozenset(codes) for key, codes in found.items()}

    @cached_property
    def language_names(self) -> dict[str, str]:
        """Folded names of the installed languages, each in each of them, to the language's code."""
        names: dict[str, str] = {}
        for code, language in self.languages.items():
            own = (*language.words(NAMES), code)
            translated = (Locale.parse(code).get_display_name(other) for other in self.languages)
            for name in (*own, *translated):
                if name:
                    names[fold(name)] = code
        return names

    def language_called(self, name: str) -> str | None:
        """The code of the language that a person means: by its name, by a name within the words ("in Arabic",
        بالعربي), or by a name with a slip of the thumb."""
        key = fold(name)
        names = self.language_names
        if key in names:
            return names[key]
        within = [known for known in names if len(known) >= SHORTEST_NAME and known in key]
        near = difflib.get_close_matches(key, names, n=1, cutoff=0.8)
        best = max(within, key=len, default=near[0] if near else None)
        return names[best] if best else None


def load(root: Path) -> Catalogue:
    """Read domain.yml and the compiled catalogues under `root`.

    CatalogueError when a locale is not compiled (`make locales` does it) or lacks a response.
    """
    responses = read_domain(root / "domain.yml")
    languages = {"en": Language("en", responses, gettext.NullTranslations())}
    for path in sorted((root / "locales").glob("*/LC_MESSAGES/smsup.po")):
        code = path.parent.parent.name
        languages[code] = Language(code, responses, _compiled(code, path.with_suffix(".mo")))
    return Catalogue(languages)


def read_domain(path: Path) -> dict[str, Response]:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        name: Response(name, variations[0]["text"], (variations[0].get("metadata") or {}).get("singular"))
        for name, variations in document["responses"].items()
    }


def _compiled(code: str, path: Path) -> gettext.GNUTranslations:
    try:
        with path.open("rb") as file:
            return gettext.GNUTranslations(file)
    except FileNotFoundError:
        raise CatalogueError(code, "is not compiled; run `make locales`") from None
