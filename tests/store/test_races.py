"""Two people at the very same moment: one comes first, nobody gets an error."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.store.states import InboxState
from bot.store.tables import GroupRow, InboxRow, MembershipRow, OutboxRow
from tests.support.stage import Stage, name_of
from tests.support.together import together


def count(stage: Stage, table: type[GroupRow | MembershipRow]) -> int:
    with stage.database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_two_who_make_the_same_number_get_one_group_and_both_are_told(stage: Stage) -> None:
    for name in ("Amina", "Bilal"):
        stage.receive(name, "4321")
    together(stage.reader.step, stage.reader.step)
    assert {name_of(text.to) for text in stage.settle()} == {"Amina", "Bilal"}
    assert count(stage, GroupRow) == 1
    assert count(stage, MembershipRow) == 2
    with stage.database.read() as session:
        replies = sorted(map(str, session.scalars(select(OutboxRow.reply))))
    assert replies == ["utter_group_created", "utter_joined", "utter_terms", "utter_terms"]


def test_all_who_join_at_once_get_numbers_of_their_own(stage: Stage) -> None:
    stage.says("Amina", "4321")
    for name in ("Bilal", "Chit", "Dina"):
        stage.receive(name, "4321")
    together(*[stage.reader.step] * 3)
    stage.settle()
    with stage.database.read() as session:
        assert sorted(session.scalars(select(MembershipRow.number))) == [1, 2, 3, 4]
        assert set(session.scalars(select(InboxRow.state))) == {InboxState.DONE}


def test_handling_the_same_text_twice_at_once_answers_it_once(stage: Stage) -> None:
    stage.says("Amina", "4321")
    stage.receive("Bilal", "4321")
    with stage.database.write() as session:
        row = session.scalars(select(InboxRow).order_by(InboxRow.id.desc())).first()
        assert row is not None
        row.state = InboxState.CLAIMED
        number = row.id
    together(*[lambda: stage.conversation.answer(number)] * 4)
    assert [name_of(text.to) for text in stage.settle()] == ["Bilal", "Bilal"]
    with stage.database.read() as session:
        replies = session.scalars(select(OutboxRow.reply).where(OutboxRow.inbox_id == number).order_by(OutboxRow.id))
        assert list(replies) == ["utter_joined", "utter_terms"]
