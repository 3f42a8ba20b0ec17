"""The composition root: from settings to a running service. Importing it does nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.carriers.base import Carrier
from bot.carriers.twilio.config import TwilioConfig
from bot.carriers.twilio.send import TwilioCarrier
from bot.conversation.brain import Brain
from bot.conversation.conversation import Conversation
from bot.conversation.worker import InboxWorker
from bot.delivery.reconcile import Reconciler
from bot.delivery.sender import Sender
from bot.loop import Loop
from bot.replies import catalogue
from bot.replies.render import Renderer
from bot.settings import ROOT, Settings
from bot.store import migrate
from bot.store.database import Database, now
from bot.store.states import InboxState
from bot.store.vault import Vault

POLL_SECONDS = 0.5
"""How soon work of other processes is found; work of this process rings a bell."""
RECONCILE_SECONDS = 30.0


@dataclass(frozen=True)
class Service:
    """All parts, put together; `start` makes the threads run, `close` ends them in the reverse order."""

    settings: Settings
    database: Database
    vault: Vault
    renderer: Renderer
    brain: Brain
    conversation: Conversation
    carrier: Carrier
    twilio: TwilioConfig
    readers: tuple[Loop, ...]
    thinkers: tuple[Loop, ...]
    senders: tuple[Loop, ...]
    reconciler: Loop

    def start(self) -> None:
        for loop in (*self.senders, *self.thinkers, *self.readers, self.reconciler):
            loop.start()

    def wake_readers(self) -> None:
        for loop in self.readers:
            loop.wake()

    def close(self) -> None:
        for loop in (*self.readers, *self.thinkers, *self.senders, self.reconciler):
            loop.stop()
        self.brain.close()
        self.carrier.close()
        self.database.close()


def build(settings: Settings) -> Service:
    """Put the parts together and bring the database to its newest migration."""
    database = Database(settings.database)
    migrate.upgrade(database)
    vault = Vault(settings.secret_key.get_secret_value())
    renderer = Renderer(catalogue.load(ROOT))
    brain = Brain(settings.rasa_url, settings.rasa_token.get_secret_value())
    talk = conversation(settings, database, vault, renderer, brain)
    twilio = twilio_config(settings)
    carrier = TwilioCarrier(twilio)
    sender = Sender(database, vault, carrier, now)
    senders = tuple(Loop(f"sender {n}", sender.step, POLL_SECONDS) for n in range(settings.workers))

    def wake_senders() -> None:
        for loop in senders:
            loop.wake()

    thinker = InboxWorker(database, vault, InboxState.WAITING, talk.think, now, after=wake_senders)
    thinkers = tuple(Loop(f"thinker {n}", thinker.step, POLL_SECONDS) for n in range(settings.workers))

    def wake_others() -> None:
        for loop in (*senders, *thinkers):
            loop.wake()

    reader = InboxWorker(database, vault, InboxState.RECEIVED, talk.answer, now, after=wake_others)
    readers = tuple(Loop(f"reader {n}", reader.step, POLL_SECONDS) for n in range(settings.workers))
    reconciler = Loop("reconciler", Reconciler(database, vault, carrier, now).step, RECONCILE_SECONDS)
    return Service(
        settings, database, vault, renderer, brain, talk, carrier, twilio, readers, thinkers, senders, reconciler
    )


def conversation(
    settings: Settings, database: Database, vault: Vault, renderer: Renderer, brain: Brain
) -> Conversation:
    return Conversation(
        database,
        vault,
        renderer,
        brain,
        default_language=settings.default_language,
        region=settings.region,
        patience=timedelta(seconds=settings.brain_patience),
        clock=now,
    )


def twilio_config(settings: Settings) -> TwilioConfig:
    return TwilioConfig(
        account_sid=settings.twilio_account_sid,
        auth_tokens=settings.auth_tokens,
        public_url=settings.public,
        phone_number=settings.twilio_phone_number or None,
        messaging_service_sid=settings.twilio_messaging_service_sid or None,
        api_url=settings.twilio_api_url,
    )
