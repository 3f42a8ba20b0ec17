"""Twilio's two webhooks: a text came, and a text was delivered or not."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from bot.carriers.base import MalformedInbound, Receipt
from bot.carriers.twilio import receive, status
from bot.carriers.twilio.receive import LARGEST_FORM
from bot.carriers.twilio.routes import (
    ANSWER,
    ANSWER_TYPE,
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    SMS_PATH,
    STATUS_PATH,
    signed_url,
)
from bot.delivery import receipts
from bot.gateway import arrivals
from bot.service import Service
from bot.store.database import now

__all__ = ["SMS_PATH", "STATUS_PATH", "routes"]


def routes(service: Service) -> APIRouter:
    router = APIRouter()

    @router.post(SMS_PATH)
    async def sms(request: Request) -> Response:
        """Stored before it is answered; everything else comes later."""
        form = await _signed_form(request, service)
        if form is None:
            return Response(status_code=403)
        try:
            inbound = receive.inbound(form)
        except MalformedInbound:
            return Response(status_code=400)
        if inbound.account != service.settings.twilio_account_sid:
            return Response(status_code=403)
        await run_in_threadpool(arrivals.store, service, inbound)
        service.wake_readers()
        return Response(ANSWER, media_type=ANSWER_TYPE)

    @router.post(STATUS_PATH)
    async def delivery_status(request: Request) -> Response:
        form = await _signed_form(request, service)
        if form is None:
            return Response(status_code=403)
        try:
            receipt = status.receipt(form, request.url.query)
        except MalformedInbound:
            return Response(status_code=400)
        await run_in_threadpool(_note, service, receipt)
        return Response(status_code=204)

    return router


async def _signed_form(request: Request, service: Service) -> list[tuple[str, str]] | None:
    """The form of a request that the carrier signed; None for any other, however odd it is."""
    raw = await _body(request)
    if raw is None:
        return None
    try:
        form = receive.parse_form(raw)
    except MalformedInbound:
        return None
    url = signed_url(service.settings.public, request.scope["path"], request.scope["query_string"].decode("latin-1"))
    signature = request.headers.get(SIGNATURE_HEADER)
    settings = request.headers.get(SIGNATURE_SETTINGS_HEADER)
    genuine = receive.verify(url, form, signature, service.settings.auth_tokens, settings)
    return form if genuine else None


async def _body(request: Request) -> bytes | None:
    """At most as much as a form may be: a stranger cannot fill the memory."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FORM:
            return None
    return bytes(body)


def _note(service: Service, receipt: Receipt) -> None:
    service.database.in_transaction(lambda s: receipts.note(s, receipt, now()))
