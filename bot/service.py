"""The composition root: from settings to a running service. Importing it does nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.carriers.base import Carrier
from bot.carriers.twilio.config import TwilioConfig
from bot.carriers.twilio.send import TwilioCarrier
from bot.commands.base import House
from bot.commands.limits import Limits
from bot.conversation.brain import Brain
from bot.conversation.chores import Chores
from bot.conversation.commit import Desk
from bot.conversation.conversation import Conversation
from bot.conversation.worker import InboxWorker
from bot.delivery.reconcile import Reconciler
from bot.delivery.sender import Sender
from bot.delivery.wording import Wording
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
CHORES_SECONDS = 30.0
Clock = Callable[[], datetime]


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
    chores: Loop

    def start(self) -> None:
        for loop in (*self.senders, *self.thinkers, *self.readers, self.reconciler, self.chores):
            loop.start()

    def wake_readers(self) -> None:
        for loop in self.readers:
            loop.wake()

    def close(self) -> None:
        for loop in (*self.readers, *self.thinkers, *self.senders, self.reconciler, self.chores):
            loop.stop()
        self.brain.close()
        self.carrier.close()
        self.database.close()


def build(settings: Settings) -> Service:
    """Put the parts together and bring the database to its newest migration."""
    database = Database(settings.database)
    migrate.upgrade(database)
    vault = Vault(settings.secret_key.get_secret_value())
    desk = Desk(Renderer(catalogue.load(ROOT)), settings.default_language)
    brain = Brain(settings.rasa_url, settings.rasa_token.get_secret_value())
    talk = conversation(settings, database, vault, desk, brain, now)
    twilio = twilio_config(settings)
    carrier = TwilioCarrier(twilio)
    sender = Sender(database, vault, carrier, now, Wording(desk.renderer, desk.default_language))
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
    chore = chores(settings, database, vault, desk, brain, now, after=wake_senders)
    return Service(
        settings,
        database,
        vault,
        desk.renderer,
        brain,
        talk,
        carrier,
        twilio,
        readers,
        thinkers,
        senders,
        reconciler,
        Loop("chores", chore.step, CHORES_SECONDS),
    )


def conversation(
    settings: Settings, database: Database, vault: Vault, desk: Desk, brain: Brain, clock: Clock
) -> Conversation:
    return Conversation(
        database,
        vault,
        desk,
        brain,
        house=house(settings),
        zone=ZoneInfo(settings.timezone),
        patience=timedelta(seconds=settings.brain_patience),
        clock=clock,
    )


def chores(
    settings: Settings,
    database: Database,
    vault: Vault,
    desk: Desk,
    brain: Brain,
    clock: Clock,
    after: Callable[[], None],
) -> Chores:
    silence = timedelta(days=settings.owner_silence_days)
    return Chores(database, vault, desk, brain, owner_silence=silence, clock=clock, after=after)


NO_LINKS = ("MY",)
"""Countries whose networks stop a text with a link: Malaysia (MCMC, since 2024-09-01 without exemption)."""


def house(settings: Settings) -> House:
    limits = Limits(
        posts_an_hour=settings.posts_an_hour,
        alerts_a_day=settings.alerts_a_day,
        asks_a_day=settings.asks_a_day,
        reports_a_day=settings.reports_a_day,
        invites_a_day=settings.invites_a_day,
        groups_a_day=settings.groups_a_day,
        codes_an_hour=settings.codes_an_hour,
        guides=settings.guesses,
        group_posts_an_hour=settings.group_posts_an_hour,
        group_alerts_a_day=settings.group_alerts_a_day,
    )
    return House(settings.region, settings.region not in NO_LINKS, limits, settings.operators)


def twilio_config(settings: Settings) -> TwilioConfig:
    return TwilioConfig(
        account_sid=settings.twilio_account_sid,
        auth_tokens=settings.auth_tokens,
        public_url=settings.public,
        phone_number=settings.twilio_phone_number or None,
        messaging_service_sid=settings.twilio_messaging_service_sid or None,
        api_url=settings.twilio_api_url,
    )
