"""What the stand-in keeps: phones, messages, webhook addresses, debugger entries."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

E164 = re.compile(r"\+[1-9][0-9]{6,14}")


class Kind(StrEnum):
    """How a phone is drawn."""

    FEATURE = "feature"
    SMARTPHONE = "smartphone"


class Fault(StrEnum):
    """What is wrong with a phone, if anything."""

    NONE = "none"
    OFF = "off"
    LANDLINE = "landline"


class Status(StrEnum):
    """Twilio's message states, as far as one number with plain texts meets them."""

    ACCEPTED = "accepted"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    RECEIVED = "received"


class Direction(StrEnum):
    """Twilio's words for who wrote a message, and by which way."""

    INBOUND = "inbound"
    OUTBOUND_API = "outbound-api"
    OUTBOUND_REPLY = "outbound-reply"


@dataclass(frozen=True)
class Phone:
    """A phone on the page. `stopped`: it texted STOP and gets nothing until START."""

    number: str
    kind: Kind
    label: str
    fault: Fault
    removed: bool
    stopped: bool
    revision: int


@dataclass(frozen=True)
class Message:
    """A message resource. `sender` is None while a messaging service has not yet chosen the number.

    `phone` is the far end, whichever way the message goes. `by_carrier`: Twilio's own answer to STOP or START,
    seen on the phone but not in the account's message log.
    """

    sequence: int
    revision: int
    sid: str
    direction: Direction
    sender: str | None
    recipient: str
    phone: str
    body: str
    status: Status
    error_code: int | None
    encoding: str
    segments: int
    status_callback: str
    service_sid: str | None
    by_carrier: bool
    created_at: datetime
    updated_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True)
class Webhooks:
    """Where the number's events go; an empty address means none."""

    sms_url: str = ""
    sms_fallback_url: str = ""
    status_callback: str = ""


@dataclass(frozen=True)
class DebugEntry:
    """One line of the debugger: something the service answered that Twilio could not use."""

    id: int
    revision: int
    code: int
    message: str
    detail: str
    url: str
    message_sid: str
    at: datetime
