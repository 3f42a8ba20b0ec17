"""Call the service's actions over one kept connection, and know when a call failed.

Rasa opens a new session for each call, waits five minutes, and goes on as if nothing was when a call fails. Here a
call that fails marks the turn as failed: nothing of the turn is stored and the service hears of it.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from aiohttp import ClientSession, ClientTimeout, TCPConnector
from jsonschema.exceptions import ValidationError
from jsonschema.validators import Draft202012Validator
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig, concat_url

TIMEOUT_SECONDS = 30
ANSWER_SCHEMA = RemoteAction.action_response_format_spec()
ANSWER_VALIDATOR = Draft202012Validator(ANSWER_SCHEMA)

# Whether an action of the turn that is under way has failed; set anew for each turn.
turn_failed: ContextVar[bool] = ContextVar("turn_failed", default=False)


class ActionEndpoint(EndpointConfig):
    """Rasa's description of where actions run, with one session for all calls."""

    _session: ClientSession | None = None

    def session(self) -> ClientSession:
        """Return the open session; called inside the event loop only."""
        if self._session is None or self._session.closed:
            self._session = ClientSession(
                headers=self.headers, timeout=ClientTimeout(total=TIMEOUT_SECONDS), connector=TCPConnector(limit=20)
            )
        return self._session

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Return the answer's JSON. ClientResponseError for a status of 400 or more, aiohttp's errors for the rest."""
        try:
            url = concat_url(self.url, subpath)
            async with self.session().request(method, url, json=kwargs.get("json")) as response:
                if response.status >= 400:
                    raise ClientResponseError(response.status, response.reason, await response.read())
                return await response.json()
        except Exception:
            turn_failed.set(True)
            raise

    async def close(self) -> None:
        """Close the session, if one was opened."""
        if self._session is not None:
            await self._session.close()


def check_answer(_: RemoteAction, result: Any) -> bool:
    """Return True when an action's answer has the form that Rasa asks for. ValidationError when it has not."""
    try:
        ANSWER_VALIDATOR.validate(result)
    except ValidationError:
        turn_failed.set(True)
        raise
    return True


def check_answers_quickly() -> None:
    """Let Rasa check actions' answers with the schema as it was read once.

    Rasa checks the schema itself again at each answer, which takes longer than all the rest of a turn (20 ms). It
    has no setting for that: the method is replaced.
    """
    RemoteAction._validate_action_result = check_answer
