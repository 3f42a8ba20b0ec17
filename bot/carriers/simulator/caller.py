"""Twilio's calls to the service: signed forms, one try, fifteen seconds."""

import asyncio
import secrets
from dataclasses import dataclass
from urllib.parse import urldefrag

import httpx
from twilio.request_validator import RequestValidator

TIMEOUT_SECONDS = 15.0
CALLS_AT_ONCE = 20


@dataclass(frozen=True)
class Answer:
    """What the service answered with 2xx."""

    content_type: str
    body: str


class CallError(Exception):
    """No usable answer: no connection, too slow, or a status other than 2xx."""


class Caller:
    """Calls webhooks. Nothing is tried again: Twilio's default, but for a failed connection."""

    def __init__(self, auth_token: str) -> None:
        self._validator = RequestValidator(auth_token)
        # Never through a proxy of the environment, and no wait for a free connection counts as slowness.
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(TIMEOUT_SECONDS, pool=None), follow_redirects=True, trust_env=False
        )
        self._free = asyncio.Semaphore(CALLS_AT_ONCE)

    async def call(self, url: str, parameters: dict[str, str]) -> Answer:
        """Sends `parameters` to `url`, signed with the account's token. Raises CallError.

        The fragment (Twilio's connection overrides) is neither sent nor signed.
        """
        url = urldefrag(url).url
        headers = {
            "X-Twilio-Signature": self._validator.compute_signature(url, parameters),
            "I-Twilio-Idempotency-Token": secrets.token_hex(16),
            "User-Agent": "TwilioProxy/1.1",
            "Accept": "*/*",
        }
        async with self._free:
            return await self._send(url, parameters, headers)

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()

    async def _send(self, url: str, form: dict[str, str], headers: dict[str, str]) -> Answer:
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                response = await self._client.post(url, data=form, headers=headers)
        except TimeoutError as error:
            raise CallError(f"no answer within {TIMEOUT_SECONDS:.0f} seconds") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise CallError(str(error) or type(error).__name__) from error
        if not response.is_success:
            raise CallError(f"answered HTTP {response.status_code}")
        return Answer(response.headers.get("content-type", ""), response.text)
