"""The JSON API of the phones, for the page and for scripts."""

import re
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.carriers.simulator.addresses import host
from bot.carriers.simulator.records import E164, Fault, Kind, Phone
from bot.carriers.simulator.simulator import Simulator
from bot.carriers.simulator.views import error_view, phone_view, text_view
from bot.text.segments import count

MOST_CHARACTERS = 1600


def _sendable(text: str) -> str:
    # Half a surrogate pair is valid JSON, yet no phone can send it and no carrier encode it.
    text.encode("utf-8")
    return text


def _web_address(text: str | None) -> str | None:
    if text and host(text) is None:
        raise ValueError("an address is http:// or https:// and a host")
    return text


Words = Annotated[str, AfterValidator(_sendable)]
Address = Annotated[str | None, AfterValidator(_web_address)]


class Strict(BaseModel):
    """A body without unknown keys."""

    model_config = ConfigDict(extra="forbid")


class NewPhone(Strict):
    """Without a number, a fictional one is proposed."""

    number: str = ""
    kind: Kind = Kind.FEATURE
    label: Words = Field(default="", max_length=40)


class PhoneChange(Strict):
    """What is left out stays as it is."""

    kind: Kind | None = None
    label: Words | None = Field(default=None, max_length=40)
    fault: Fault | None = None


class NewText(Strict):
    """What somebody typed."""

    body: Words = Field(min_length=1, max_length=MOST_CHARACTERS)


class WebhookChange(Strict):
    """Addresses left out stay; null goes back to the default; "" means none."""

    sms_url: Address = None
    sms_fallback_url: Address = None
    status_callback: Address = None


async def refused(_request: Request, error: Exception) -> JSONResponse:
    """Says what is wrong with a body without repeating it, as it may hold letters that cannot be encoded."""
    assert isinstance(error, RequestValidationError)
    detail = [{"loc": problem["loc"], "msg": problem["msg"]} for problem in error.errors()]
    return JSONResponse({"detail": detail}, status_code=422)


def phone_routes(simulator: Simulator) -> APIRouter:
    """/phones, /segments, /webhooks and /debugger."""
    router = APIRouter()
    book = simulator.phones

    def existing(number: str) -> Phone:
        if (phone := book.get(number)) is None:
            raise HTTPException(404, "no such phone")
        return phone

    @router.get("/phones")
    async def phones() -> list[dict[str, Any]]:
        return [phone_view(phone) for phone in book.all()]

    @router.post("/phones", status_code=201)
    async def add(new: NewPhone) -> dict[str, Any]:
        number = re.sub(r"[\s().-]", "", new.number) or book.propose(simulator.settings.phone_number)
        if not E164.fullmatch(number):
            raise HTTPException(422, "a number is + and 7 to 15 digits")
        if number == simulator.settings.phone_number or book.get(number) is not None:
            raise HTTPException(409, "this number is taken")
        return phone_view(book.add(number, new.kind, new.label.strip()))

    @router.patch("/phones/{number}")
    async def change(number: str, changed: PhoneChange) -> dict[str, Any]:
        book.change(existing(number).number, **changed.model_dump(exclude_none=True))
        return phone_view(existing(number))

    @router.delete("/phones/{number}", status_code=204)
    async def remove(number: str) -> Response:
        book.change(existing(number).number, removed=True)
        return Response(status_code=204)

    @router.get("/phones/{number}/texts")
    async def thread(number: str) -> list[dict[str, Any]]:
        return [text_view(message) for message in simulator.log.thread(existing(number).number)]

    @router.post("/phones/{number}/texts", status_code=201)
    async def text(number: str, new: NewText) -> dict[str, Any]:
        if existing(number).fault is not Fault.NONE:
            raise HTTPException(409, "this phone cannot text: it is off, or a landline")
        return text_view(simulator.inbound.text(number, new.body))

    @router.get("/segments")
    async def segments(text: str = "") -> dict[str, Any]:
        return asdict(count(text))

    @router.get("/webhooks")
    async def webhooks() -> dict[str, str]:
        return asdict(simulator.webhooks.get())

    @router.post("/webhooks")
    async def set_webhooks(changed: WebhookChange) -> dict[str, str]:
        return asdict(simulator.webhooks.set(changed.model_dump(exclude_unset=True)))

    @router.get("/debugger")
    async def debugger() -> list[dict[str, Any]]:
        return [error_view(entry) for entry in simulator.debugger.latest()]

    return router
