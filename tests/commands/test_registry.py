"""No list is kept twice: registry, domain.yml, rules, examples, replies and words are compared, by name."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

import actions
from bot.commands.registry import by_intent, by_words, spoken
from bot.conversation.deciding import ANSWER, BESIDES, FALLBACK
from bot.replies.catalogue import TIMES, WORDS
from bot.replies.render import placeholders
from bot.settings import ROOT
from bot.text.normalise import fold
from tests.support.stage import installed

CATALOGUE = installed()
TEXTED = sorted(intent for intent, command in by_intent().items() if command.texted)
CHOOSABLE = sorted(intent for intent, command in by_intent().items() if command.choosable)
LANGUAGES = sorted(path.name for path in (ROOT / "data" / "nlu").iterdir() if path.is_dir())
LABEL = "utter_label_"


@cache
def document(path: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    return read


@cache
def responses_used() -> frozenset[str]:
    """Every name of a response that stands as a string in the code."""
    found: set[str] = set()
    for path in (*ROOT.glob("bot/**/*.py"), *ROOT.glob("actions/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"utter_[a-z_]*[a-z]", node.value)
            ):
                found.add(node.value)
    return frozenset(found)


@cache
def rules() -> list[list[dict[str, Any]]]:
    return [rule["steps"] for rule in document("data/rules.yml")["rules"]]


def test_every_language_with_replies_has_examples() -> None:
    assert set(CATALOGUE.languages) <= set(LANGUAGES)


@pytest.mark.parametrize("intent", [*TEXTED, "affirm", "deny"])
def test_an_intent_has_examples_in_every_language(intent: str) -> None:
    missing = [code for code in LANGUAGES if not examples(code, intent)]
    assert missing == []


@cache
def examples(code: str, intent: str) -> list[str]:
    path = ROOT / "data" / "nlu" / code / f"{intent}.yml"
    if not path.exists():
        return []
    items = document(str(path.relative_to(ROOT)))["nlu"]
    return [line for item in items if item.get("intent") == intent for line in item["examples"].splitlines()]


def test_domain_has_exactly_the_intents_that_commands_and_answers_need() -> None:
    wanted = {*TEXTED, *BESIDES} - {ANSWER, FALLBACK}
    assert set(document("domain.yml")["intents"]) == wanted


def test_domain_has_exactly_the_entities_that_the_actions_take() -> None:
    assert set(document("domain.yml")["entities"]) == set(actions.actions.ENTITY_KINDS)


def test_domain_has_exactly_the_actions_that_exist() -> None:
    made = {f"action_{intent}" for intent in actions.actions.INTENTS} | {"action_ask_answer"}
    assert set(document("domain.yml")["actions"]) == made


@pytest.mark.parametrize("intent", [*TEXTED, "affirm", "deny", FALLBACK])
def test_an_intent_has_a_rule_that_runs_its_action(intent: str) -> None:
    begin = [{"intent": intent}, {"action": f"action_{intent}"}]
    assert any(steps[:2] == begin for steps in rules())


LACKS_NOTHING = {"stop_service", "pause_group", "resume_group", "move_phone"}
"""Without a group they mean all, or answer how to say it."""


@pytest.mark.parametrize("intent", sorted(i for i in TEXTED if by_intent()[i].takes and i not in LACKS_NOTHING))
def test_a_command_that_may_lack_something_has_a_rule_that_asks(intent: str) -> None:
    asking = [steps for steps in rules() if steps[0] == {"intent": intent}]
    assert any({"active_loop": "command_form"} in steps for steps in asking)


@pytest.mark.parametrize("intent", CHOOSABLE)
def test_what_may_be_offered_has_its_label(intent: str) -> None:
    responses = CATALOGUE.languages["en"].responses
    assert LABEL + intent in responses
    if placeholders(responses[LABEL + intent].text):
        assert f"{LABEL}{intent}_open" in responses, "what is offered when not everything is known"


def test_every_reply_named_in_the_code_is_in_domain() -> None:
    assert responses_used() - {"utter_language"} - set(CATALOGUE.languages["en"].responses) == set()


def test_every_response_in_domain_is_used() -> None:
    derived = {name for name in CATALOGUE.languages["en"].responses if name.startswith((WORDS, LABEL, TIMES))}
    assert set(CATALOGUE.languages["en"].responses) - derived - responses_used() == set()


def test_every_label_and_word_list_belongs_to_a_command() -> None:
    names = CATALOGUE.languages["en"].responses
    labels = {name.removeprefix(LABEL).removesuffix("_open") for name in names if name.startswith(LABEL)}
    assert labels - set(by_intent()) == {"named_group", "nothing"}
    assert set(CATALOGUE.commands) == set(by_words())


def listed_words() -> Iterator[tuple[str, str, str]]:
    for code, language in CATALOGUE.languages.items():
        for command in CATALOGUE.commands:
            for word in language.words(WORDS + command):
                yield fold(word), command, code


def test_no_command_word_means_two_things_in_any_language() -> None:
    meant: dict[str, set[str]] = {}
    for word, command, _ in listed_words():
        meant.setdefault(word, set()).add(command)
    assert {word: commands for word, commands in meant.items() if len(commands) > 1} == {}


def test_no_command_word_stands_twice_in_one_list() -> None:
    seen = Counter(listed_words())
    assert [entry for entry, times in seen.items() if times > 1] == []


def test_no_command_word_is_a_language_or_digits() -> None:
    names = set(CATALOGUE.language_names)
    assert [word for word, _, _ in listed_words() if word in names or word.isdecimal()] == []


def test_what_is_typed_but_has_no_intent_says_which_own_words_have_for_it() -> None:
    typed = {intent for intent, command in by_intent().items() if command.words and not command.texted}
    assert {intent: spoken(intent) for intent in typed if spoken(intent) not in TEXTED} == {}


CARRIER = {"stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", "unstop", "yes", "info"}


def test_no_command_word_is_caught_by_the_carrier_but_stop_start_and_help() -> None:
    assert [word for word, _, _ in listed_words() if word in CARRIER] == []
    for word, command, _ in listed_words():
        if word in ("stop", "start", "help"):
            assert word == command


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_example_stands_under_two_intents(code: str) -> None:
    where: dict[str, set[str]] = {}
    for path in sorted((ROOT / "data" / "nlu" / code).glob("*.yml")):
        for line in examples(code, path.stem):
            where.setdefault(fold(re.sub(r"\[([^]]*)]\S*", r"\1", line)), set()).add(path.stem)
    assert {text: intents for text, intents in where.items() if len(intents) > 1} == {}
