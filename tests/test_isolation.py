"""The test house itself: what it keeps out."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tests.support.clock import Clock
from tests.support.network import NetworkRefused


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80), ("sms.example.org", 80)])
def test_an_address_elsewhere_is_refused(address: tuple[str, int]) -> None:
    with socket.socket() as outward, pytest.raises(NetworkRefused):
        outward.connect(address)


def test_a_name_is_not_even_looked_up() -> None:
    with pytest.raises(NetworkRefused):
        socket.getaddrinfo("sms.example.org", 80)


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as line:
        assert line.getpeername() == server.getsockname()


def test_no_setting_of_this_machine_is_seen() -> None:
    assert [name for name in os.environ if name.startswith(("SMSUP_", "TWILIO_"))] == []
    assert list(Path.cwd().iterdir()) == []


def test_time_stands_still_until_it_is_moved(clock: Clock) -> None:
    before = clock.now()
    assert clock.now() == before
    clock.tick(90)
    assert (clock.now() - before).total_seconds() == 90
