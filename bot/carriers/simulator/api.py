"""Twilio's REST API, as much of it as a texting service calls."""

import re
import secrets
from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from bot.carriers.simulator import resources
from bot.carriers.simulator.addresses import host
from bot.carriers.simulator.errors import TwilioError
from bot.carriers.simulator.message_log import Draft, Filter
from bot.carriers.simulator.records import E164, Direction, Status
from bot.carriers.simulator.settings import SimulatorSettings
from bot.carriers.simulator.simulator import Simulator

SERVICE_SID = re.compile(r"MG[0-9a-fA-F]{32}")
LONGEST_BODY = 1600
LONGEST_VALIDITY_SECONDS = 36_000


def api_routes(simulator: Simulator) -> APIRouter:
    """The routes under /2010-04-01, for the one account."""
    settings = simulator.settings
    router = APIRouter(prefix=f"/{resources.VERSION}", dependencies=[Depends(_account_only(settings))])
    messages_path = f"/{resources.VERSION}/Accounts/{settings.account_sid}/Messages.json"

    @router.post("/Accounts/{account}/Messages.json", status_code=201)
    async def create(request: Request) -> dict[str, Any]:
        form = {key: value for key, value in (await request.form()).items() if isinstance(value, str)}
        draft = read_draft(form, settings.phone_number)
        if simulator.phones.stopped(draft.recipient):
            raise TwilioError(21610)
        return resources.message(simulator.outbound.send(draft), settings.account_sid)

    @router.get("/Accounts/{account}/Messages.json")
    async def listing(request: Request) -> dict[str, Any]:
        query = dict(request.query_params)
        size = _size(query)
        found = simulator.log.find(read_filter(query), size + 1)
        token = f"PA{found[size - 1].sid}" if len(found) > size else None
        items = [resources.message(kept, settings.account_sid) for kept in found[:size]]
        return resources.page(messages_path, "messages", items, query, size, token)

    @router.get("/Accounts/{account}/Messages/{sid}.json")
    async def fetch(sid: str) -> dict[str, Any]:
        if (kept := simulator.log.get(sid)) is None:
            raise TwilioError(20404, 404)
        return resources.message(kept, settings.account_sid)

    @router.get("/Accounts/{account}/IncomingPhoneNumbers.json")
    async def numbers(request: Request) -> dict[str, Any]:
        query = dict(request.query_params)
        # Twilio matches a part of the number as well.
        ours = query.get("PhoneNumber", "") in settings.phone_number
        items = [resources.number(settings, simulator.webhooks.get())] if ours else []
        path = f"/{resources.VERSION}/Accounts/{settings.account_sid}/IncomingPhoneNumbers.json"
        return resources.page(path, "incoming_phone_numbers", items, query, _size(query), None)

    @router.get("/Accounts/{account}.json")
    async def account() -> dict[str, Any]:
        return resources.account(settings)

    @router.api_route("/{rest:path}", methods=["GET", "POST", "PUT", "DELETE"])
    async def nothing_here() -> None:
        raise TwilioError(20404, 404)

    return router


def read_draft(form: Mapping[str, str], our_number: str) -> Draft:
    """The message that a create asks for. Raises TwilioError with the code that Twilio gives."""
    recipient, sender, service = (form.get(key, "").strip() for key in ("To", "From", "MessagingServiceSid"))
    body, callback = form.get("Body", ""), form.get("StatusCallback", "").strip()
    if not recipient:
        raise TwilioError(21604)
    if not E164.fullmatch(recipient):
        raise TwilioError(21211)
    _check_sender(sender, service, recipient, our_number)
    if not body:
        raise TwilioError(21602)
    if len(body) > LONGEST_BODY:
        raise TwilioError(21617)
    if callback and not _callable(callback):
        raise TwilioError(21609)
    _check_validity(form.get("ValidityPeriod", str(LONGEST_VALIDITY_SECONDS)))
    return Draft(
        direction=Direction.OUTBOUND_API,
        sender=sender or None,
        recipient=recipient,
        body=body,
        status=Status.ACCEPTED if service else Status.QUEUED,
        status_callback=callback,
        service_sid=service or None,
    )


def read_filter(query: Mapping[str, str]) -> Filter:
    """The filter of a list call. `DateSent` alone is a day in UTC; `DateSent>` and `DateSent<` are inclusive.

    Raises TwilioError when a date cannot be read.
    """
    first, last = _moment(query.get("DateSent>")), _moment(query.get("DateSent<"))
    if (day := _moment(query.get("DateSent"))) is not None:
        first = day.replace(hour=0, minute=0, second=0, microsecond=0)
        last = first.replace(hour=23, minute=59, second=59, microsecond=999_999)
    token = query.get("PageToken")
    return Filter(
        recipient=query.get("To"),
        sender=query.get("From"),
        sent_from=first,
        sent_until=last,
        before_sid=None if token is None else token.removeprefix("PA"),
    )


async def twilio_error(_request: Request, error: Exception) -> JSONResponse:
    """Answers a TwilioError as Twilio does."""
    assert isinstance(error, TwilioError)
    headers = {"WWW-Authenticate": 'Basic realm="Twilio API"'} if error.status == 401 else None
    return JSONResponse(error.document(), status_code=error.status, headers=headers)


def _account_only(settings: SimulatorSettings) -> Any:
    expected = f"{settings.account_sid}:{settings.auth_token}".encode()

    async def check(request: Request) -> None:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic" or not secrets.compare_digest(_decoded(given), expected):
            raise TwilioError(20003, 401)
        if request.path_params.get("account", settings.account_sid) != settings.account_sid:
            raise TwilioError(20404, 404)

    return check


def _decoded(credentials: str) -> bytes:
    try:
        return b64decode(credentials, validate=True)
    except ValueError:
        return b""


def _check_sender(sender: str, service: str, recipient: str, our_number: str) -> None:
    if not sender and not service:
        raise TwilioError(21603)
    if sender and sender != our_number:
        raise TwilioError(21606)
    if service and not SERVICE_SID.fullmatch(service):
        raise TwilioError(21703)
    if recipient == our_number:
        raise TwilioError(21266)


def _check_validity(seconds: str) -> None:
    if not seconds.isascii() or not seconds.isdigit() or not 1 <= int(seconds) <= LONGEST_VALIDITY_SECONDS:
        raise TwilioError(90007)


def _callable(url: str) -> bool:
    # Twilio takes no host name with an underscore, which is how container networks often name theirs.
    return "_" not in (host(url) or "_")


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise TwilioError(20001) from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _size(query: Mapping[str, str]) -> int:
    try:
        return min(max(int(query.get("PageSize", "50")), 1), 1000)
    except ValueError as error:
        raise TwilioError(20001) from error
