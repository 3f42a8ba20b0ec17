"""The JSON that Twilio's API gives for an account, a number and a message."""

import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode

from bot.carriers.simulator.errors import MESSAGES
from bot.carriers.simulator.records import Message, Status, Webhooks
from bot.carriers.simulator.settings import SimulatorSettings

VERSION = "2010-04-01"


def account(settings: SimulatorSettings) -> dict[str, Any]:
    """GET /Accounts/{sid}.json"""
    now = settings.clock()
    uri = f"/{VERSION}/Accounts/{settings.account_sid}"
    parts = {"messages": "Messages", "incoming_phone_numbers": "IncomingPhoneNumbers"}
    return {
        "sid": settings.account_sid,
        "owner_account_sid": settings.account_sid,
        "friendly_name": "Simulator",
        "status": "active",
        "type": "Full",
        "date_created": rfc2822(now),
        "date_updated": rfc2822(now),
        "auth_token": "",
        "uri": f"{uri}.json",
        "subresource_uris": {name: f"{uri}/{part}.json" for name, part in parts.items()},
    }


def message(kept: Message, account_sid: str) -> dict[str, Any]:
    """GET /Accounts/{sid}/Messages/{sid}.json"""
    uri = f"/{VERSION}/Accounts/{account_sid}/Messages/{kept.sid}"
    # Twilio counts segments once it has chosen the sender, so an accepted message still has none.
    segments = 0 if kept.status is Status.ACCEPTED else kept.segments
    return {
        "account_sid": account_sid,
        "api_version": VERSION,
        "body": kept.body,
        "date_created": rfc2822(kept.created_at),
        "date_sent": rfc2822(kept.sent_at),
        "date_updated": rfc2822(kept.updated_at),
        "direction": kept.direction,
        "error_code": kept.error_code,
        "error_message": None if kept.error_code is None else MESSAGES[kept.error_code],
        "from": kept.sender,
        "messaging_service_sid": kept.service_sid,
        "num_media": "0",
        "num_segments": str(segments),
        "price": None,
        "price_unit": "USD",
        "sid": kept.sid,
        "status": kept.status,
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": kept.recipient,
        "uri": f"{uri}.json",
    }


def number(settings: SimulatorSettings, webhooks: Webhooks) -> dict[str, Any]:
    """One entry of GET /Accounts/{sid}/IncomingPhoneNumbers.json"""
    sid = "PN" + hashlib.sha256(settings.phone_number.encode()).hexdigest()[:32]
    now = settings.clock()
    return {
        "sid": sid,
        "account_sid": settings.account_sid,
        "api_version": VERSION,
        "friendly_name": settings.phone_number,
        "phone_number": settings.phone_number,
        "capabilities": {"voice": False, "sms": True, "mms": False, "fax": False},
        "sms_url": webhooks.sms_url,
        "sms_method": "POST",
        "sms_fallback_url": webhooks.sms_fallback_url,
        "sms_fallback_method": "POST",
        "sms_application_sid": "",
        "status_callback": webhooks.status_callback,
        "status_callback_method": "POST",
        "status": "in-use",
        "origin": "twilio",
        "beta": False,
        "date_created": rfc2822(now),
        "date_updated": rfc2822(now),
        "uri": f"/{VERSION}/Accounts/{settings.account_sid}/IncomingPhoneNumbers/{sid}.json",
    }


def page(
    path: str,
    name: str,
    items: list[dict[str, Any]],
    query: dict[str, str],
    size: int,
    following: str | None,
) -> dict[str, Any]:
    """A list answer. `query` holds the filters and this page's own place; `following` is the next page's token."""
    given = query.get("Page", "0")
    place = int(given) if given.isascii() and given.isdigit() else 0
    filters = {key: value for key, value in query.items() if key not in ("Page", "PageSize", "PageToken")}
    filters["PageSize"] = str(size)
    token = {"PageToken": query["PageToken"]} if "PageToken" in query else {}
    onward = {"Page": str(place + 1), "PageToken": following}
    return {
        name: items,
        "page": place,
        "page_size": size,
        "start": place * size,
        "end": max(place * size + len(items) - 1, 0),
        "first_page_uri": f"{path}?{urlencode(filters | {'Page': '0'})}",
        "next_page_uri": None if following is None else f"{path}?{urlencode(filters | onward)}",
        "previous_page_uri": None,
        "uri": f"{path}?{urlencode(filters | {'Page': str(place)} | token)}",
    }


def rfc2822(moment: datetime | None) -> str | None:
    """Twilio's way to write a time, to the second, in UTC."""
    return None if moment is None else format_datetime(moment.astimezone(UTC))
