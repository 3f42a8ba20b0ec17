"""What becomes of what the brain understood: do, confirm, choose, ask or guide."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.commands.base import Arguments
from bot.commands.registry import by_intent
from bot.conversation.understood import Entity, Understood
from bot.replies.reply import reply
from bot.store import inbox
from bot.store.states import InboxState
from bot.store.tables import MembershipRow, OutboxRow, PostRow
from tests.support.stage import Stage, installed

Ranking = tuple[tuple[str, float], ...]
TELL = "tell 4321 the clinic is open"
BODY = Entity("body", 10, 28, "the clinic is open")
GROUP = Entity("group", 5, 9, "4321")


def replies(stage: Stage, text: str, intent: str, ranking: Ranking, *entities: Entity) -> list[str | None]:
    """The names of the replies to a free-form text of Bilal's that the brain took for this."""
    assert stage.receive("Bilal", text)
    claimed = stage.database.in_transaction(
        lambda s: inbox.claim(s, stage.vault, stage.clock.now(), InboxState.RECEIVED)
    )
    assert claimed is not None
    stage.conversation.act(Understood(claimed.id, intent, ranking, entities))
    with stage.database.read() as session:
        rows = session.scalars(select(OutboxRow).where(OutboxRow.inbox_id == claimed.id).order_by(OutboxRow.id))
        return [row.reply for row in rows]


@pytest.fixture
def group(sqlite_stage: Stage) -> Stage:
    """Amina and Bilal in group 4321."""
    sqlite_stage.says("Amina", "4321")
    sqlite_stage.says("Bilal", "4321")
    return sqlite_stage


@pytest.mark.parametrize(
    ("intent", "ranking", "reply"),
    [
        pytest.param("list_groups", (("list_groups", 0.9),), "utter_groups", id="sure: done"),
        pytest.param("list_groups", (("list_groups", 0.5), ("help", 0.05)), "utter_confirm", id="likely: confirmed"),
        pytest.param("list_groups", (("list_groups", 0.4), ("help", 0.3)), "utter_choose", id="one of two: chosen"),
        pytest.param("nlu_fallback", (("deny", 0.2), ("affirm", 0.2)), "utter_guide", id="nothing to offer: a guide"),
        pytest.param("nlu_fallback", (("help", 0.2), ("deny", 0.2)), "utter_confirm", id="a weak guess: confirmed"),
        pytest.param("out_of_scope", (("out_of_scope", 0.9),), "utter_out_of_scope", id="surely chat: told so"),
        pytest.param(
            "out_of_scope", (("out_of_scope", 0.5), ("help", 0.05)), "utter_out_of_scope", id="chat, most likely"
        ),
        pytest.param(
            "out_of_scope", (("out_of_scope", 0.5), ("send_message", 0.4)), "utter_confirm", id="perhaps a post: asked"
        ),
        pytest.param("greet", (("greet", 0.4), ("help", 0.3)), "utter_greet", id="a greeting needs no certainty"),
        pytest.param("affirm", (("affirm", 0.999),), "utter_no_question", id="a yes to nothing"),
    ],
)
def test_confidence_decides_how_much_is_asked(group: Stage, intent: str, ranking: Ranking, reply: str) -> None:
    assert replies(group, "some words", intent, ranking) == [reply]


@pytest.mark.parametrize("confidence", [0.3, 0.7, 0.999999, 1.0])
def test_no_confidence_at_all_sends_a_free_form_post_without_a_digit(group: Stage, confidence: float) -> None:
    ranking: Ranking = (("send_message", confidence),)
    assert replies(group, TELL, "send_message", ranking, GROUP, BODY)[0] in ("utter_confirm", "utter_confirm_post")
    with group.database.read() as session:
        assert session.scalars(select(PostRow)).all() == []


@pytest.mark.parametrize(
    "ranking",
    [
        pytest.param((("send_message", 0.5), ("help", 0.01)), id="one guess"),
        pytest.param((("send_message", 0.5), ("help", 0.3)), id="one of several"),
    ],
)
def test_choosing_to_post_still_shows_the_words_before_they_go_out(group: Stage, ranking: Ranking) -> None:
    replies(group, TELL, "send_message", ranking, GROUP, BODY)
    group.settle()
    shown = group.says("Bilal", "1")
    assert len(shown) == 1
    assert "the clinic is open" in shown[0].body
    assert group.says("Bilal", "1")[0].body == "4321 #2: the clinic is open"


def test_who_joins_to_post_in_own_words_sees_them_before_they_go_out(sqlite_stage: Stage) -> None:
    sqlite_stage.says("Amina", "4321")
    surely: Ranking = (("send_message", 0.999),)
    assert replies(sqlite_stage, TELL, "send_message", surely, GROUP, BODY) == ["utter_join_to_post", "utter_terms"]
    sqlite_stage.settle()
    (shown,) = sqlite_stage.says("Bilal", "1")
    assert "the clinic is open" in shown.body
    assert sqlite_stage.says("Bilal", "1")[0].body == "4321 #2: the clinic is open"


