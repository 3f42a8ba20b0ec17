"""The parts of the stand-in, put together, started and closed."""

from bot.carriers.simulator.background import Background
from bot.carriers.simulator.caller import Caller
from bot.carriers.simulator.database import Database
from bot.carriers.simulator.debugger import Debugger, WebhookBook
from bot.carriers.simulator.inbound import Inbound
from bot.carriers.simulator.message_log import MessageLog
from bot.carriers.simulator.outbound import Outbound
from bot.carriers.simulator.phone_book import PhoneBook
from bot.carriers.simulator.records import Webhooks
from bot.carriers.simulator.settings import SimulatorSettings


class Simulator:
    """One account, its number, and every phone that can text it. Lives in one process and one event loop."""

    def __init__(self, settings: SimulatorSettings) -> None:
        self.settings = settings
        self.database = Database(settings.database, settings.clock)
        self.log = MessageLog(self.database)
        self.phones = PhoneBook(self.database)
        self.debugger = Debugger(self.database)
        defaults = Webhooks(sms_url=settings.sms_url, status_callback=settings.status_url)
        self.webhooks = WebhookBook(self.database, defaults)
        self._caller = Caller(settings.auth_token)
        self._background = Background()
        self.outbound = Outbound(
            settings, self.log, self.phones, self.webhooks, self.debugger, self._caller, self._background
        )
        self.inbound = Inbound(
            settings,
            self.log,
            self.phones,
            self.webhooks,
            self.debugger,
            self._caller,
            self.outbound,
            self._background,
        )
        self._started = False

    def start(self) -> None:
        """Goes on with messages that the last stop left on their way; twice does nothing. Needs a loop."""
        if not self._started:
            self._started = True
            self._lay_out_phones()
            self.outbound.resume()

    def _lay_out_phones(self) -> None:
        """Only where there has never been a phone: one that was removed stays away."""
        if not self.phones.changes(after=0, limit=1):
            for kind in self.settings.first_phones:
                self.phones.add(self.phones.propose(self.settings.phone_number), kind, "")

    async def close(self) -> None:
        """Ends all work and closes connections and file."""
        await self._background.close()
        await self._caller.close()
        self.database.close()
