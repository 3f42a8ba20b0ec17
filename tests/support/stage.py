"""The whole service for conversations in tests: its real parts, on one database, with a standing clock and a carrier
that keeps what it is given. Texts go in as the webhook would store them; `settle` works until nothing is left to do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import count

from pydantic import SecretStr

from bot import service
from bot.carriers.base import Inbound
from bot.carriers.twilio import receive
from bot.conversation.brain import Brain
from bot.conversation.commit import Desk
from bot.conversation.worker import InboxWorker
from bot.delivery.reconcile import Reconciler
from bot.delivery.sender import Sender
from bot.delivery.wording import Wording
from bot.loop import Loop
from bot.replies import catalogue
from bot.replies.render import Renderer
from bot.service import Service, twilio_config
from bot.settings import ROOT, Settings
from bot.store import inbox
from bot.store.database import Database
from bot.store.states import InboxState
from bot.store.vault import Vault
from tests.support.carrier import RecordingCarrier, Text
from tests.support.clock import Clock
from tests.support.seed import ACCOUNT, CAST, SERVICE

SECRET = "a-secret-for-tests-only-0123456789abcdef"
NOBODY_LISTENS = "http://127.0.0.1:9"
"""A port of this machine that is closed: there the brain is away."""


def stage_settings(rasa_url: str = NOBODY_LISTENS, port: int = 8000) -> Settings:
    """Complete settings, from nothing but these values."""
    return Settings(
        _env_file=None,
        port=port,
        carrier="twilio",
        public_url="https://sms.example.org",
        secret_key=SecretStr(SECRET),
        rasa_url=rasa_url,
        rasa_token=SecretStr("a-token-between-brain-and-service-in-tests"),
        TWILIO_ACCOUNT_SID=ACCOUNT,
        TWILIO_AUTH_TOKEN=SecretStr("a-twilio-token-for-tests"),
        TWILIO_PHONE_NUMBER=SERVICE,
    )


@cache
def installed() -> catalogue.Catalogue:
    """The catalogue of this repository, read once a run."""
    return catalogue.load(ROOT)


@dataclass
class Stage:
    """Everything that answers texts."""

    database: Database
    clock: Clock
    settings: Settings = field(default_factory=stage_settings)
    carrier: RecordingCarrier = field(default_factory=RecordingCarrier)
    replies: catalogue.Catalogue = field(default_factory=installed)

    def __post_init__(self) -> None:
        token = self.settings.rasa_token.get_secret_value()
        self.vault = Vault(self.settings.secret_key.get_secret_value())
        self.brain = Brain(self.settings.rasa_url, token)
        self.renderer = Renderer(self.replies)
        desk = Desk(self.renderer, self.settings.default_language)
        parts = (self.settings, self.database, self.vault, desk, self.brain, self.clock.now)
        self.conversation = service.conversation(*parts)
        self.chores = service.chores(*parts, after=lambda: None)
        self.reader = self.worker(InboxState.RECEIVED, self.conversation.answer)
        self.thinker = self.worker(InboxState.WAITING, self.conversation.think)
        self.wording = Wording(self.renderer, self.settings.default_language)
        self.sender = Sender(
            self.database,
            self.vault,
            self.carrier,
            self.clock.now,
            self.wording,
        )
        self.reconciler = Reconciler(self.database, self.vault, self.carrier, self.clock.now)
        self._message_ids = (f"SM{number:032x}" for number in count(1))

    def worker(self, state: InboxState, work: Callable[[int], None]) -> InboxWorker:
        """One that claims texts in this state."""
        return InboxWorker(self.database, self.vault, state, work, self.clock.now, after=lambda: None)

    def receive(self, sender: str, text: str, extra: Mapping[str, str] | None = None) -> bool:
        """Store a text of one of the cast, or of any other sender; False when it is there already."""
        form = {
            "AccountSid": self.settings.twilio_account_sid,
            "MessageSid": next(self._message_ids),
            "From": CAST.get(sender, sender),
            "To": SERVICE,
            "Body": text,
            **(extra or {}),
        }
        arrival = _arrival(receive.inbound(list(form.items())))
        stored = self.database.in_transaction(lambda s: inbox.put(s, self.vault, arrival, self.clock.now()))
        return stored is not None

    def settle(self) -> list[Text]:
        """Work until nothing is due; what the carrier got meanwhile."""
        before = len(self.carrier.taken)
        while self.reader.step() or self.thinker.step() or self.sender.step():
            pass
        return self.carrier.taken[before:]

    def do_chores(self) -> list[Text]:
        """One round of what is due although nobody texts; what the carrier got meanwhile."""
        self.chores.step()
        return self.settle()

    def says(self, sender: str, text: str) -> list[Text]:
        """A text and all that comes of it."""
        assert self.receive(sender, text)
        return self.settle()

    def service(self) -> Service:
        """The same parts as the gateway wants them; its threads stay idle."""
        idle = Loop("idle", lambda: False, 3600)
        return Service(
            settings=self.settings,
            database=self.database,
            vault=self.vault,
            renderer=self.renderer,
            brain=self.brain,
            conversation=self.conversation,
            carrier=self.carrier,
            twilio=twilio_config(self.settings),
            readers=(),
            thinkers=(),
            senders=(),
            reconciler=idle,
            chores=idle,
        )

    def close(self) -> None:
        self.brain.close()


def _arrival(inbound: Inbound) -> inbox.Arrival:
    return inbox.Arrival(
        account=inbound.account,
        message_id=inbound.message_id,
        sender=inbound.sender,
        body=inbound.body,
        media=inbound.media,
        opt_out=inbound.opt_out.value if inbound.opt_out else None,
        automatic=inbound.automatic,
    )


def name_of(phone: str) -> str:
    """Who of the cast has that phone, or the phone itself."""
    return next((name for name, known in CAST.items() if known == phone), phone)
