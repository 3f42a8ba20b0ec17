"""What would be done with a text, without a database, a dialogue or a brain."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.base import House
from bot.conversation.rehearsal import Foreseen, Rehearsal, Would
from bot.conversation.understood import Entity, Understood
from tests.support.stage import installed

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def rehearsal() -> Rehearsal:
    return Rehearsal(installed(), House(), NOW, "en")


def typed(rehearsal: Rehearsal, text: str) -> tuple[str | None, Would, str | None, str | None] | None:
    found = rehearsal.typed(text, None)
    return (found.intent, found.would, found.arguments.group, found.arguments.body) if found else None


@pytest.mark.parametrize(
    ("text", "foreseen"),
    [
        ("4321", ("join_group", Would.DO, "4321", None)),
        ("٤٣٢١", ("join_group", Would.DO, "4321", None)),
        ("4321 The clinic is closed.", ("send_message", Would.DO, "4321", "The clinic is closed.")),
        ("JOIN 4321", ("join_group", Would.DO, "4321", None)),
        ("leave", ("leave_group", Would.ASK, None, None)),
        ("ALERT 4321 water!", ("send_alert", Would.DO, "4321", "water!")),
        ("4321 ALERT water!", ("send_alert", Would.CHOOSE, "4321", "water!")),
        ("CLOSE 4321", ("delete_group", Would.CONFIRM, "4321", None)),
        ("FORGET ME", ("forget_me", Would.CONFIRM, None, None)),
        ("STOP", ("stop_service", Would.DO, None, None)),
        ("HELP", ("help", Would.GUIDE, None, None)),
        ("7", (None, Would.GUIDE, None, None)),
    ],
)
def test_an_exact_text_needs_no_brain(rehearsal: Rehearsal, text: str, foreseen: tuple[object, ...]) -> None:
    assert typed(rehearsal, text) == foreseen


@pytest.mark.parametrize("text", ["", "😀", "take me out of 4321", "the clinic is closed"])
def test_a_free_form_text_is_left_to_the_brain(rehearsal: Rehearsal, text: str) -> None:
    assert typed(rehearsal, text) is None


def understood(rehearsal: Rehearsal, text: str, ranking: dict[str, float], **entities: str) -> Foreseen:
    """What follows when the brain thinks this; entities by kind, cut out of the text."""
    found = tuple(
        Entity(kind, text.index(piece), text.index(piece) + len(piece), piece) for kind, piece in entities.items()
    )
    likely = tuple(ranking.items())
    return rehearsal.understood(text, None, Understood(0, likely[0][0], likely, found))


def test_what_others_see_is_confirmed_by_a_digit_however_sure_the_brain_is(rehearsal: Rehearsal) -> None:
    text = "tell 4321 that we meet"
    for intent in ("send_message", "send_alert"):
        found = understood(rehearsal, text, {intent: 1.0}, group="4321", body="we meet")
        assert (found.would, found.arguments.body) == (Would.CONFIRM, "we meet")
    for intent in ("remove_member", "add_moderator"):
        assert understood(rehearsal, "17 of 4321", {intent: 1.0}, group="4321", member="17").would is not Would.DO
    assert understood(rehearsal, "name it Clinic 4321", {"name_group": 1.0}, group="4321", name="Clinic").would is (
        Would.CONFIRM
    )


def test_what_cannot_be_undone_is_confirmed_by_a_code(rehearsal: Rehearsal) -> None:
    assert understood(rehearsal, "close 4321", {"delete_group": 1.0}, group="4321").would is Would.CONFIRM
    assert understood(rehearsal, "erase me", {"forget_me": 1.0}).would is Would.CONFIRM


def test_what_is_missing_is_asked_for(rehearsal: Rehearsal) -> None:
    assert understood(rehearsal, "tell them we meet", {"send_message": 1.0}, body="we meet").would is Would.ASK
    assert understood(rehearsal, "I am off", {"leave_group": 1.0}).would is Would.ASK
    assert understood(rehearsal, "another language", {"set_language": 1.0}).would is Would.ASK


def test_who_joins_is_not_in_the_group_yet_and_what_one_makes_is_not_there(rehearsal: Rehearsal) -> None:
    for intent in ("join_group", "create_group"):
        for confidence, would in ((0.8, Would.CONFIRM), (0.999, Would.DO)):
            assert understood(rehearsal, "let us have 4321", {intent: confidence}, group="4321").would is would, intent


def test_an_answer_that_changes_nothing_is_no_act(rehearsal: Rehearsal) -> None:
    klingon = understood(rehearsal, "Klingon is hard", {"set_language": 0.999}, language="Klingon")
    assert klingon.would is Would.GUIDE
    assert understood(rehearsal, "my phone is new", {"move_phone": 0.999}).would is Would.GUIDE
    assert understood(rehearsal, "who runs 4321", {"group_info": 0.999}, group="4321").would is Would.DO


def test_the_language_that_answers_come_in_already_is_confirmed_by_a_digit(rehearsal: Rehearsal) -> None:
    # Who writes in a language and mentions it mostly tells of it.
    text = "my children speak Arabic to me and I English to them"
    for language, would in (("English", Would.CONFIRM), ("Arabic", Would.DO)):
        assert understood(rehearsal, text, {"set_language": 1.0}, language=language).would is would, language


def test_a_pause_is_confirmed_by_a_digit_unless_the_group_is_said_by_its_number(rehearsal: Rehearsal) -> None:
    text = "only two hours of light a day"
    assert understood(rehearsal, text, {"pause_group": 1.0}, duration="two hours").would is Would.CONFIRM
    text = "no work in the Workshop till tomorrow"
    named = understood(rehearsal, text, {"pause_group": 1.0}, group="Workshop", duration="till tomorrow")
    assert named.would is Would.CONFIRM
    said = understood(rehearsal, "no 4321 for 2 hours", {"pause_group": 1.0}, group="4321", duration="2 hours")
    assert said.would is Would.DO


def test_what_is_uncertain_is_offered_as_choices(rehearsal: Rehearsal) -> None:
    two = understood(rehearsal, "no more 4321", {"leave_group": 0.45, "pause_group": 0.4}, group="4321")
    assert two.would is Would.CHOOSE
    one = understood(rehearsal, "no more 4321", {"leave_group": 0.5, "greet": 0.05}, group="4321")
    assert one.would is Would.CONFIRM


def test_a_group_by_name_is_one_that_is_there(rehearsal: Rehearsal) -> None:
    found = understood(rehearsal, "take me out of Clinic", {"leave_group": 1.0}, group="Clinic")
    assert (found.would, found.arguments.group) == (Would.DO, "Clinic")


@pytest.mark.parametrize("intent", ["greet", "thank", "affirm", "deny", "help", "out_of_scope"])
def test_talk_is_only_answered(rehearsal: Rehearsal, intent: str) -> None:
    assert understood(rehearsal, "some words", {intent: 1.0}).would is Would.GUIDE


def test_texts_know_nothing_of_each_other(rehearsal: Rehearsal) -> None:
    before = typed(rehearsal, "CREATE 7788")
    typed(rehearsal, "CLOSE 7788")
    assert typed(rehearsal, "CREATE 7788") == before


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_can_be_tried(rehearsal: Rehearsal, text: str) -> None:
    found = rehearsal.typed(text, "fa")
    assert found is None or isinstance(found.would, Would)


def test_where_it_is_known_which_groups_there_are_words_that_name_none_of_them_are_no_group() -> None:
    known = Rehearsal(installed(), House(), NOW, "en", ("Bread", "Night Bus", "Garden"))

    def group(text: str, intent: str, named: str | None, own: tuple[str, ...]) -> str | None:
        start = text.index(named) if named else 0
        found = (Entity("group", start, start + len(named), named),) if named else ()
        heard = Understood(0, intent, ((intent, 1.0),), found)
        return known.understood(text, None, heard, own).arguments.group

    assert group("out of Bread now", "leave_group", "Bread", ("Bread",)) == "Bread"
    assert group("out of Bread now", "leave_group", "Bread now", ("Bread",)) == "Bread", "a word too many"
    assert group("out of Night Bus now", "leave_group", None, ("Night Bus", "Garden")) == "Night Bus", "overlooked"
    assert group("nothing now", "leave_group", "now", ("Garden",)) is None, "a word that names no group"
    assert group("let me in, Garden", "join_group", "Garden", ("Bread",)) == "Garden", "somebody else's"
    assert group("let me in, Garden", "join_group", None, ("Bread",)) is None, "only one's own are looked for"
    assert group("out of 4321", "leave_group", "4321", ("Bread",)) == "4321"
    taken = "10000000"
    assert group(f"out of {taken}", "leave_group", taken, ()) == taken, "the number that was given to Bread"


def test_the_groups_that_are_there_are_left_as_they_were_by_a_text(rehearsal: Rehearsal) -> None:
    known = Rehearsal(installed(), House(), NOW, "en", ("Bread",))
    closing = Understood(0, "leave_group", (("leave_group", 1.0),), (Entity("group", 7, 12, "Bread"),))
    for own, would in ((("Bread",), Would.DO), ((), Would.GUIDE), (("Bread",), Would.DO)):
        assert known.understood("out of Bread", None, closing, own).would is would, own
