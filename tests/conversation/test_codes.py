"""Codes for what cannot be undone: of one person, for one act, once, for ten minutes, three tries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.store import codes
from bot.store.states import Act, Role
from bot.store.tables import CodeRow, EventRow, GroupRow, MembershipRow, PersonRow
from tests.support.stage import Stage, name_of
from tests.support.told import code_in, hears, told

LIFETIME = codes.LIFETIME.total_seconds()
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
BURMESE = str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉")


@pytest.fixture
def clinic(stage: Stage) -> Stage:
    """Amina owns 4321 and 7020; Bilal and Chit are in 4321."""
    for sender, text in (("Amina", "4321"), ("Bilal", "4321"), ("Chit", "4321"), ("Amina", "7020")):
        stage.says(sender, text)
    return stage


def asks(stage: Stage, text: str = "CLOSE 4321", name: str = "Amina") -> str:
    """The code that comes to the phone of who asks for something."""
    stage.clock.tick(1)
    texts = stage.says(name, text)
    assert {name_of(each.to) for each in texts} == {name}
    return code_in(stage, texts)


def groups(stage: Stage) -> list[str | None]:
    """The open ones."""
    with stage.database.read() as session:
        return list(session.scalars(select(GroupRow.number).where(GroupRow.closed_at.is_(None)).order_by(GroupRow.id)))


def other_than(code: str) -> str:
    """Four digits that are neither the code nor a group."""
    return next(digits for digits in ("2468", "8642") if digits != code)


ALL = ["4321", "7020"]


def test_the_word_alone_closes_nothing_whoever_sends_it(clinic: Stage) -> None:
    """The sender of a text can be forged; what goes to the phone cannot be read by who forged it."""
    for text in ("CLOSE 4321", "close group 4321", "1", "yes", "CLOSE 4321", "delete group 4321"):
        hears(clinic, "Amina", text)
    clinic.clock.tick(60)
    assert groups(clinic) == ALL
    assert ("Bilal", "utter_group_ended") not in told(clinic, clinic.carrier.taken)


def test_the_code_closes_the_group_and_tells_every_member_once(clinic: Stage) -> None:
    code = asks(clinic)
    answers = hears(clinic, "Amina", code)
    assert sorted(answers) == [("Amina", "utter_closed"), ("Bilal", "utter_group_ended"), ("Chit", "utter_group_ended")]
    assert groups(clinic) == ["7020"]


@pytest.mark.parametrize("spelled", ["{} ", "{}.", "\u200f{}", "ARABIC", "BURMESE"])
def test_the_code_may_be_typed_as_phones_type_it(clinic: Stage, spelled: str) -> None:
    code = asks(clinic)
    tables = {"ARABIC": ARABIC, "BURMESE": BURMESE}
    hears(clinic, "Amina", code.translate(tables[spelled]) if spelled in tables else spelled.format(code))
    assert groups(clinic) == ["7020"]


def test_a_code_works_once(clinic: Stage) -> None:
    code = asks(clinic)
    hears(clinic, "Amina", code)
    hears(clinic, "Bilal", "5555")
    assert hears(clinic, "Amina", code) == [("Amina", "utter_code_over")]
    assert groups(clinic) == ["7020", "5555"], "and makes no group of that number"


def test_a_code_works_for_ten_minutes(clinic: Stage) -> None:
    code = asks(clinic)
    clinic.clock.tick(LIFETIME - 2)
    hears(clinic, "Amina", code)
    assert groups(clinic) == ["7020"]


@pytest.mark.parametrize("late", [0, 3600, 23 * 3600])
def test_a_late_code_does_nothing_and_makes_no_group(clinic: Stage, late: int) -> None:
    code = asks(clinic)
    clinic.clock.tick(LIFETIME + late)
    clinic.do_chores()
    assert hears(clinic, "Amina", code) == [("Amina", "utter_code_over")]
    assert groups(clinic) == ALL


def test_three_wrong_ones_end_it(clinic: Stage) -> None:
    code = asks(clinic)
    wrong = other_than(code)
    names = [name for _ in range(3) for _, name in hears(clinic, "Amina", wrong)]
    assert [name.removesuffix("_only") for name in names] == ["utter_code_wrong", "utter_code_wrong", "utter_code_over"]
    assert hears(clinic, "Amina", code) == [("Amina", "utter_code_over")]
    assert groups(clinic) == ALL


def test_after_two_wrong_ones_the_right_one_still_works(clinic: Stage) -> None:
    code = asks(clinic)
    for _ in range(2):
        hears(clinic, "Amina", other_than(code))
    hears(clinic, "Amina", code)
    assert groups(clinic) == ["7020"]


def test_every_wrong_one_is_written_down(clinic: Stage) -> None:
    code = asks(clinic)
    hears(clinic, "Amina", other_than(code))
    with clinic.database.read() as session:
        acts = list(session.scalars(select(EventRow.act).order_by(EventRow.id)))
    assert acts[-2:] == [Act.CODE_ASKED, Act.CODE_WRONG]


def test_a_wrong_code_makes_no_group(clinic: Stage) -> None:
    code = asks(clinic)
    hears(clinic, "Amina", other_than(code))
    assert groups(clinic) == ALL


@pytest.mark.parametrize("name", ["Bilal", "Dina"])
def test_the_same_digits_of_another_person_are_worth_nothing(clinic: Stage, name: str) -> None:
    code = asks(clinic)
    hears(clinic, name, code)
    assert set(ALL) <= set(groups(clinic))
    hears(clinic, "Amina", code)
    assert "4321" not in groups(clinic), "and the owner's own code is as good as before"


def test_another_person_s_code_is_a_wrong_one(clinic: Stage) -> None:
    code = asks(clinic)
    own = asks(clinic, "FORGET ME", "Bilal")
    assert code != own
    hears(clinic, "Bilal", code)
    assert set(ALL) <= set(groups(clinic))
    hears(clinic, "Amina", own)
    with clinic.database.read() as session:
        assert session.scalars(select(PersonRow).where(PersonRow.forgotten_at.is_not(None))).all() == []


def test_a_second_request_replaces_the_first(clinic: Stage) -> None:
    first = asks(clinic, "CLOSE 4321")
    second = asks(clinic, "CLOSE 7020")
    hears(clinic, "Amina", first)
    assert groups(clinic) == ALL
    hears(clinic, "Amina", second)
    assert groups(clinic) == ["4321"]


def test_a_code_is_for_the_act_that_it_was_asked_for(clinic: Stage) -> None:
    asks(clinic, "CLOSE 4321")
    code = asks(clinic, "OWNER 4321 2")
    hears(clinic, "Amina", code)
    assert groups(clinic) == ALL
    with clinic.database.read() as session:
        owners = select(MembershipRow.number).join(GroupRow).where(MembershipRow.role == Role.OWNER)
        assert sorted(session.scalars(owners.where(GroupRow.number == "4321"))) == [1, 2]


def test_a_new_request_gives_three_tries_again(clinic: Stage) -> None:
    for _ in range(2):
        hears(clinic, "Amina", other_than(asks(clinic)))
    code = asks(clinic)
    for _ in range(2):
        hears(clinic, "Amina", other_than(code))
    hears(clinic, "Amina", code)
    assert groups(clinic) == ["7020"]


def test_the_right_to_do_it_is_looked_at_when_the_code_comes(clinic: Stage) -> None:
    hears(clinic, "Amina", asks(clinic, "OWNER 4321 2"))
    code = asks(clinic)
    hears(clinic, "Amina", "MEMBER 4321 1")
    assert hears(clinic, "Amina", code) == [("Amina", "utter_not_owner")]
    assert groups(clinic) == ALL


def test_other_texts_meanwhile_leave_the_code_as_it_is(clinic: Stage) -> None:
    code = asks(clinic)
    for text in ("GROUPS", "4321 a last word", "ABOUT 7020"):
        hears(clinic, "Amina", text)
    hears(clinic, "Amina", code)
    assert groups(clinic) == ["7020"]


def test_no_more_than_five_codes_an_hour(clinic: Stage) -> None:
    """A forged sender cannot guess for ever, nor fill somebody's phone."""
    for _ in range(5):
        asks(clinic)
    assert hears(clinic, "Amina", "CLOSE 4321") == [("Amina", "utter_limit")]
    assert hears(clinic, "Amina", "FORGET ME") == [("Amina", "utter_limit")]
    clinic.clock.tick(timedelta(hours=1).total_seconds())
    asks(clinic)


