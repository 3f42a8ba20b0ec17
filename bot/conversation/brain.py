"""The service's side of the wire to Rasa."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from bot.errors import BrainAway

CONNECT_SECONDS = 2.0
TURN_SECONDS = 30.0


@dataclass(frozen=True)
class Hearing:
    """A text for the brain: who is opaque, phone numbers in the text are masked."""

    sender: str
    message: str
    inbox_id: int
    language: str
    question: str | None


class Brain:
    """Asks Rasa. One client, kept open."""

    def __init__(self, url: str, token: str) -> None:
        self._client = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(TURN_SECONDS, connect=CONNECT_SECONDS),
            trust_env=False,
        )

    def hear(self, hearing: Hearing) -> None:
        """Let Rasa work on a text: what it decides comes back at /actions before this returns.

        Raises BrainAway when Rasa cannot be reached, does not end its turn in time, or answers with an error.
        """
        body = {
            "sender": hearing.sender,
            "message": hearing.message,
            "metadata": {
                "inbox": hearing.inbox_id,
                "language": hearing.language,
                "question": hearing.question,
            },
        }
        try:
            self._client.post("/webhooks/smsup/webhook", json=body).raise_for_status()
        except httpx.HTTPError as error:
            raise BrainAway(type(error).__name__) from error

    def forget(self, sender: str) -> None:
        """Let Rasa erase all that it keeps of a person. Raises BrainAway when it could not be told."""
        try:
            self._client.post("/webhooks/smsup/forget", json={"sender": sender}).raise_for_status()
        except httpx.HTTPError as error:
            raise BrainAway(type(error).__name__) from error

    def is_ready(self) -> bool:
        """Whether Rasa has loaded its model and takes texts."""
        try:
            return self._client.get("/webhooks/smsup/", timeout=CONNECT_SECONDS).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def close(self) -> None:
        self._client.close()
