"""Every move between states: the listed ones work, all others are refused."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import TypeVar

import pytest

from bot.errors import WrongMove
from bot.store import inbox, outbox
from bot.store.states import INBOX_MOVES, OUTBOX_MOVES, InboxState, OutboxState
from bot.store.tables import InboxRow, OutboxRow

State = TypeVar("State", InboxState, OutboxState)


def label(pair: tuple[str, str]) -> str:
    return f"{pair[0]} to {pair[1]}"


INBOX = list(product(InboxState, InboxState))
OUTBOX = list(product(OutboxState, OutboxState))


def test_every_state_says_where_it_may_go() -> None:
    assert set(INBOX_MOVES) == set(InboxState)
    assert set(OUTBOX_MOVES) == set(OutboxState)


@pytest.mark.parametrize("pair", INBOX, ids=map(label, INBOX))
def test_an_inbox_row_moves_only_as_listed(pair: tuple[InboxState, InboxState]) -> None:
    before, after = pair
    row = InboxRow(id=7, state=before)
    if after in INBOX_MOVES[before]:
        inbox.move(row, after)
        assert row.state is after
        return
    with pytest.raises(WrongMove, match="row 7"):
        inbox.move(row, after)
    assert row.state is before


@pytest.mark.parametrize("pair", OUTBOX, ids=map(label, OUTBOX))
def test_an_outbox_row_moves_only_as_listed(pair: tuple[OutboxState, OutboxState]) -> None:
    before, after = pair
    row = OutboxRow(id=7, state=before)
    if after in OUTBOX_MOVES[before]:
        outbox.move(row, after)
        assert row.state is after
        return
    with pytest.raises(WrongMove, match="row 7"):
        outbox.move(row, after)
    assert row.state is before


def reachable(begin: State, moves: Mapping[State, frozenset[State]]) -> set[State]:
    seen, ahead = {begin}, [begin]
    while ahead:
        new = moves[ahead.pop()] - seen
        seen |= new
        ahead += new
    return seen


def test_every_state_can_be_reached_from_the_first() -> None:
    assert reachable(InboxState.RECEIVED, INBOX_MOVES) == set(InboxState)
    assert reachable(OutboxState.QUEUED, OUTBOX_MOVES) == set(OutboxState)


def test_a_text_that_may_have_left_is_never_sent_again_without_a_look_up() -> None:
    assert OutboxState.ATTEMPTING not in OUTBOX_MOVES[OutboxState.UNKNOWN]
    for end in (OutboxState.SENT, OutboxState.DELIVERED, OutboxState.FAILED, OutboxState.DROPPED):
        assert OutboxState.QUEUED not in OUTBOX_MOVES[end]
