"""What the stand-in has to be told: one account, one number, and where to call."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.carriers.simulator.records import Kind


@dataclass(frozen=True)
class Pace:
    """How long a text takes on its way, in seconds; each step takes between `shortest` and `longest`."""

    shortest: float = 0.05
    longest: float = 0.2
    unreachable: float = 2.0
    """How long the network looks for a phone that is off before it gives up."""


@dataclass(frozen=True)
class SimulatorSettings:
    """One account with one number.

    `phone_number` is the service's own number in E.164. `database` is the stand-in's own SQLite file.
    `clock` gives the aware current time. `public_url` is where this app is reached, its mount path included.
    `sms_url` receives inbound texts; `status_url` receives the receipts of messages sent through a messaging
    service without a StatusCallback of their own (Twilio has no such default for a plain number).
    `first_phones`: what lies on the table when the page is opened for the first time.
    `carrier_help`: Twilio answers HELP and INFO itself. Off by default: the service's own answer shows.
    """

    account_sid: str
    auth_token: str = field(repr=False)
    phone_number: str
    database: Path
    clock: Callable[[], datetime]
    public_url: str
    sms_url: str = ""
    status_url: str = ""
    carrier_help: bool = False
    first_phones: tuple[Kind, ...] = ()
    pace: Pace = Pace()
