"""Messages from the service to phones: accepted, then carried step by step, each step with its receipt."""

import asyncio
import random
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from bot.carriers.simulator.background import Background
from bot.carriers.simulator.caller import Caller, CallError
from bot.carriers.simulator.debugger import Debugger, WebhookBook
from bot.carriers.simulator.message_log import Draft, MessageLog
from bot.carriers.simulator.phone_book import PhoneBook
from bot.carriers.simulator.records import Direction, Fault, Message, Status
from bot.carriers.simulator.settings import SimulatorSettings

STEPS = (Status.ACCEPTED, Status.QUEUED, Status.SENDING, Status.SENT)
UNDELIVERED_CODES = {Fault.OFF: 30003, Fault.LANDLINE: 30006}


@dataclass(frozen=True)
class Outbound:
    """Carries messages. A number without a phone on the page is a phone that nobody looks at: it receives."""

    settings: SimulatorSettings
    log: MessageLog
    phones: PhoneBook
    webhooks: WebhookBook
    debugger: Debugger
    caller: Caller
    background: Background

    def send(self, draft: Draft) -> Message:
        """Keeps the message and sets it on its way; returns it as it is now."""
        message = self.log.add(draft)
        self.background.start(self._carry(message))
        return message

    def reply(self, phone: str, body: str, by_carrier: bool = False) -> Message:
        """A text back to `phone`, from TwiML or from Twilio itself."""
        draft = Draft(
            direction=Direction.OUTBOUND_REPLY,
            sender=self.settings.phone_number,
            recipient=phone,
            body=body,
            status=Status.QUEUED,
            by_carrier=by_carrier,
        )
        return self.send(draft)

    def resume(self) -> None:
        """Goes on with what a stop of this process left on its way."""
        for message in self.log.unfinished():
            self.background.start(self._carry(message))

    async def _carry(self, message: Message) -> None:
        for status in STEPS[STEPS.index(message.status) + 1 :]:
            await self._pause()
            message = self._step(message, status)
        await self._pause()
        await self._hand_over(message)

    async def _hand_over(self, message: Message) -> None:
        if self._fault(message) is Fault.OFF:
            # The network keeps looking for a while; a phone switched on in time still gets the text.
            await asyncio.sleep(self.settings.pace.unreachable)
        code = UNDELIVERED_CODES.get(self._fault(message))
        self._step(message, Status.DELIVERED if code is None else Status.UNDELIVERED, error_code=code)

    def _fault(self, message: Message) -> Fault:
        phone = self.phones.get(message.phone)
        return Fault.NONE if phone is None else phone.fault

    def _step(self, message: Message, status: Status, **values: Any) -> Message:
        if message.sender is None:
            values["sender"] = self.settings.phone_number
        if status is Status.SENT:
            values["sent_at"] = self.settings.clock()
        message = self.log.update(message.sid, status=status, **values)
        callback = message.status_callback
        if message.service_sid and not callback:
            callback = self.webhooks.get().status_callback
        if callback:
            # Not awaited: a slow service must not hold up the phone, and Twilio promises no order either.
            self.background.start(self._report(message, callback))
        return message

    async def _report(self, message: Message, url: str) -> None:
        try:
            await self.caller.call(url, self._receipt(message))
        except CallError as error:
            self.debugger.log(11200, str(error), url, message.sid)

    def _receipt(self, message: Message) -> dict[str, str]:
        receipt = {
            "AccountSid": self.settings.account_sid,
            "ApiVersion": "2010-04-01",
            "From": message.sender or "",
            "MessageSid": message.sid,
            "MessageStatus": message.status,
            "SmsSid": message.sid,
            "SmsStatus": message.status,
            "To": message.recipient,
        }
        if message.service_sid:
            receipt["MessagingServiceSid"] = message.service_sid
        if message.error_code is not None:
            receipt["ErrorCode"] = str(message.error_code)
        if message.status in (Status.DELIVERED, Status.UNDELIVERED):
            receipt["RawDlrDoneDate"] = message.updated_at.astimezone(UTC).strftime("%y%m%d%H%M")
        return receipt

    async def _pause(self) -> None:
        pace = self.settings.pace
        await asyncio.sleep(random.uniform(pace.shortest, pace.longest))  # noqa: S311 - not a secret
