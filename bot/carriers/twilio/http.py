"""The way to Twilio's API: one connection pool under Twilio's own client.

Twilio's HTTP clients have no time limit, post again on their own, read proxies from the environment and log
addresses with phone numbers in them. This one does none of that. It sits on httpx's transport, below the
layer of httpx that logs addresses.
"""

from __future__ import annotations

import json
import logging
import re
import time
from base64 import b64encode
from typing import Any

import httpx
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from bot.carriers.twilio.config import TwilioConfig
from bot.carriers.twilio.numbers import positive

SECONDS = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")


class ApiError(Exception):
    """The API answered, but not with 2xx. Holds no address and no words of the answer: both name people."""

    def __init__(self, status: int, code: int | None, retry_after: float | None) -> None:
        super().__init__(f"HTTP {status}, code {code}")
        self.status = status
        self.code = code
        self.retry_after = retry_after


class PooledHttpClient(HttpClient):  # type: ignore[misc]
    """Sends each request once, within a time limit. Safe to use from several threads."""

    def __init__(self, config: TwilioConfig) -> None:
        super().__init__(logging.getLogger(__name__), is_async=False)
        self._limits = httpx.Timeout(config.read_timeout, connect=config.connect_timeout, pool=config.connect_timeout)
        self._longest = config.connect_timeout + config.read_timeout
        self._transport = httpx.HTTPTransport(
            trust_env=False,
            retries=0,
            limits=httpx.Limits(max_connections=config.connections, max_keepalive_connections=config.connections),
        )

    def request(
        self,
        method: str,
        uri: str,
        params: dict[str, Any] | None = None,
        data: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """One request, form-encoded. Redirects are never followed and `timeout` is ours, whatever is asked.

        Raises ApiError for any answer but 2xx, httpx.TransportError for none at all.
        """
        request = httpx.Request(
            method,
            uri,
            params=params or None,
            data=data or None,
            headers={**(headers or {}), **_authorization(auth)},
            extensions={"timeout": self._limits.as_dict()},
        )
        deadline = time.monotonic() + self._longest
        response = self._transport.handle_request(request)
        text = _read(response, deadline)
        if not response.is_success:
            raise ApiError(response.status_code, _code(text), _seconds(response.headers.get("Retry-After")))
        return Response(response.status_code, text, response.headers)

    def close(self) -> None:
        self._transport.close()


def connect(config: TwilioConfig) -> tuple[Client, PooledHttpClient]:
    """Twilio's client over our pool, at the configured address and no other. The caller closes the pool."""
    pool = PooledHttpClient(config)
    client = Client(config.account_sid, config.auth_tokens[0], http_client=pool)
    # TWILIO_EDGE and TWILIO_REGION in the environment would rewrite the address.
    client.edge = client.region = None
    client.api.base_url = config.api_url
    client.messaging.base_url = config.messaging_url
    return client, pool


def _authorization(auth: tuple[str, str] | None) -> dict[str, str]:
    if auth is None:
        return {}
    return {"Authorization": "Basic " + b64encode(":".join(auth).encode()).decode()}


def _read(response: httpx.Response, deadline: float) -> str:
    """The body as text. httpx limits each read; an answer that comes in drops must end all the same."""
    parts = []
    try:
        for part in response.iter_bytes():
            parts.append(part)
            if time.monotonic() > deadline:
                raise httpx.ReadTimeout("the answer took too long")
    finally:
        response.close()
    return b"".join(parts).decode("utf-8", "replace")


def _code(text: str) -> int | None:
    """Twilio's error code in an answer, old shape or RFC 9457; None in pages of proxies."""
    try:
        answer = json.loads(text)
    except ValueError:
        return None
    return positive(answer.get("code")) if isinstance(answer, dict) else None


def _seconds(header: str | None) -> float | None:
    return float(header) if header and SECONDS.fullmatch(header) else None