def test_a_code_is_not_kept_as_digits(clinic: Stage) -> None:
    code = asks(clinic)
    with clinic.database.read() as session:
        row = session.scalars(select(CodeRow)).one()
    assert code not in clinic.vault.open(row.sealed)
    assert len(row.code_lookup) == 64


def test_moving_needs_the_code_on_the_old_phone_texted_from_the_new_one(clinic: Stage) -> None:
    clinic.clock.tick(1)
    texts = clinic.says("Dina", "MOVED +15550100012")
    code = code_in(clinic, [text for text in texts if name_of(text.to) == "Bilal"])
    assert code not in "".join(text.body for text in texts if name_of(text.to) != "Bilal")
    hears(clinic, "Bilal", "GROUPS")
    assert ("Dina", "utter_moved") in hears(clinic, "Dina", code)
    with clinic.database.read() as session:
        query = select(PersonRow.phone_sealed).join(MembershipRow, MembershipRow.person_id == PersonRow.id)
        second = session.scalars(query.where(MembershipRow.number == 2, MembershipRow.left_at.is_(None)))
        assert [name_of(clinic.vault.open(sealed)) for sealed in second] == ["Dina"]


def test_the_code_of_a_move_texted_from_the_old_phone_moves_nothing(clinic: Stage) -> None:
    clinic.clock.tick(1)
    texts = clinic.says("Dina", "MOVED +15550100012")
    code = code_in(clinic, [text for text in texts if name_of(text.to) == "Bilal"])
    hears(clinic, "Bilal", code)
    assert code not in groups(clinic), "a group of that number would tell the code to whoever guesses"
    assert hears(clinic, "Dina", "GROUPS") == [("Dina", "utter_no_groups")]
