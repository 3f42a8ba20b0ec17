"""Who may do what: every command that can be typed, by everybody who is something to a group, cell by cell.

Group 4321 is open; 6060 is one in which leaders let people in and only they write, and guests may not ask. In both,
Amina #1 owns, Bilal #2 moderates, Chit #3 and Dina #4 are members, #5 is banned. In 4321 #6 is another owner, #7
another moderator, #8 a member who texted STOP, and #9 asks to join.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.commands.registry import by_words
from bot.store.database import Database
from bot.store.tables import EventRow, InboxRow, OutboxRow
from bot.text.normalise import fold
from tests.support.clock import Clock
from tests.support.seed import CAST
from tests.support.stage import Stage, installed

BANNED, GUEST, OTHER_OWNER, OTHER_MODERATOR, STOPPED, ASKING = (f"+155501000{number}" for number in range(21, 27))
PHONES = {"p": "+15550100099", "d": CAST["Dina"]}
ROLES = {"guest": GUEST, "banned": BANNED, "member": "Chit", "moderator": "Bilal", "owner": "Amina"}

# A word, a text, and the reply to a guest, a banned person, a member, a moderator and an owner, without utter_:
# `left` is done, `(not_leader)` refused, `about?` told or asked; upon the last two nothing changes.
TABLE = """
create    | CREATE 70707     | group_created       group_created      group_created      group_created   group_created
create    | CREATE 4321      | (group_exists)      (group_exists)     (group_exists)     (group_exists)  (group_exists)
join      | JOIN 4321        | joined              (banned)           about?             about?          about?
join      | JOIN 6060        | join_asked          (banned)           about?             about?          about?
leave     | LEAVE 4321       | (not_in_group)      (not_in_group)     left               left            left
leave     | LEAVE            | no_groups?          no_groups?         choose_group?      choose_group?   choose_group?
groups    | GROUPS           | no_groups?          no_groups?         groups?            groups?         groups?
about     | ABOUT 4321       | about?              about?             about?             about?          about?
          | 4321             | joined              (banned)           about?             about?          about?
          | 4321 hello all   | join_to_post?       (banned)           posted             posted          posted
          | 6060 hello all   | (guests_cannot_ask) (banned)           (announce_only)    posted          posted
alert     | ALERT 4321 fire  | (not_in_group)      (not_in_group)     alerted            alerted         alerted
alert     | ALERT 6060 fire  | (not_in_group)      (not_in_group)     (announce_only)    alerted         alerted
name      | NAME 4321 Clinic | (not_leader)        (not_leader)       (not_leader)       named           named
invite    | INVITE 4321 {p}  | (not_in_group)      (not_in_group)     invited            invited         invited
me        | ME Zara          | nickname_set        nickname_set       nickname_set       nickname_set    nickname_set
me        | ME 4321 Zara     | (not_in_group)      (not_in_group)     nickname_set_in    nickname_set_in nickname_set_in
language  | LANGUAGE English | language_set        language_set       language_set       language_set    language_set
pause     | PAUSE 4321 1 day | (not_in_group)      (not_in_group)     paused             paused          paused
pause     | PAUSE            | no_groups?          no_groups?         paused_open        paused_open     paused_open
resume    | RESUME 4321      | (not_in_group)      (not_in_group)     resumed            resumed         resumed
resume    | RESUME           | no_groups?          no_groups?         resumed            resumed         resumed
ask       | ASK 4321 why     | question_sent       (banned)           question_sent      question_sent   question_sent
ask       | ASK 6060 why     | (guests_cannot_ask) (banned)           question_sent      question_sent   question_sent
answer    | ANSWER 1 yes     | (no_such_question)  (no_such_question) (no_such_question) answered        answered
open      | OPEN 6060        | (not_leader)        (not_leader)       (not_leader)       choose_policy?  choose_policy?
open      | OPEN 4321        | (not_leader)        (not_leader)       (not_leader)       policy_open     policy_open
approve   | APPROVE 4321     | (not_leader)        (not_leader)       (not_leader)       policy_approve  policy_approve
approve   | APPROVE 4321 9   | (not_leader)        (not_leader)       (not_leader)       admit_done      admit_done
announce  | ANNOUNCE 4321    | (not_leader)        (not_leader)       (not_leader)       policy_announce policy_announce
guests    | GUESTS 4321      | (not_leader)        (not_leader)       (not_leader)       ask_guests?     ask_guests?
moderator | MODERATOR 4321 4 | (not_owner)         (not_owner)        (not_owner)        (not_owner)     moderator_made
owner     | OWNER 4321 4     | (not_owner)         (not_owner)        (not_owner)        (not_owner)     code_owner
member    | MEMBER 4321 7    | (not_owner)         (not_owner)        (not_owner)        (not_owner)     member_made
member    | MEMBER 4321 6    | (not_owner)         (not_owner)        (not_owner)        (not_owner)     (owner_stays)
remove    | REMOVE 4321 4    | (not_leader)        (not_leader)       (not_leader)       removed         removed
remove    | REMOVE 4321 7    | (not_leader)        (not_leader)       (not_leader)       (not_owner)     removed
remove    | REMOVE 4321 6    | (not_leader)        (not_leader)       (not_leader)       (owner_stays)   (owner_stays)
ban       | BAN 4321 4       | (not_leader)        (not_leader)       (not_leader)       ban_done        ban_done
ban       | BAN 4321 7       | (not_leader)        (not_leader)       (not_leader)       (not_owner)     ban_done
ban       | BAN 4321 6       | (not_leader)        (not_leader)       (not_leader)       (owner_stays)   (owner_stays)
ban       | BAN 4321 9       | (not_leader)        (not_leader)       (not_leader)       ban_done        ban_done
unban     | UNBAN 4321 5     | (not_leader)        (not_leader)       (not_leader)       unbanned        unbanned
close     | CLOSE 4321       | (not_owner)         (not_owner)        (not_owner)        (not_owner)     code_close
report    | REPORT 4321 bad  | reported            reported           reported           reported        reported
moved     | MOVED 4321 4     | moved_asked         moved_asked        moved_asked        moved_asked     moved_asked
moved     | MOVED {d}        | moved_code_sent     moved_code_sent    moved_code_sent    moved_code_sent moved_code_sent
forget    | FORGET ME        | code_forget         code_forget        code_forget        code_forget     code_forget
help      | HELP             | help?               help?              help_member?       help_leader?    help_leader?
stop      | STOP 4321        | stop_or_leave?      stop_or_leave?     stop_or_leave?     stop_or_leave?  stop_or_leave?
stop      | stop.            | stopped             stopped            stopped            stopped         stopped
start     | start.           | started             started            started            started         started
"""


def rows() -> list[tuple[str, str, list[str]]]:
    """Word, text, and what each role is told."""
    cells = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
    return [(word, text.format_map(PHONES), told.split()) for word, text, told in cells]


CELLS = [
    pytest.param(text, who, cell, id=f"{role}: {text}")
    for _, text, told in rows()
    for (role, who), cell in zip(ROLES.items(), told, strict=True)
]


@pytest.fixture(scope="module")
def community(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the two groups, to be copied."""
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("community") / "community.db"))
    with closing(Database(f"sqlite:///{path}")) as database, closing(Stage(database, Clock())) as stage:
        for who in ("Amina", "Bilal", "Chit", "Dina", BANNED, OTHER_OWNER, OTHER_MODERATOR, STOPPED):
            stage.says(who, "4321")
        for text in ("MODERATOR 4321 2", "MODERATOR 4321 7", "BAN 4321 5", "APPROVE 4321"):
            stage.says("Amina", text)
        (asked,) = stage.says("Amina", "OWNER 4321 6")
        stage.says("Amina", asked.body[-4:])
        stage.says(ASKING, "4321")
        stage.says("Amina", "OPEN 4321")
        stage.says("Dina", "ASK 4321 when")
        stage.says(STOPPED, "STOP")
        for who in ("Amina", "Bilal", "Chit", "Dina", BANNED):
            stage.says(who, "6060")
        for text in ("MODERATOR 6060 2", "BAN 6060 5", "APPROVE 6060", "ANNOUNCE 6060", "GUESTS 6060", "2"):
            stage.says("Amina", text)
    return path