def test_the_body_is_cut_out_of_the_text_letter_for_letter(group: Stage) -> None:
    text = "tell 4321 the CLINIC, is open  "
    body = Entity("body", 10, 29, "the clinic is open")
    replies(group, text, "send_message", (("send_message", 0.9),), GROUP, body)
    group.settle()
    assert group.says("Bilal", "1")[0].body == "4321 #2: the CLINIC, is open"


def test_a_wish_to_stop_asks_whether_one_group_or_everything(group: Stage) -> None:
    assert replies(group, "no more please", "stop_service", (("stop_service", 0.999),)) == ["utter_stop_or_leave"]
    group.says("Bilal", "1")
    with group.database.read() as session:
        left = session.scalars(select(MembershipRow.left_at).where(MembershipRow.number == 2)).one()
    assert left is not None


def test_an_understood_text_ends_the_count_of_guides_and_the_quiet_hour(group: Stage) -> None:
    unknown: Ranking = (("deny", 0.2), ("affirm", 0.2))
    told = [replies(group, "???", "nlu_fallback", unknown) for _ in range(6)]
    assert told == [["utter_guide"]] * 4 + [["utter_guide_last"], []]
    assert replies(group, "my groups?", "list_groups", (("list_groups", 0.9),)) == ["utter_groups"]
    assert replies(group, "???", "nlu_fallback", unknown) == ["utter_guide"]


def test_how_long_is_found_in_the_text_where_the_brain_cut_too_little(group: Stage) -> None:
    text = "no texts from 4321 for 8 hours"
    cut_short = Entity("duration", 19, 22, "for")
    named = replies(group, text, "pause_group", (("pause_group", 1.0),), Entity("group", 14, 18, "4321"), cut_short)
    assert named[0] == "utter_paused", "not utter_paused_open, which is until RESUME"


def test_a_group_is_found_by_its_name_where_the_brain_saw_half_of_it(group: Stage) -> None:
    group.says("Amina", "NAME 4321 Friday Boys")
    text = "take me out of friday boys please"
    half = Entity("group", 15, 21, "friday")
    assert replies(group, text, "leave_group", (("leave_group", 1.0),), half)[0] == "utter_left"


def test_what_changes_something_needs_near_certainty_or_a_digit(group: Stage) -> None:
    said = Entity("group", 15, 19, "4321")
    assert replies(group, "take me out of 4321", "leave_group", (("leave_group", 0.9),), said) == ["utter_confirm"]
    assert replies(group, "take me out of 4321", "leave_group", (("leave_group", 0.999),), said)[0] == "utter_left"


@pytest.mark.parametrize("said", ["الحديقة", "بالحديقة", "والحديقة", "للحديقة"])
def test_a_group_is_found_by_its_name_behind_a_small_arabic_word(group: Stage, said: str) -> None:
    group.says("Amina", "CREATE 7788 الحديقة")
    text = f"احكيلي عن {said}"
    entity = Entity("group", text.index(said), len(text), said)
    assert replies(group, text, "group_info", (("group_info", 0.999),), entity) == ["utter_about"]


def test_a_small_word_that_is_a_part_of_the_name_is_found_with_it(group: Stage) -> None:
    group.says("Amina", "CREATE 7788 بالعربي نحكي")
    text = "احكيلي عن بالعربي نحكي"
    entity = Entity("group", text.index("العربي"), len(text), "العربي نحكي")
    assert replies(group, text, "group_info", (("group_info", 0.999),), entity) == ["utter_about"]


@pytest.mark.parametrize(
    ("asked", "reply"),
    [pytest.param(0.21, "utter_group_created", id="perhaps"), pytest.param(0.05, "utter_no_such_group", id="hardly")],
)
def test_what_brings_what_was_asked_for_is_the_answer_when_it_can_be(group: Stage, asked: float, reply: str) -> None:
    replies(group, "i want to make a new group", "create_group", (("create_group", 1.0),))
    group.settle()
    text, number = "the number should be 7020", Entity("group", 21, 25, "7020")
    assert replies(group, text, "answer", (("leave_group", 0.75), ("create_group", asked)), number)[0] == reply


def test_a_language_to_be_confirmed_is_called_as_its_speakers_call_it() -> None:
    command, catalogue = by_intent()["set_language"], installed()
    assert command.label(catalogue, Arguments(language="arabic")) == reply(
        "utter_label_set_language", language="العربية"
    )
    assert command.label(catalogue, Arguments(language="Klingon")) == reply("utter_label_set_language_open")
