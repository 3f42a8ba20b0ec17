"""Each limit: the last that is allowed, the first that is refused with the time to wait, and allowed again after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from datetime import timedelta

import pytest

from bot.commands.limits import Limits
from bot.replies.render import Reader
from bot.replies.reply import Numeral, Span, reply
from bot.service import house
from bot.store.database import Database
from bot.store.tables import OutboxRow
from tests.support.clock import Clock
from tests.support.seed import CAST
from tests.support.stage import Stage, stage_settings

HOUR, DAY = 3600, 86_400
MOST = 2
Texts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Case:
    """Four texts where two are allowed, each answered by `done`; then comes `refused`."""

    setting: str
    window: int
    texts: Texts
    done: str
    refused: str = "utter_limit"


def by_one(who: str, *texts: str) -> Texts:
    return tuple((who, text) for text in (texts * 4 if len(texts) == 1 else texts))


def by_all(text: str) -> Texts:
    return ("Amina", text), ("Bilal", text), ("Chit", text), ("Amina", text)


PHONES = tuple(f"+155501000{ending}" for ending in (31, 32, 33, 34))
CASES = {
    "posts of a person": Case("posts_an_hour", HOUR, by_one("Bilal", "4321 hello"), "utter_posted"),
    "posts in a group": Case("group_posts_an_hour", HOUR, by_all("4321 hello"), "utter_posted"),
    "alerts of a person": Case(
        "alerts_a_day", DAY, by_one("Bilal", "ALERT 4321 fire"), "utter_alerted", "utter_limit_alert"
    ),
    "alerts in a group": Case(
        "group_alerts_a_day", DAY, by_all("ALERT 4321 fire"), "utter_alerted", "utter_limit_alert"
    ),
    "questions": Case("asks_a_day", DAY, by_one("Bilal", "ASK 4321 why"), "utter_question_sent"),
    "reports": Case("reports_a_day", DAY, by_one("Bilal", "REPORT 4321 he lies"), "utter_reported"),
    "invitations": Case(
        "invites_a_day", DAY, by_one("Bilal", *(f"INVITE 4321 {phone}" for phone in PHONES)), "utter_invited"
    ),
    "groups": Case(
        "groups_a_day", DAY, by_one("Dina", "7001", "80020", "CREATE 900300", "66112"), "utter_group_created"
    ),
    "codes": Case("codes_an_hour", HOUR, by_one("Amina", "FORGET ME"), "utter_code_forget"),
}


@pytest.fixture(params=[pytest.param(case, id=name) for name, case in CASES.items()])
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


def limited(database: Database, clock: Clock, setting: str) -> Stage:
    """Amina, Bilal and Chit in 4321, two days ago; that setting is MOST."""
    stage = Stage(database, clock, stage_settings().model_copy(update={setting: MOST}))
    for who in ("Amina", "Bilal", "Chit"):
        stage.says(who, "4321")
    clock.tick(2 * DAY)
    return stage


@pytest.fixture
def stage(sqlite_database: Database, clock: Clock, case: Case) -> Iterator[Stage]:
    with closing(limited(sqlite_database, clock, case.setting)) as made:
        yield made


def answer(stage: Stage, said: tuple[str, str]) -> tuple[str, str]:
    """Name and words of the first reply to whoever says it."""
    who, text = said
    carried = stage.says(who, text)
    with stage.database.read() as session:
        for sent in carried:
            name = session.get_one(OutboxRow, sent.outbox_id).reply
            if sent.to == CAST[who] and name is not None:
                return name, sent.body
    raise AssertionError("no answer")


def refusal(stage: Stage, case: Case, seconds: float) -> tuple[str, str]:
    """What says, in English, that it is too much, and how long to wait."""
    time = Span(timedelta(seconds=seconds))
    told = reply(case.refused, time=time)
    if case.refused == "utter_limit_alert":
        told = reply(case.refused, group=Numeral("4321"), time=time)
    return case.refused, stage.renderer.render(told, Reader("en"))


def test_the_first_too_many_is_refused_until_the_oldest_is_out_of_the_window(stage: Stage, case: Case) -> None:
    first, second, third, fourth = case.texts
    assert answer(stage, first)[0] == case.done
    stage.clock.tick(case.window / 6)
    assert answer(stage, second)[0] == case.done
    stage.clock.tick(case.window / 6)
    assert answer(stage, third) == refusal(stage, case, case.window * 4 / 6)
    stage.clock.tick(case.window * 4 / 6 - 1)
    assert answer(stage, third) == refusal(stage, case, 1)
    stage.clock.tick(1)
    assert answer(stage, third)[0] == case.done
    assert answer(stage, fourth) == refusal(stage, case, case.window / 6)


def test_what_is_refused_does_not_count(stage: Stage, case: Case) -> None:
    first, second, third, _ = case.texts
    for said in (first, second, third, third, third):
        answer(stage, said)
    stage.clock.tick(case.window)
    assert answer(stage, third)[0] == case.done


def test_a_limit_of_one_does_not_hinder_another(sqlite_database: Database, clock: Clock) -> None:
    with closing(limited(sqlite_database, clock, "posts_an_hour")) as stage:
        told = [answer(stage, (who, "4321 hello"))[0] for who in ("Bilal", "Bilal", "Bilal", "Chit")]
        assert told == ["utter_posted", "utter_posted", "utter_limit", "utter_posted"]


def test_more_phones_than_are_left_are_refused_together(sqlite_database: Database, clock: Clock) -> None:
    with closing(limited(sqlite_database, clock, "invites_a_day")) as stage:
        three = f"INVITE 4321 {', '.join(PHONES[:3])}"
        most = stage.renderer.render(reply("utter_invite_most", most=MOST), Reader("en"))
        assert answer(stage, ("Bilal", three)) == ("utter_invite_most", most)
        assert answer(stage, ("Bilal", three.rpartition(",")[0]))[0] == "utter_invited"
        assert answer(stage, ("Bilal", f"INVITE 4321 {PHONES[-1]}"))[0] == "utter_limit"


def test_all_kinds_of_codes_count_together(sqlite_database: Database, clock: Clock) -> None:
    with closing(limited(sqlite_database, clock, "codes_an_hour")) as stage:
        texts = ("FORGET ME", "CLOSE 4321", "OWNER 4321 2", "MOVED +15550100014")
        told = [answer(stage, ("Amina", text))[0] for text in texts]
        assert told == ["utter_code_forget", "utter_code_close", "utter_limit", "utter_limit"]


@pytest.mark.parametrize("setting", ["posts_an_hour", "group_posts_an_hour"])
def test_joining_to_post_is_no_way_around_the_limit(sqlite_database: Database, clock: Clock, setting: str) -> None:
    with closing(limited(sqlite_database, clock, setting)) as stage:
        reached = []
        for _ in range(MOST + 1):
            stage.says("Dina", "4321 hello all")
            reached.append(sum(sent.body.endswith("hello all") for sent in stage.says("Dina", "1")))
            stage.says("Dina", "LEAVE 4321")
        assert reached == [3, 3, 0]


@pytest.mark.parametrize("limit", [field.name for field in fields(Limits)])
def test_each_limit_is_a_setting(limit: str) -> None:
    setting = {"guides": "guesses"}.get(limit, limit)
    limits = house(stage_settings().model_copy(update={setting: 77})).limits
    assert asdict(limits) == {**asdict(Limits()), limit: 77}