@pytest.fixture
def stage(community: Path, tmp_path: Path) -> Iterator[Stage]:
    path = shutil.copy(community, tmp_path / "copy.db")
    clock = Clock()
    clock.tick(7200)
    with closing(Database(f"sqlite:///{path}")) as database, closing(Stage(database, clock)) as made:
        yield made


def told(stage: Stage, who: str, text: str) -> tuple[str, bool]:
    """The name of the first reply to whoever texts that, and whether anything was done or anybody else got a text."""
    before = events(stage)
    assert stage.receive(who, text, {"MessageSid": "SMcell"})
    carried = stage.settle()
    others = [sent for sent in carried if sent.to != CAST.get(who, who)]
    with stage.database.read() as session:
        query = select(OutboxRow.reply).join(InboxRow, InboxRow.id == OutboxRow.inbox_id)
        mine = query.where(InboxRow.message_id == "SMcell", InboxRow.person_id == OutboxRow.person_id)
        names = session.scalars(mine.order_by(OutboxRow.id)).all()
    return (names[0] or "").removeprefix("utter_"), events(stage) > before or bool(others)


def events(stage: Stage) -> int:
    with stage.database.read() as session:
        return session.scalar(select(func.count()).select_from(EventRow)) or 0


@pytest.mark.parametrize(("text", "who", "cell"), CELLS)
def test_a_cell_of_the_table(stage: Stage, text: str, who: str, cell: str) -> None:
    name, done = told(stage, who, text)
    assert name == cell.strip("()?")
    assert done is not cell.endswith((")", "?"))


@pytest.mark.parametrize("text", [text for word, text, _ in rows() if word not in ("start", "stop")])
def test_who_has_stopped_gets_no_text_whatever_they_text(stage: Stage, text: str) -> None:
    assert stage.receive(STOPPED, text, {"MessageSid": "SMcell"})
    assert [sent for sent in stage.settle() if sent.to == STOPPED] == []


def test_who_has_stopped_is_answered_again_after_start(stage: Stage) -> None:
    assert told(stage, STOPPED, "start.") == ("started", True)


def test_every_command_that_can_be_typed_is_in_the_table() -> None:
    assert {word for word, _, _ in rows() if word} == set(by_words())


@pytest.mark.parametrize(("word", "text"), [(word, text) for word, text, _ in rows() if word])
def test_each_row_begins_with_its_word(word: str, text: str) -> None:
    tokens = fold(text).split()
    assert word in {installed().lexicon.get(tuple(tokens[:length])) for length in (1, 2)}
