"""Texts from phones to the service: kept, searched for the carrier's own words, posted to the webhook."""

from dataclasses import dataclass

import phonenumbers

from bot.carriers.simulator.answers import AnswerError, read
from bot.carriers.simulator.background import Background
from bot.carriers.simulator.caller import Answer, Caller, CallError
from bot.carriers.simulator.debugger import Debugger, WebhookBook
from bot.carriers.simulator.keywords import Keyword, keyword
from bot.carriers.simulator.message_log import Draft, MessageLog
from bot.carriers.simulator.outbound import Outbound
from bot.carriers.simulator.phone_book import PhoneBook
from bot.carriers.simulator.records import Direction, Message, Status, Webhooks
from bot.carriers.simulator.settings import SimulatorSettings

# Accounts with add-ons get this with every text; a service must stand parameters that it does not use.
NO_ADD_ONS = '{"status":"successful","message":null,"code":null,"results":{}}'


@dataclass(frozen=True)
class Inbound:
    """Takes what phones text."""

    settings: SimulatorSettings
    log: MessageLog
    phones: PhoneBook
    webhooks: WebhookBook
    debugger: Debugger
    caller: Caller
    outbound: Outbound
    background: Background

    def text(self, phone: str, body: str) -> Message:
        """Keeps a text of `phone` and posts it to the service in the background."""
        draft = Draft(
            direction=Direction.INBOUND,
            sender=phone,
            recipient=self.settings.phone_number,
            body=body,
            status=Status.RECEIVED,
        )
        message = self.log.add(draft)
        self._obey(phone, keyword(body))
        self.background.start(self._post(message))
        return message

    def _obey(self, phone: str, word: Keyword | None) -> None:
        if word is Keyword.STOP:
            self.phones.stop(phone)
        if word is Keyword.START:
            self.phones.start(phone)
        if word is None or (word is Keyword.HELP and not self._helps(phone)):
            return
        self.outbound.reply(phone, word.value, by_carrier=True)

    def _helps(self, phone: str) -> bool:
        return self.settings.carrier_help and not self.phones.stopped(phone)

    async def _post(self, message: Message) -> None:
        addresses = self.webhooks.get()
        if not addresses.sms_url:
            return
        url = addresses.sms_url
        try:
            self._take(message, url, await self._answer(message, addresses))
        except CallError as error:
            self.debugger.log(11200, str(error), addresses.sms_fallback_url or url, message.sid)

    async def _answer(self, message: Message, addresses: Webhooks) -> Answer:
        parameters = self._parameters(message)
        try:
            return await self.caller.call(addresses.sms_url, parameters)
        except CallError as error:
            if not addresses.sms_fallback_url:
                raise
            self.debugger.log(11200, str(error), addresses.sms_url, message.sid)
            failed = {"ErrorCode": "11200", "ErrorUrl": addresses.sms_url}
            return await self.caller.call(addresses.sms_fallback_url, parameters | failed)

    def _take(self, message: Message, url: str, answer: Answer) -> None:
        try:
            replies = read(answer.content_type, answer.body)
        except AnswerError as error:
            self.debugger.log(error.code, str(error), url, message.sid)
            return
        for reply in replies:
            if self.phones.stopped(message.phone):
                self.debugger.log(21610, "reply not sent", url, message.sid)
            elif len(reply) > 1600:
                self.debugger.log(21617, f"reply of {len(reply)} characters not sent", url, message.sid)
            else:
                self.outbound.reply(message.phone, reply)

    def _parameters(self, message: Message) -> dict[str, str]:
        """Twilio's full set. What it does not know of a place stays blank, and blanks are signed too."""
        places = {f"{end}{place}": "" for end in ("From", "To") for place in ("City", "State", "Zip")}
        return places | {
            "AccountSid": self.settings.account_sid,
            "AddOns": NO_ADD_ONS,
            "ApiVersion": "2010-04-01",
            "Body": message.body,
            "From": message.phone,
            "FromCountry": _country(message.phone),
            "MessageSid": message.sid,
            "NumMedia": "0",
            "NumSegments": str(message.segments),
            "SmsMessageSid": message.sid,
            "SmsSid": message.sid,
            "SmsStatus": "received",
            "To": message.recipient,
            "ToCountry": _country(message.recipient),
        }


def _country(number: str) -> str:
    """The two letters of the number's country, blank when unknown."""
    try:
        code = phonenumbers.parse(number).country_code
    except phonenumbers.NumberParseException:
        return ""
    region = phonenumbers.region_code_for_country_code(code or 0)
    return "" if region in ("ZZ", "001") else region
