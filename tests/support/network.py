"""Nothing leaves this machine: a test that reaches for the network fails with the address it wanted."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest


class NetworkRefused(AssertionError):
    """A test asked for an address outside this machine."""


def is_here(address: Any) -> bool:
    """Whether it is a Unix socket, or a loop-back address. A name other than localhost is not."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    if host in ("localhost", ""):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_strangers(patch: pytest.MonkeyPatch) -> None:
    """Guard every way out that Python code has: connecting, sending a datagram, asking for a name."""
    for name in ("connect", "connect_ex", "sendto"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    look_up = socket.getaddrinfo

    def getaddrinfo(host: Any, *more: Any, **named: Any) -> Any:
        if host is not None and not is_here((_text(host),)):
            raise NetworkRefused(f"a test asked for the address of {_text(host)}")
        return look_up(host, *more, **named)

    patch.setattr(socket, "getaddrinfo", getaddrinfo)


def _guarded(method: Any) -> Any:
    def guarded(self: socket.socket, *arguments: Any) -> Any:
        if not is_here(arguments[-1]):
            raise NetworkRefused(f"a test reached for {arguments[-1]}")
        return method(self, *arguments)

    return guarded


def _text(host: Any) -> str:
    return host.decode() if isinstance(host, bytes) else str(host)
