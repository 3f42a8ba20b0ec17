"""What every carrier gives and takes: the words that delivery, gateway and carriers share.

    CarrierError
    ├── MalformedInbound   a webhook lacks what it must hold
    └── LookUpFailed       the carrier could not be asked what became of a text

Phone numbers and bodies are kept out of every `repr`, so that no log line shows them by accident.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum
from typing import Protocol


class CarrierError(Exception):
    """Root of what carriers raise."""


class MalformedInbound(CarrierError):
    """A webhook without a usable `field`; holds the name of the field only, never its value."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class LookUpFailed(CarrierError):
    """`look_up` got no full answer; `outcome` and `error_code` say why, and that it may be asked again."""

    def __init__(self, outcome: Outcome, error_code: int | None) -> None:
        super().__init__(f"{outcome}, code {error_code}")
        self.outcome = outcome
        self.error_code = error_code


class OptOut(Enum):
    """A word that the carrier itself acts upon, whatever we do."""

    STOP = "STOP"
    START = "START"
    HELP = "HELP"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One text that came in."""

    account: str
    message_id: str
    sender: str = field(repr=False)
    recipient: str = field(repr=False)
    body: str = field(repr=False)
    media: int
    opt_out: OptOut | None
    automatic: bool
    """The sender is a short code or a name, that is a machine: it is never answered automatically."""


class ReceiptState(StrEnum):
    """What the carrier says became of a text. Receipts come late, twice and out of order: see `merged`."""

    unknown = "unknown"
    """A word that the carrier has added since this was written."""
    accepted = "accepted"
    scheduled = "scheduled"
    queued = "queued"
    sending = "sending"
    sent = "sent"
    """Handed to the network. May stay the last word: some networks never tell more."""
    delivered = "delivered"
    undelivered = "undelivered"
    failed = "failed"
    canceled = "canceled"
    partially_delivered = "partially_delivered"
    read = "read"

    @property
    def rank(self) -> int:
        """How far along this is, 0 to 6."""
        return _RANKS[self]

    @property
    def final(self) -> bool:
        """True when the carrier will say nothing else that matters."""
        return self.rank >= _RANKS[ReceiptState.delivered]

    def merged(self, later: ReceiptState) -> ReceiptState:
        """The state after `later` came in: never goes down, and of two equals the first stays."""
        return later if later.rank > self.rank else self


_RANKS = {
    ReceiptState.unknown: 0,
    ReceiptState.accepted: 1,
    ReceiptState.scheduled: 1,
    ReceiptState.queued: 2,
    ReceiptState.sending: 3,
    ReceiptState.sent: 4,
    ReceiptState.delivered: 5,
    ReceiptState.undelivered: 5,
    ReceiptState.failed: 5,
    ReceiptState.canceled: 5,
    ReceiptState.partially_delivered: 5,
    ReceiptState.read: 6,
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one text; `outbox_id` is None when the carrier did not bring it back."""

    message_id: str
    outbox_id: int | None
    state: ReceiptState
    error_code: int | None


class Outcome(StrEnum):
    """What came of handing one text to the carrier."""

    accepted = "accepted"
    throttled = "throttled"
    """Never processed: later, and slower."""
    refused = "refused"
    """This text will never reach this recipient."""
    opted_out = "opted_out"
    """The recipient texted STOP; only they can undo it."""
    misconfigured = "misconfigured"
    """The operator's fault, not the recipient's: the text waits until it is mended."""
    not_sent = "not_sent"
    """Never left this machine."""
    unknown = "unknown"
    """May have left: only `look_up` or a receipt tells. Sending it again may cost somebody a second text."""

    @property
    def retryable(self) -> bool:
        """True when the same text may be sent again without any risk of a double."""
        return self in (Outcome.throttled, Outcome.not_sent)

    @property
    def final(self) -> bool:
        """True when nothing is left to do. `unknown` and `misconfigured` are neither final nor retryable."""
        return self in (Outcome.accepted, Outcome.refused, Outcome.opted_out)


class Meaning(StrEnum):
    """What a carrier's error code tells us, on sending or in a receipt."""

    nothing = "nothing"
    """There was no error code."""
    unrecognised = "unrecognised"
    congested = "congested"
    """The carrier's queue is full: the text did not go out, send it anew and slower."""
    unreachable = "unreachable"
    """Phone off or out of coverage: worth another try later, a bounded number of times."""
    inactive = "inactive"
    """The network does not know the number: it may be out of use, or somebody else's one day."""
    bad_number = "bad_number"
    """Not a number that can take a text: a landline, or no number at all."""
    opted_out = "opted_out"
    content = "content"
    """This text was filtered, blocked or cannot be sent as it is; the number is not to blame."""
    route = "route"
    """Closed to this country or network by the operator's settings; other recipients are not touched."""
    setup = "setup"
    """Credentials, sender or sending service are wrong: nothing can go out until it is mended."""
    suspended = "suspended"
    """The account is suspended or at its cap: nothing can go out until then."""
    expired = "expired"
    """It waited longer than its validity: whether it still matters is for its author to say."""
    loop = "loop"
    """The carrier saw two machines answering each other."""
    unclear = "unclear"
    """Nobody knows whether it arrived: sending it again may be a double."""

    @property
    def resend(self) -> bool:
        """True when the text surely did not arrive and a new one may."""
        return self in (Meaning.congested, Meaning.unreachable)

    @property
    def strike(self) -> bool:
        """True when it counts against the number; after several the number is dormant."""
        return self in (Meaning.unreachable, Meaning.inactive, Meaning.bad_number)

    @property
    def halts(self) -> bool:
        """True when every other text would fail the same way: stop sending, and tell the operator."""
        return self in (Meaning.setup, Meaning.suspended)


@dataclass(frozen=True, slots=True)
class Sent:
    """The answer to one `send`; `retry_after` in seconds and `segments` are None when not told."""

    outcome: Outcome
    message_id: str | None = None
    error_code: int | None = None
    retry_after: float | None = None
    segments: int | None = None


class Carrier(Protocol):
    """Takes texts out. Safe to call from several threads."""

    def send(self, outbox_id: int, to: str, text: str, urgent: bool = False) -> Sent:
        """Hand over one text, once; every failure comes back as an outcome, none is raised."""

    def look_up(self, to: str, text: str, since: datetime) -> list[Receipt]:
        """What the carrier holds of exactly this text to this number, made at or about `since` or later.

        Oldest first. Two equal texts to one person are legitimate: leave out those whose `message_id` is
        already known to another outbox row. Raises LookUpFailed when the answer is not complete.
        """

    def received(self, since: datetime) -> list[Inbound]:
        """The texts that came in since then, oldest first, whether or not a webhook brought them.

        Raises LookUpFailed when the answer is not complete.
        """

    def close(self) -> None:
        """Let go of all connections."""
