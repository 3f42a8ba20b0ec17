"""The brain as the service meets it: a real `rasa run`, a real action server, texts over HTTP."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import httpx
import pytest

from tests.brain.conftest import Actions, Brain

pytestmark = pytest.mark.brain

LACKS_GROUP = [
    {"event": "slot", "name": "pending", "value": "join_group"},
    {"event": "slot", "name": "lacking", "value": "group"},
]
DONE: list[dict[str, Any]] = [
    {"event": "slot", "name": name, "value": None} for name in ("pending", "lacking", "answer")
]

HALF_A_SENDER = {"sender": "\ud800", "message": "a", "metadata": {}}


def rows(brain: Brain) -> list[tuple[str, str]]:
    """Return what the brain has stored: sender and event data."""
    with closing(sqlite3.connect(brain.folder / "var" / "brain.db")) as store:
        return store.execute("SELECT sender_id, data FROM events").fetchall()


@contextmanager
def another_reader(brain: Brain) -> Iterator[sqlite3.Connection]:
    """Keep the store open as a second Rasa server would: SQLite then keeps its write-ahead log."""
    with closing(sqlite3.connect(brain.folder / "var" / "brain.db", isolation_level=None)) as store:
        store.execute("SELECT count(*) FROM events").fetchone()
        yield store


def traces(brain: Brain, words: str) -> list[str]:
    """Return the names of the files in the brain's folder, its log among them, that hold some words.

    Reading a file takes away this process's locks on it: no reader is one any longer after this.
    """
    files = [path for path in brain.folder.rglob("*") if path.is_file()]
    return [path.name for path in files if words.encode() in path.read_bytes()]


def test_a_complete_command_is_one_call_to_its_action(brain: Brain, actions: Actions) -> None:
    answer = brain.hear("please i want to join the group 4321")
    assert answer.status_code == 200, answer.text
    assert answer.json()["intent"] == "join_group"
    assert 0 < answer.json()["confidence"] <= 1
    assert actions.names() == ["action_join_group"]


def test_an_action_sees_metadata_language_ranking_and_entities_at_their_offsets(brain: Brain, actions: Actions) -> None:
    text = "  tell 4321 that the clinic is closed tomorrow "
    brain.hear(text)
    latest = actions.calls[0]["tracker"]["latest_message"]
    assert latest["metadata"] == {"inbox": 7, "language": "en", "question": None}
    assert latest["language"] == "en"
    assert len(latest["intent_ranking"]) > 10
    group = next(entity for entity in latest["entities"] if entity["entity"] == "group")
    assert (group["value"], text[group["start"] : group["end"]]) == ("4321", "4321")
    assert latest["text"] == text


def test_an_action_call_carries_the_token_and_not_the_domain(brain: Brain, actions: Actions) -> None:
    brain.hear("which groups am i in")
    assert "domain" not in actions.calls[0]
    assert actions.headers[0]["authorization"] == f"Bearer {brain.token}"


def test_a_lacking_group_is_asked_for_and_the_answer_goes_to_the_service(brain: Brain, actions: Actions) -> None:
    actions.answers.update({"action_join_group": LACKS_GROUP, "action_answer": DONE})
    brain.hear("i want to join a group", "asks")
    assert actions.names() == ["action_join_group", "action_ask_answer"]
    assert [sender for sender, _ in rows(brain) if sender == "asks"]
    assert brain.hear("4321", "asks", "group").status_code == 200
    assert actions.names()[2:] == ["action_answer"]
    slots = actions.calls[-1]["tracker"]["slots"]
    assert (slots["pending"], slots["lacking"], slots["answer"]) == ("join_group", "group", "4321")
    assert not [sender for sender, _ in rows(brain) if sender == "asks"]


def test_an_answer_that_leaves_something_open_is_followed_by_another_question(brain: Brain, actions: Actions) -> None:
    again = [*LACKS_GROUP, {"event": "slot", "name": "answer", "value": None}]
    actions.answers.update({"action_join_group": LACKS_GROUP, "action_answer": again})
    brain.hear("i want to join a group", "again")
    brain.hear("the one for mothers", "again", "group")
    brain.hear("4321", "again", "group")
    assert actions.names()[2:] == ["action_answer", "action_ask_answer"] * 2


@pytest.mark.parametrize("answer", ["hmm what was the name of it", "asdf ghjk", "show me my groups"])
def test_whatever_is_said_while_the_form_is_open_is_an_answer(brain: Brain, actions: Actions, answer: str) -> None:
    actions.answers.update({"action_join_group": LACKS_GROUP, "action_answer": DONE})
    brain.hear("i want to join a group", "open")
    brain.hear(answer, "open", "group")
    assert actions.names()[2:] == ["action_answer"]
    assert actions.calls[-1]["tracker"]["slots"]["answer"] == answer


@pytest.mark.parametrize(
    ("text", "action"),
    [("no thanks i dont want", "action_deny"), ("i need help please how does it work", "action_help")],
    ids=["a refusal leaves the form", "a call for help leaves the form"],
)
def test_the_form_is_left_on_demand(brain: Brain, actions: Actions, text: str, action: str) -> None:
    actions.answers.update({"action_join_group": LACKS_GROUP})
    brain.hear("i want to join a group", "leaves")
    brain.hear(text, "leaves", "group")
    assert actions.names()[2:] == [action]
    assert not [sender for sender, _ in rows(brain) if sender == "leaves"]


def test_a_text_without_an_open_question_forgets_the_old_dialogue(brain: Brain, actions: Actions) -> None:
    actions.answers.update({"action_join_group": LACKS_GROUP})
    brain.hear("i want to join a group", "forgets")
    actions.forget()
    brain.hear("which groups am i in", "forgets")
    assert actions.names() == ["action_list_groups"]
    assert actions.calls[0]["tracker"]["slots"]["pending"] is None


def test_a_turn_whose_action_failed_changes_nothing_and_is_said_to_have_failed(brain: Brain, actions: Actions) -> None:
    actions.answers.update({"action_join_group": LACKS_GROUP, "action_answer": DONE})
    brain.hear("i want to join a group", "fails")
    before = rows(brain)
    actions.fail = True
    assert brain.hear("4321", "fails", "group").status_code == 502
    assert actions.names()[2] == "action_answer"
    assert rows(brain) == before
    actions.forget()
    actions.answers.update({"action_answer": DONE})
    assert brain.hear("4321", "fails", "group").status_code == 200
    assert actions.names() == ["action_answer"]


def test_a_turn_whose_action_answers_nonsense_is_said_to_have_failed(brain: Brain, actions: Actions) -> None:
    actions.answers["action_list_groups"] = [{"event": "no such event"}]
    assert brain.hear("which groups am i in").status_code == 502


@pytest.mark.parametrize(
    "text",
    ["/restart", "/session_start", '/join_group{"group": "4321"}', " \n /back", "//restart", "/join_group@1.0"],
)
def test_a_text_is_never_a_command_to_rasa(brain: Brain, actions: Actions, text: str) -> None:
    assert brain.hear(text).status_code == 200
    latest = actions.calls[0]["tracker"]["latest_message"]
    assert latest["intent"]["confidence"] < 1
    assert len(latest["text"]) == len(text)
    assert not {"action_restart", "action_session_start", "action_back"} & set(actions.names())
    assert len(latest["intent_ranking"]) > 10


@pytest.mark.parametrize(
    "text",
    ["", "   ", "/", "\ud800", "\x00", "😀", "မင်္ဂလာပါ", "0" * 20_000],
    ids=["nothing", "spaces", "a slash", "half a character", "a zero byte", "an emoji", "Burmese", "very long"],
)
def test_any_text_at_all_gets_a_turn(brain: Brain, actions: Actions, text: str) -> None:
    assert brain.hear(text).status_code == 200
    assert len(actions.names()) == 1


def test_a_person_is_forgotten_to_the_last_byte_and_others_are_not(brain: Brain, actions: Actions) -> None:
    actions.answers.update({"action_join_group": LACKS_GROUP})
    brain.hear("i want to join a group", "stays")
    with another_reader(brain):
        brain.hear("i want to join a group pomegranate", "walrus-id")
        assert any(sender == "walrus-id" and "pomegranate" in data for sender, data in rows(brain))
        answer = brain.forget({"sender": "walrus-id"})
        assert (answer.status_code, answer.content) == (204, b"")
        assert not traces(brain, "walrus-id")
        assert not traces(brain, "pomegranate")
    assert "stays" in [sender for sender, _ in rows(brain)]


def test_a_dialogue_that_is_over_leaves_no_byte_either_once_forgotten(brain: Brain, actions: Actions) -> None:
    actions.answers.update({"action_join_group": LACKS_GROUP, "action_answer": DONE})
    with another_reader(brain):
        brain.hear("i want to join a group tangerine", "otter-id")
        brain.hear("4321", "otter-id", "group")
        assert brain.forget({"sender": "otter-id"}).status_code == 204
        assert not traces(brain, "otter-id")
        assert not traces(brain, "tangerine")


def test_where_another_process_reads_the_dialogues_all_the_while_nobody_is_said_to_be_forgotten(brain: Brain) -> None:
    with another_reader(brain) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        assert brain.forget({"sender": "held"}).status_code == 503
    assert brain.forget({"sender": "held"}).status_code == 204


def test_who_is_forgotten_begins_anew(brain: Brain, actions: Actions) -> None:
    actions.answers.update({"action_join_group": LACKS_GROUP})
    brain.hear("i want to join a group", "anew")
    brain.forget({"sender": "anew"})
    actions.forget()
    assert brain.hear("which groups am i in", "anew", "group").status_code == 200
    assert actions.names() == ["action_list_groups"]


def test_a_person_of_whom_nothing_is_kept_can_be_forgotten_any_number_of_times(brain: Brain) -> None:
    assert [brain.forget({"sender": "nobody"}).status_code for _ in range(2)] == [204, 204]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"\xff", {}, {"sender": ""}, {"sender": 1}, {"sender": "\ud800"}, b"[" * 100_000],
    ids=["nothing", "half", "a list", "no UTF-8", "no sender", "an empty one", "a number", "half a letter", "deep"],
)
def test_a_bad_request_to_forget_is_refused(brain: Brain, body: Any) -> None:
    assert brain.forget(body).status_code == 400


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", "Basic wrong", "Bearer é"])
def test_a_wrong_token_is_turned_away(brain: Brain, actions: Actions, given: str) -> None:
    headers = {"Authorization": given.encode()}
    assert httpx.post(f"{brain.url}/webhooks/smsup/webhook", content=b"{}", headers=headers).status_code == 401
    assert httpx.post(f"{brain.url}/webhooks/smsup/forget", content=b"{}", headers=headers).status_code == 401
    assert httpx.get(f"{brain.url}/webhooks/smsup/", headers=headers).status_code == 401
    assert not actions.calls


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        {"sender": "a"},
        {"sender": 1, "message": "a", "metadata": {}},
        HALF_A_SENDER,
        b"[" * 100_000,
    ],
    ids=["nothing", "half", "a list", "no UTF-8", "no message", "a number as sender", "half a sender", "very deep"],
)
def test_a_bad_request_is_refused(brain: Brain, actions: Actions, body: Any) -> None:
    assert brain.post(body).status_code == 400
    assert not actions.calls


def test_no_rasa_api_is_open(brain: Brain) -> None:
    for path in ("/domain", "/conversations/somebody/tracker", "/model/parse", "/webhooks/rest/webhook"):
        assert httpx.get(brain.url + path).status_code == 404
        assert httpx.post(brain.url + path, json={}).status_code == 404


def test_no_text_and_no_id_is_logged(brain: Brain, actions: Actions) -> None:
    brain.hear("xylophone is my secret", "zebra-id")
    actions.fail = True
    brain.hear("xylophone is my secret", "zebra-id")
    log = brain.log.read_text()
    assert "xylophone" not in log
    assert "zebra-id" not in log
