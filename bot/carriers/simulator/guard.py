"""Keeps other web sites away from the phones: the page has no log-in, any page in the same browser could try."""

from collections.abc import Awaitable, Callable

from fastapi import HTTPException, Request

from bot.carriers.simulator.addresses import host

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
SAFE_METHODS = frozenset({"GET", "HEAD"})


def own_page_only(public_url: str) -> Callable[[Request], Awaitable[None]]:
    """A dependency that lets through what this app's own page or a script on this machine asks.

    Answers 421 to a strange Host (a name re-pointed at this machine), 403 to a change that comes from
    another site, 415 to a change whose body is not JSON (a plain form can be sent across sites unasked).
    """
    hosts = LOOPBACK_HOSTS | {host(public_url) or ""}

    async def check(request: Request) -> None:
        if host(f"http://{request.headers.get('host', '')}") not in hosts:
            raise HTTPException(421, "this host name is not the simulator's")
        if request.method in SAFE_METHODS:
            return
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise HTTPException(403, "only the simulator's own page may change phones")
        origin = request.headers.get("origin")
        # A proxy in front may change the scheme, so host and port are what is compared.
        if origin is not None and origin.partition("://")[2] != request.headers.get("host"):
            raise HTTPException(403, "only the simulator's own page may change phones")
        if request.method != "DELETE" and not _is_json(request):
            raise HTTPException(415, "send JSON")

    return check


def _is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"
