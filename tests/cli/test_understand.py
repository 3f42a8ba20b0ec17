"""`smsup understand`: JSON lines in, JSON lines out, through a real Rasa model."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli.interpreter import Heard, Interpreter, ModelUnreadable
from bot.cli.understand import Understanding, answer
from bot.commands.registry import by_intent
from bot.conversation.rehearsal import Would
from bot.conversation.understood import Entity
from tests.support.stage import stage_settings

PROMISED = {"language", "route", "intent", "confidence", "alternatives", "group", "body", "would"}
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def understanding(project: Path) -> Iterator[Understanding]:
    with Interpreter(stage_settings(), project / "models" / "brain.tar.gz") as interpreter:
        yield Understanding(stage_settings(), interpreter)


@pytest.fixture
def ask(understanding: Understanding) -> Ask:
    """Ask as one line of standard input does: ask("text", more=fields)."""
    return lambda text, **more: answer(understanding, json.dumps({"text": text, **more}))


def test_a_free_form_text_has_all_that_is_promised(ask: Ask) -> None:
    found = ask("please take me out of group 4321")
    assert found.keys() == {"text", *PROMISED}
    assert (found["route"], found["language"], found["group"]) == ("free-form", "en", "4321")
    assert found["intent"] in by_intent()
    assert 0 < found["confidence"] <= 1
    assert found["would"] in set(Would)
    names = [name for name, _ in found["alternatives"]]
    assert found["intent"] not in names, "an alternative is another intent"
    sure = [found["confidence"], *(confidence for _, confidence in found["alternatives"])]
    assert sure == sorted(sure, reverse=True), "best first"


def test_an_exact_text_is_understood_without_the_model(ask: Ask) -> None:
    found = ask("4321 The clinic is closed.")
    assert (found["route"], found["intent"], found["confidence"]) == ("exact", "send_message", 1.0)
    assert (found["group"], found["body"], found["would"]) == ("4321", "The clinic is closed.", "do")


def test_a_typed_command_has_the_intent_that_own_words_have_for_it(ask: Ask) -> None:
    assert ask("BAN 4321 17")["intent"] == "remove_member"
    assert ask("APPROVE 4321")["intent"] == "restrict_group"
    assert ask("OWNER 4321 17")["intent"] == "add_moderator"
    assert ask("ANSWER 12 yes, come")["intent"] == "ask_moderators"


def test_other_fields_of_a_line_come_back(ask: Ask) -> None:
    assert ask("4321", id=7)["id"] == 7


def test_the_earlier_language_is_believed_when_the_text_says_nothing(ask: Ask) -> None:
    assert ask("4321")["language"] is None
    assert ask("4321", language="fa")["language"] == "fa"


def test_zawgyi_is_read_as_the_same_text_in_unicode(ask: Ask) -> None:
    from bot.text.zawgyi import to_zawgyi

    text = "အဖွဲ့ ၄၃၂၁ ကနေ ထွက်ချင်ပါတယ်"
    same = ("language", "route", "intent", "confidence", "group", "would")
    one, other = ask(text), ask(to_zawgyi(text))
    assert [one[name] for name in same] == [other[name] for name in same]


@pytest.mark.parametrize(
    "line", ["", "[]", "7", '"text"', "{}", '{"text": 7}', '{"text": "a", "language": 7}', "{", "[" * 9999]
)
def test_a_line_that_asks_nothing_gets_an_error_and_the_next_one_an_answer(
    understanding: Understanding, ask: Ask, line: str
) -> None:
    assert list(answer(understanding, line)) == ["error"]
    assert ask("4321")["route"] == "exact"


@pytest.mark.parametrize("text", ["", " ", "\ud800", "a\u0301" * 700, "😀" * 50, "<b>4321</b>", "/restart", "\x00"])
def test_no_text_ends_it(ask: Ask, text: str) -> None:
    assert ask(text).keys() >= PROMISED


def test_a_model_whose_process_is_killed_is_named_and_nothing_hangs(project: Path) -> None:
    with (  # noqa: PT012  # the process has to end while it is in use
        pytest.raises(ModelUnreadable, match="brain"),
        Interpreter(stage_settings(), project / "models" / "brain.tar.gz") as interpreter,
    ):
        os.kill(interpreter.pid, signal.SIGKILL)
        interpreter.hear("please take me out of group 4321")


def test_a_model_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.tar.gz").write_bytes(b"no model")
    with pytest.raises(ModelUnreadable, match=r"broken\.tar\.gz cannot be used"):
        Interpreter(stage_settings(), tmp_path / "broken.tar.gz")


@pytest.mark.parametrize(("language", "would"), [("عربي", "confirm"), ("انجليزي", "do")])
def test_what_would_be_done_is_foreseen_for_answers_in_the_language_of_the_text(language: str, would: str) -> None:
    text = f"ولدي يتكلم {language} احسن مني الان"
    start = text.index(language)

    class Certain:
        """A brain that takes any text for a wish for that language."""

        def hear(self, text: str, earlier: str | None = None) -> Heard:
            return Heard((("set_language", 1.0),), (Entity("language", start, start + len(language), language),), 0.0)

    understanding = Understanding(stage_settings(), Certain())  # type: ignore[arg-type]
    assert answer(understanding, json.dumps({"text": text}))["would"] == would
