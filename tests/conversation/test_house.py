"""What the operator decides for everybody: the country, who gets reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest

from bot.settings import Settings
from bot.store.database import Database
from tests.support.clock import Clock
from tests.support.stage import Stage, name_of, stage_settings

OPERATOR = "+15550100091"
Staged = Callable[..., Stage]


@pytest.fixture
def staged(sqlite_database: Database, clock: Clock) -> Iterator[Staged]:
    """A service with other settings; Amina, Bilal and Chit are in group 4321."""
    with ExitStack() as stack:

        def make(**settings: object) -> Stage:
            changed: Settings = stage_settings().model_copy(update=settings)
            stage = stack.enter_context(closing(Stage(sqlite_database, clock, changed)))
            for sender in ("Amina", "Bilal", "Chit"):
                stage.says(sender, "4321")
            return stage

        yield make


def test_where_networks_stop_links_the_author_decides(staged: Staged) -> None:
    stage = staged(country="MY")
    (asked,) = stage.says("Amina", "4321 forms at https://example.org/aid today")
    assert "links" in asked.body
    posts = [text for text in stage.says("Amina", "1") if name_of(text.to) != "Amina"]
    assert [text.body for text in posts] == ["4321 #1: forms at *** today"] * 2


def test_elsewhere_a_link_goes_out_as_written(staged: Staged) -> None:
    texts = staged(country="GR").says("Amina", "4321 forms at https://example.org/aid today")
    assert "4321 #1: forms at https://example.org/aid today" in [text.body for text in texts]


def test_operators_get_reports_and_never_who_wrote_them(staged: Staged) -> None:
    stage = staged(operator_phones=OPERATOR)
    texts = {text.to: text.body for text in stage.says("Bilal", "report 4321 #3 threatens people")}
    assert texts[OPERATOR] == "4321 report: #3 threatens people"
    assert "#2" not in texts[OPERATOR]


def test_a_report_about_the_only_leader_reaches_the_operators_alone(staged: Staged) -> None:
    stage = staged(operator_phones=OPERATOR)
    told = {name_of(text.to) for text in stage.says("Bilal", "report 4321 #1 takes money")}
    assert told == {OPERATOR, "Bilal"}


def test_until_morning_means_morning_where_people_live(staged: Staged) -> None:
    stage = staged(timezone="Asia/Amman")
    (answer,) = stage.says("Bilal", "pause 4321 until morning")
    local = stage.clock.now().astimezone(stage.conversation._zone)
    hours = (7 - local.hour) % 24 or 24
    assert any(f"{wanted} hours" in answer.body for wanted in (hours, hours + 1)), answer.body


@pytest.mark.parametrize("posts", [1, 2])
def test_a_limit_is_what_the_operator_set(staged: Staged, posts: int) -> None:
    stage = staged(posts_an_hour=posts)
    answers = [stage.says("Amina", f"4321 hello {number}") for number in range(posts + 1)]
    assert len(answers[-2]) == 3
    assert [name_of(text.to) for text in answers[-1]] == ["Amina"]
