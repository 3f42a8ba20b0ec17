"""Status callbacks, and how they add up whatever the order they come in."""

from __future__ import annotations

from functools import reduce
from itertools import permutations

import pytest
from twilio.rest.api.v2010.account.message import MessageInstance

from bot.carriers.base import MalformedInbound, Receipt, ReceiptState
from bot.carriers.twilio.status import receipt, state

FORM = [("MessageSid", "SM1"), ("SmsSid", "SM1"), ("MessageStatus", "delivered"), ("SmsStatus", "delivered")]


def test_a_receipt_brings_our_own_id_back() -> None:
    assert receipt(FORM, "outbox=123") == Receipt("SM1", 123, ReceiptState.delivered, None)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "outbox=",
        "outbox=0",
        "outbox=-1",
        "outbox=x",
        "outbox=٣",
        "outbox=1&outbox=2",
        "outbox=" + "9" * 40,
        "&" * 99,
    ],
)
def test_a_receipt_without_a_usable_id_of_ours_is_known_by_twilios(query: str) -> None:
    assert receipt(FORM, query).outbox_id is None


@pytest.mark.parametrize(
    ("code", "error_code"), [("30003", 30003), ("", None), ("0", None), ("none", None), ("9" * 5000, None)]
)
def test_an_error_code_that_is_none_is_left_out(code: str, error_code: int | None) -> None:
    assert receipt([*FORM, ("ErrorCode", code)], "").error_code == error_code


def test_a_receipt_without_a_message_is_refused() -> None:
    with pytest.raises(MalformedInbound, match="MessageSid"):
        receipt([("MessageStatus", "sent")], "outbox=1")


@pytest.mark.parametrize("word", ["", "teleported", "received"])
def test_a_state_that_we_do_not_know_is_kept_as_unknown(word: str) -> None:
    assert receipt([("MessageSid", "SM1"), ("MessageStatus", word)], "").state == ReceiptState.unknown


def test_every_outbound_state_of_twilios_own_library_is_known() -> None:
    words = {value for name, value in vars(MessageInstance.Status).items() if name.isupper()}
    unknown = {word for word in words if state(word) == ReceiptState.unknown}
    assert unknown == {"receiving", "received"}


@pytest.mark.parametrize("last", ["delivered", "undelivered", "failed", "partially_delivered"])
def test_in_any_order_the_end_is_the_same(last: str) -> None:
    states = [ReceiptState(word) for word in ("queued", "sending", "sent", last, "unknown")]
    ends = {reduce(ReceiptState.merged, order) for order in permutations(states)}
    assert ends == {ReceiptState(last)}


def test_of_two_ends_the_first_stays_and_only_read_goes_further() -> None:
    assert ReceiptState.failed.merged(ReceiptState.delivered) == ReceiptState.failed
    assert ReceiptState.delivered.merged(ReceiptState.read) == ReceiptState.read


def test_every_state_has_its_rank_and_only_the_last_are_final() -> None:
    assert [state.value for state in ReceiptState if not state.final] == [
        "unknown",
        "accepted",
        "scheduled",
        "queued",
        "sending",
        "sent",
    ]
