"""Web addresses that others give us."""

from urllib.parse import urlsplit


def host(url: str) -> str | None:
    """The host of an http or https address, None when it is no such address. Never raises."""
    try:
        parts = urlsplit(url)
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None
