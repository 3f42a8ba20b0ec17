"""Random people in random groups, and what must be true whatever they text.

Six people text what comes to their mind to three groups: every command, digits, codes, nonsense, one text after the
other or several before anything is sent, while time passes. After each step a witness
knows who is where from what people were told, and an inspector compares it with what the carrier got and the rows.

A short run is part of the tests. A long one, with a profile of Hypothesis that has more examples (a fifth of its
max_examples is played):

    pytest tests/conversation/test_invariants.py --hypothesis-profile=long
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from itertools import count, product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from bot.store.database import Database
from bot.store.states import Role
from bot.store.tables import GroupRow, MembershipRow, PersonRow, QuestionRow
from tests.conftest import needed_server
from tests.support.clock import Clock
from tests.support.inspector import Inspector
from tests.support.stage import Stage, stage_settings
from tests.support.witness import Witness

PEOPLE = tuple(f"+1555010100{number}" for number in range(1, 7))
NUMBERS = ("4321", "5150", "8086")
GROUPS = (*NUMBERS, "Clinic")
"""The last is the name of 8086."""

TEMPLATES = (
    *("{group} {words}",) * 8,
    *("ALERT {group} {words}",) * 3,
    *("{number}", "JOIN {group}", "LEAVE {group}", "LEAVE") * 2,
    *("PAUSE {group} {length}", "PAUSE {length}", "PAUSE ALL {group} {length}", "PAUSE {group}", "PAUSE ALL", "PAUSE"),
    *("RESUME {group}", "RESUME", "ABOUT {group}", "GROUPS", "HELP", "LANGUAGE English"),
    *("OPEN {group}", "APPROVE {group}", "ANNOUNCE {group}", "GUESTS {group}", "APPROVE {group} {member}") * 2,
    *("MODERATOR {group} {member}", "OWNER {group} {member}", "MEMBER {group} {member}") * 2,
    *("REMOVE {group} {member}", "BAN {group} {member}", "UNBAN {group} {member}") * 2,
    *("INVITE {group} {phone}", "INVITE {group} {phone}, {phone}", "CREATE 8086 Clinic", "CREATE 70707", "8086"),
    *("ASK {group} {words}", "ANSWER 1 {words}", "ANSWER {group} 2 {words}", "REPORT {group} {words}"),
    *("ME {nickname}", "ME {group} {nickname}", "NAME {group} {nickname}", "NAME 8086 Clinic"),
    *("CLOSE {group}", "FORGET ME", "MOVED {phone}", "MOVED {group} {member}") * 2,
    *("STOP", "STOP {group}", "START", "stop.", "START") * 1,
    *("1", "2", "3", "9", "0", "12", "0007", "112", "yes", "no", "who is there", "clinic", "???", "{words}"),
)
BY_MEMBERS = (
    *("{number} {words}", "ALERT {number} {words}") * 3,
    *("PAUSE {number} {length}", "PAUSE ALL {number} {length}", "PAUSE ALL", "RESUME"),
    *("LEAVE {number}", "ASK {number} {words}", "INVITE {number} {phone}", "STOP"),
)
BY_OWNERS = (
    *("APPROVE {number}", "APPROVE {number} {member}", "ANNOUNCE {number}", "OPEN {number}", "ANSWER 1 {words}"),
    *("MODERATOR {number} {member}", "LEAVE {number}"),
)
AWAY = ("LEAVE {number}", "PAUSE {number}", "PAUSE ALL {number} 2 hours", "STOP")
UPON = ("REMOVE", "BAN", "BAN", "UNBAN", "MODERATOR")
WITH_CODE = ("CLOSE {number}", "OWNER {number} {member}", "FORGET ME")
WORDS = (
    "the clinic is open",
    "come at nine",
    "call {phone} now",
    "call 555-010-1003",
    "ring 5550101004, soon",
    "12 kg of rice for 300",
)
LENGTHS = ("2 hours", "45 minutes", "3 days")
NICKNAMES = ("Amina", "Bilal", "Chit", "Am1na", "Clinic", "Leave", "Bakery")
WAITS = (1, 1, 61, 61, 660, 3700, 7200, 8000, 90_000, 3 * 86_400, 8 * 86_400, 65 * 86_400, 95 * 86_400)


def filled(template: str, words: str, **values: str) -> str:
    return template.format(words=words.format(**values), **values)


PLENTY = stage_settings().model_copy(
    update={"posts_an_hour": 1000, "alerts_a_day": 1000, "group_alerts_a_day": 1000, "codes_an_hour": 1000}
)
"""What is refused for being too much shows nothing here."""

people = st.sampled_from(PEOPLE)
numbers = st.sampled_from(NUMBERS)


def texts(templates: tuple[str, ...]) -> st.SearchStrategy[str]:
    """{number} is left, for who has chosen a person by it."""
    return st.builds(
        filled,
        st.sampled_from(templates),
        words=st.sampled_from(WORDS),
        group=st.sampled_from(GROUPS),
        number=st.just("{number}"),
        member=st.sampled_from(("1", "2", "3", "4", "5", "#6", "Amina")),
        phone=people,
        length=st.sampled_from(LENGTHS),
        nickname=st.sampled_from(NICKNAMES),
    )


anything = texts(tuple(template.replace("{number}", "{group}") for template in TEMPLATES))
whoever = st.integers(0, 59)
"""Picks one of however many there are."""


class Community(RuleBasedStateMachine):
    """One example: a database of its own, and what happens there."""

    steps = 0
    """Of all examples of this run."""

    def __init__(self, fresh: Callable[[], AbstractContextManager[str]]) -> None:
        super().__init__()
        self.open = ExitStack()
        database = self.open.enter_context(closing(Database(self.open.enter_context(fresh()))))
        self.stage = self.open.enter_context(closing(Stage(database, Clock(), PLENTY)))
        self.witness = Witness(self.stage, PEOPLE)
        self.inspector = Inspector(self.witness)

    def teardown(self) -> None:
        self.open.close()

    def receive(self, who: str, text: str, opt_out: str | None = None) -> None:
        assert self.stage.receive(who, text, {"OptOutType": opt_out} if opt_out else None)

    def settle(self, *, chores: bool = False) -> None:
        """Read everything, then send everything, then look."""
        Community.steps += 1
        before = len(self.stage.carrier.taken)
        while self.stage.reader.step() or self.stage.thinker.step():
            self.witness.note()
        if chores:
            self.stage.chores.step()
            self.witness.note()
        while self.stage.sender.step():
            pass
        self.inspector.check(self.stage.carrier.taken[before:])

    @initialize(absent=st.sets(st.tuples(people, numbers), max_size=4))
    def begin(self, absent: set[tuple[str, str]]) -> None:
        """Everybody is in every group, but for a few."""
        for owner, number in zip(PEOPLE, ("4321", "5150", "CREATE 8086 Clinic"), strict=False):
            self.receive(owner, number)
        for who, number in product(PEOPLE, NUMBERS):
            if (who, number) not in absent:
                self.receive(who, number)
        self.settle()

    @rule(who=people, text=anything)
    def says(self, who: str, text: str) -> None:
        self.receive(who, text)
        self.settle()

    @rule(said=st.lists(st.tuples(people, anything), min_size=2, max_size=4))
    def say_at_once(self, said: list[tuple[str, str]]) -> None:
        for who, text in said:
            self.receive(who, text)
        self.settle()

    @rule(number=numbers, pick=whoever)
    def comes(self, number: str, pick: int) -> None:
        """Somebody who is not in the group, most of all who is kept out."""
        circle = self.witness.groups[number]
        others = [*sorted(circle.banned) * 3, *sorted(set(PEOPLE) - circle.members)] or [PEOPLE[0]]
        self.says(others[pick % len(others)], number)

    @rule(number=numbers, said=st.lists(st.tuples(whoever, texts(BY_MEMBERS)), min_size=1, max_size=3))
    def members_say(self, number: str, said: list[tuple[int, str]]) -> None:
        members = sorted(self.witness.groups[number].members) or [PEOPLE[0]]
        for pick, text in said:
            self.receive(members[pick % len(members)], text.format(number=number))
        self.settle()

    @rule(number=numbers, pick=whoever, text=texts(BY_OWNERS))
    def owner_says(self, number: str, pick: int, text: str) -> None:
        owners = self.owners(number)
        self.says(owners[pick % len(owners)], text.format(number=number))

    @rule(number=numbers, pick=whoever, word=st.sampled_from(UPON))
    def owner_picks(self, number: str, pick: int, word: str) -> None:
        known = sorted(self.witness.groups[number].numbers) or [1]
        self.says(self.owners(number)[0], f"{word} {number} {known[pick % len(known)]}")

    @rule(number=numbers, text=texts(WITH_CODE))
    def owner_proves(self, number: str, text: str) -> None:
        owner = self.owners(number)[0]
        self.says(owner, text.format(number=number))
        if owner in self.witness.codes:
            self.says(owner, self.witness.codes.pop(owner))

    @rule(number=numbers, pick=whoever, others=st.lists(st.tuples(whoever, texts(AWAY)), min_size=1, max_size=2))
    def some_go_while_one_posts(self, number: str, pick: int, others: list[tuple[int, str]]) -> None:
        self.members_say(number, [(pick, "{number} come at nine"), *others])

    def owners(self, number: str) -> list[str]:
        query = select(PersonRow.phone_sealed).join(MembershipRow).join(GroupRow)
        with self.stage.database.read() as session:
            rows = session.scalars(query.where(GroupRow.number == number, MembershipRow.role == Role.OWNER))
            return sorted(self.stage.vault.open(phone) for phone in rows) or [PEOPLE[0]]

    def asked(self) -> list[str]:
        """Who has a question to answer."""
        with self.stage.database.read() as session:
            rows = session.scalars(
                select(PersonRow.phone_sealed).join(QuestionRow).where(QuestionRow.asked_at.is_not(None))
            )
            return sorted({self.stage.vault.open(phone) for phone in rows})

    @precondition(lambda self: self.asked())
    @rule(pick=whoever, digit=st.sampled_from(("1", "1", "1", "2", "3")))
    def answers(self, pick: int, digit: str) -> None:
        asked = self.asked()
        self.says(asked[pick % len(asked)], digit)

    @precondition(lambda self: self.witness.codes)
    @rule(pick=whoever)
    def returns_the_code(self, pick: int) -> None:
        by, code = sorted(self.witness.codes.items())[pick % len(self.witness.codes)]
        self.says(by, self.witness.codes.pop(by, code))

    @rule(who=people, word=st.sampled_from(("STOP", "START", "START")))
    def carrier_says(self, who: str, word: str) -> None:
        self.receive(who, "qq", word)
        self.settle()

    @rule(seconds=st.sampled_from(WAITS), chores=st.booleans())
    def time_passes(self, seconds: int, chores: bool) -> None:
        self.stage.clock.tick(seconds)
        self.settle(chores=chores)


def play(fresh: Callable[[], AbstractContextManager[str]], part: int) -> None:
    """A fraction of the examples of the profile, 40 steps each."""
    Community.steps = 0
    assert settings.default is not None
    run_state_machine_as_test(
        lambda: Community(fresh),  # type: ignore[arg-type]  # any maker of a machine will do
        settings=settings(
            max_examples=max(1, settings.default.max_examples // part),
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(f"{Community.steps} steps")


def test_whatever_people_text_only_those_who_should_get_it_on_sqlite(sqlite_template: Path, tmp_path: Path) -> None:
    names = count(1)

    @contextmanager
    def fresh() -> Iterator[str]:
        path = Path(shutil.copy(sqlite_template, tmp_path / f"{next(names)}.db"))
        yield f"sqlite:///{path}"
        for file in tmp_path.glob(f"{path.name}*"):
            file.unlink()

    play(fresh, part=5)


def test_whatever_people_text_only_those_who_should_get_it_on_postgresql(request: pytest.FixtureRequest) -> None:
    play(needed_server(request).fresh, part=50)
