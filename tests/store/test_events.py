"""The event log: one row for every act, who, what, when, in which group, to which member; and no words at all."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import pytest
from sqlalchemy import LargeBinary, select

from bot.store import effects
from bot.store.apply import apply
from bot.store.apply.scene import apply as carry_out
from bot.store.states import Act
from bot.store.tables import EventRow, GroupRow, MembershipRow
from tests.support.everything import opened
from tests.support.seed import CAST, person
from tests.support.stage import Stage
from tests.support.told import code_in, hears

EFFECTS: tuple[type, ...] = get_args(effects.RowEffect)
NO_ACT = {effects.SpendCode, effects.NoteGuide}
"""The one belongs to what the code allows, the other is no act of anybody."""


def acts_of(effect: type) -> set[Act]:
    """What an effect is written down as."""
    if effect is effects.WritePost:
        return {Act.POSTED, Act.ALERTED}
    act: Act | None = getattr(effect, "act")  # noqa: B009 (a class of any kind of effect)
    return {act} if act is not None else set()


def test_every_effect_is_an_act_or_known_to_be_none() -> None:
    assert {effect for effect in EFFECTS if not acts_of(effect)} == NO_ACT
    assert all(isinstance(act, Act) for effect in EFFECTS for act in acts_of(effect))


def test_every_act_is_that_of_one_effect() -> None:
    acts = [act for effect in EFFECTS for act in acts_of(effect)]
    assert sorted(acts) == sorted(Act)


@pytest.mark.parametrize("effect", EFFECTS, ids=lambda effect: effect.__name__)
def test_every_effect_can_be_carried_out(effect: type) -> None:
    assert apply is carry_out
    assert apply.dispatch(effect) is not apply.dispatch(object)


WORDS = (
    "the well is dry",
    "the river rises",
    "who has the keys",
    "the baker",
    "they shout at me",
    "Lantern",
    "Clinic Nor",
)
LIFE: list[tuple[str, str, list[tuple[Act, str | None, int | None]]]] = [
    ("Amina", "4321", [(Act.GROUP_MADE, "4321", None)]),
    ("Amina", f"NAME 4321 {WORDS[6]}", [(Act.GROUP_NAMED, "4321", None)]),
    ("Bilal", "4321", [(Act.JOINED, "4321", None)]),
    ("Chit", "4321", [(Act.JOINED, "4321", None)]),
    ("Bilal", f"ME {WORDS[5]}", [(Act.NICKNAMED, None, None)]),
    ("Amina", f"INVITE 4321 {CAST['Dina']}", [(Act.INVITED, "4321", 1)]),
    ("Bilal", f"4321 {WORDS[0]}", [(Act.POSTED, "4321", None)]),
    ("Bilal", f"ALERT 4321 {WORDS[1]}", [(Act.ALERTED, "4321", None)]),
    ("Chit", "9", [(Act.REPORTED, "4321", None)]),
    ("Bilal", f"ASK 4321 {WORDS[2]}", [(Act.ASKED, "4321", None)]),
    ("Amina", f"ANSWER 1 {WORDS[3]}", [(Act.ANSWERED, "4321", None)]),
    ("Bilal", f"REPORT 4321 {WORDS[4]}", [(Act.REPORTED, "4321", None)]),
    ("Bilal", "PAUSE 4321 8 hours", [(Act.PAUSED, None, None)]),
    ("Bilal", "RESUME 4321", [(Act.RESUMED, None, None)]),
    ("Bilal", "LANGUAGE English", [(Act.LANGUAGE_CHOSEN, None, None)]),
    ("Amina", "MODERATOR 4321 2", [(Act.ROLE_CHANGED, "4321", 2)]),
    ("Amina", "ANNOUNCE 4321", [(Act.POSTING_SET, "4321", None)]),
    ("Amina", "GUESTS 4321", []),
    ("Amina", "2", [(Act.GUESTS_SET, "4321", None)]),
    ("Amina", "REMOVE 4321 3", [(Act.REMOVED, "4321", 3)]),
    ("Amina", "APPROVE 4321", [(Act.JOINING_SET, "4321", None)]),
    ("Chit", "4321", [(Act.JOIN_ASKED, "4321", None)]),
    ("Amina", "1", [(Act.ADMITTED, "4321", 3)]),
    ("Chit", "LEAVE 4321", [(Act.LEFT, "4321", 3)]),
    ("Chit", "4321", [(Act.JOIN_ASKED, "4321", None)]),
    ("Amina", "2", [(Act.REFUSED, "4321", 3)]),
    ("Amina", "BAN 4321 3", [(Act.BANNED, "4321", 3)]),
    ("Amina", "UNBAN 4321 3", [(Act.UNBANNED, "4321", 3)]),
    ("Bilal", "STOP", [(Act.STOPPED, None, None)]),
    ("Bilal", "START", [(Act.STARTED, None, None)]),
]
"""What each text is written down as: act, group, and the member number of whom it was done to."""


def events(stage: Stage, after: int = 0) -> list[EventRow]:
    with stage.database.read() as session:
        return list(session.scalars(select(EventRow).where(EventRow.id > after).order_by(EventRow.id)))


def seen(stage: Stage, rows: list[EventRow]) -> list[tuple[Act, str | None, int | None]]:
    with stage.database.read() as session:
        groups = {group.id: group.number for group in session.scalars(select(GroupRow))}
        members = {member.id: member.number for member in session.scalars(select(MembershipRow))}
    return [(row.act, groups.get(row.group_id or 0), members.get(row.subject_id or 0)) for row in rows]


def who(stage: Stage, name: str) -> str:
    with stage.database.write() as session:
        return person(session, stage.vault, name, stage.clock.now()).id


def last(stage: Stage) -> int:
    return max((row.id for row in events(stage)), default=0)


def test_each_text_leaves_the_rows_of_what_it_did(stage: Stage) -> None:
    for name, text, expected in LIFE:
        before = last(stage)
        hears(stage, name, text)
        rows = events(stage, before)
        assert seen(stage, rows) == expected, text
        assert all(row.person_id == who(stage, name) for row in rows), text
        assert all(row.at == stage.clock.now() for row in rows), text


def test_codes_and_what_they_allow_are_written_down(stage: Stage) -> None:
    for name in ("Amina", "Bilal", "Chit"):
        stage.says(name, "4321")
    before = last(stage)
    code = code_in(stage, stage.says("Dina", f"MOVED {CAST['Chit']}"))
    wrong = next(digits for digits in ("2468", "8642") if digits != code)
    hears(stage, "Dina", wrong)
    hears(stage, "Dina", code)
    code = code_in(stage, stage.says("Amina", "FORGET ME"))
    hears(stage, "Amina", code)
    code = code_in(stage, stage.says("Bilal", "CLOSE 4321"))
    hears(stage, "Bilal", code)
    rows = events(stage, before)
    assert seen(stage, rows) == [
        (Act.CODE_ASKED, None, None),
        (Act.CODE_WRONG, None, None),
        (Act.MOVED, "4321", 3),
        (Act.CODE_ASKED, None, None),
        (Act.FORGOTTEN, None, None),
        (Act.ROLE_CHANGED, "4321", 2),
        (Act.OWNER_OFFERED, "4321", 2),
        (Act.CODE_ASKED, None, None),
        (Act.GROUP_CLOSED, "4321", None),
    ]
    stage.do_chores()
    kept = {row.id: row.person_id for row in events(stage)}
    dina, bilal = who(stage, "Dina"), who(stage, "Bilal")
    assert [kept[row.id] for row in rows] == [dina, dina, dina, None, None, None, None, bilal, bilal]


def test_these_tests_show_every_act(stage: Stage) -> None:
    shown = {act for _, _, expected in LIFE for act, _, _ in expected}
    by_code = {Act.CODE_ASKED, Act.CODE_WRONG, Act.MOVED, Act.FORGOTTEN, Act.OWNER_OFFERED, Act.GROUP_CLOSED}
    assert shown | by_code == set(Act)


def test_what_is_refused_or_only_looked_at_leaves_no_row(stage: Stage) -> None:
    stage.says("Amina", "4321")
    before = last(stage)
    for name, text in (("Amina", "ABOUT 4321"), ("Amina", "GROUPS"), ("Bilal", "CLOSE 4321"), ("Bilal", "LEAVE 4321")):
        hears(stage, name, text)
    assert events(stage, before) == []


def test_the_log_has_room_for_no_words() -> None:
    kinds = {column.name: column.type for column in EventRow.__table__.columns}
    assert set(kinds) == {"id", "at", "act", "person_id", "group_id", "subject_id"}
    assert not any(isinstance(kind, LargeBinary) for kind in kinds.values())


def test_no_column_of_the_log_holds_anybody_s_words_or_phone(stage: Stage) -> None:
    for name, text, _ in LIFE:
        hears(stage, name, text)
    log = [(place, value) for place, value in opened(stage.database, stage.vault) if place.startswith("events.")]
    assert len(log) == 6 * len(events(stage))
    everything = "\n".join(value for _, value in log)
    for secret in (*WORDS, *(phone.removeprefix("+") for phone in CAST.values())):
        assert secret not in everything
    assert {value for place, value in log if place == "events.act"} <= set(map(str, Act))
    assert all(datetime.fromisoformat(value) for place, value in log if place == "events.at")
