"""What is sealed opens with the same key, and with no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import WrongKey
from bot.store.vault import Vault

ONE, OTHER = Vault("one-secret-for-tests-0123456789abcdef"), Vault("another-secret-for-tests-0123456789")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@given(TEXTS)
def test_what_was_sealed_opens_again(text: str) -> None:
    assert ONE.open(ONE.seal(text)) == text


@given(TEXTS)
def test_another_key_opens_nothing(text: str) -> None:
    with pytest.raises(WrongKey):
        OTHER.open(ONE.seal(text))


@given(TEXTS, st.integers(min_value=0), st.integers(1, 255))
def test_one_changed_byte_is_noticed(text: str, place: int, change: int) -> None:
    sealed = bytearray(ONE.seal(text))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(WrongKey):
        ONE.open(bytes(sealed))


@given(st.binary(max_size=27))
def test_bytes_too_short_to_be_sealed_are_refused(some: bytes) -> None:
    with pytest.raises(WrongKey):
        ONE.open(some)


def test_the_same_text_is_never_sealed_the_same_way() -> None:
    assert len({ONE.seal("4321") for _ in range(50)}) == 50


def test_a_phone_is_found_again_with_the_same_key_only() -> None:
    assert ONE.lookup("+15550100011") == Vault("one-secret-for-tests-0123456789abcdef").lookup("+15550100011")
    assert ONE.lookup("+15550100011") != OTHER.lookup("+15550100011")
    assert ONE.lookup("+15550100011") != ONE.lookup("+15550100012")
