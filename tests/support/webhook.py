"""Twilio's side of the webhooks: requests signed as Twilio signs them, brought to the real app without a socket."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import httpx
from fastapi import FastAPI
from twilio.request_validator import RequestValidator

from bot.service import Service
from tests.support.seed import ACCOUNT, CAST, SERVICE

Form = dict[str, str]


def text_form(sender: str = "Amina", body: str = "4321", message_id: str = "SM1", **more: str) -> Form:
    """The fields of a text as Twilio posts them."""
    form = {
        "AccountSid": ACCOUNT,
        "MessageSid": message_id,
        "From": CAST.get(sender, sender),
        "To": SERVICE,
        "Body": body,
        "NumMedia": "0",
        "NumSegments": "1",
        "FromCity": "",
    }
    return form | more


@dataclass(frozen=True)
class Webhook:
    """Posts to the service as Twilio would."""

    app: FastAPI
    service: Service

    def signature(self, path: str, form: Form) -> str:
        url = self.service.settings.public + path
        return str(RequestValidator(self.service.settings.auth_tokens[0]).compute_signature(url, form))

    async def post(self, path: str, form: Form, **headers: str) -> httpx.Response:
        """Signed, unless a header says otherwise."""
        raw = urlencode(form, errors="surrogatepass").encode()
        return await self.raw(path, raw, **{"X-Twilio-Signature": self.signature(path, form), **headers})

    async def raw(self, path: str, body: bytes, **headers: str) -> httpx.Response:
        headers = {"content-type": "application/x-www-form-urlencoded", **headers}
        return await self.request("POST", path, content=body, headers=headers)

    async def request(
        self, method: str, path: str, content: bytes = b"", headers: dict[str, str] | None = None
    ) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            sent = {name.encode(): value.encode() for name, value in (headers or {}).items()}
            return await client.request(method, path, content=content, headers=sent)
