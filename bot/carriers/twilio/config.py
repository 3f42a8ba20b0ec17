"""What the adapter must know of one Twilio account and of this service."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.carriers.twilio.routes import OUTBOX, SMS_PATH, STATUS_PATH

TWILIO_API_URL = "https://api.twilio.com"
LONGEST_VALIDITY = 36_000


@dataclass(frozen=True, slots=True)
class TwilioConfig:
    """One account, one sender. The first of `auth_tokens` signs our requests; all of them verify webhooks.

    Times are seconds. `validity` is how long a text may wait in Twilio's queue before it is dropped; an
    urgent one is stale sooner. Raises ValueError when nothing could be sent or verified with it.
    """

    account_sid: str
    auth_tokens: tuple[str, ...] = field(repr=False)
    public_url: str
    phone_number: str | None = field(default=None, repr=False)
    messaging_service_sid: str | None = None
    api_url: str = TWILIO_API_URL
    validity: int = 4 * 3600
    urgent_validity: int = 3600
    connect_timeout: float = 5.0
    read_timeout: float = 15.0
    connections: int = 64

    def __post_init__(self) -> None:
        if not self.account_sid:
            raise ValueError("account_sid is empty")
        # An empty token would let anybody sign.
        if not self.auth_tokens or not all(self.auth_tokens):
            raise ValueError("auth_tokens is empty, or one of them is")
        if not (self.phone_number or self.messaging_service_sid):
            raise ValueError("neither phone_number nor messaging_service_sid is given")
        for name in ("public_url", "api_url"):
            if not getattr(self, name).startswith(("https://", "http://")):
                raise ValueError(f"{name} is not an http address")
        if not all(1 <= seconds <= LONGEST_VALIDITY for seconds in (self.validity, self.urgent_validity)):
            raise ValueError(f"validity is not between 1 and {LONGEST_VALIDITY} seconds")

    @property
    def sms_url(self) -> str:
        """Where Twilio must bring inbound texts."""
        return self.public_url.rstrip("/") + SMS_PATH

    def status_url(self, outbox_id: int) -> str:
        """Where Twilio must bring the receipts of one text; the id proves acceptance when its answer is lost."""
        return f"{self.public_url.rstrip('/')}{STATUS_PATH}?{OUTBOX}={outbox_id}"

    @property
    def messaging_url(self) -> str:
        """The address of Twilio's Messaging API: a sister host of the API's, or the same for a stand-in."""
        return self.api_url.replace("://api.", "://messaging.", 1)
