"""Is this Twilio account set up so that texts come in, go out and are told of?

The worst fault makes no noise: a messaging service without an inbound address swallows every text, keeps no
record of it, and nothing in our own logs is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
from twilio.base.exceptions import TwilioException
from twilio.rest import Client
from twilio.rest.api.v2010.account.incoming_phone_number import IncomingPhoneNumberInstance
from twilio.rest.messaging.v1.service import ServiceInstance

from bot.carriers.twilio.config import TwilioConfig
from bot.carriers.twilio.http import ApiError, connect

THIS_MACHINE = ("127.0.0.1", "localhost")
MOST_SERVICES = 100
MOST_NUMBERS = 400

NO_ANSWER = (httpx.HTTPError, httpx.InvalidURL)
# What Twilio's library raises on a page of a hotel's network, or JSON of another shape.
STRANGE_ANSWER = (TwilioException, ValueError, AttributeError, KeyError)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `mend` says what to do, and is empty when all is well."""

    ok: bool
    what: str
    mend: str = ""


def check(config: TwilioConfig) -> list[Finding]:
    """Ask Twilio about the account, the sender and the addresses that it calls. Changes nothing, never raises
    for what Twilio answers; each finding names console things by id, and holds no phone number of a person."""
    findings = [_public_address(config)]
    client, pool = connect(config)
    try:
        findings.append(_account(client, config))
        if findings[-1].ok:
            findings.extend(_sender(client, config))
    except ApiError as error:
        findings.append(_failed(f"Twilio answered: {error}", "Look the code up at twilio.com/docs/api/errors."))
    except (*NO_ANSWER, *STRANGE_ANSWER) as error:
        findings.append(
            _failed(
                f"No answer of Twilio's from {config.api_url}: {type(error).__name__}", "Check SMSUP_TWILIO_API_URL."
            )
        )
    finally:
        pool.close()
    return findings


def _failed(what: str, mend: str) -> Finding:
    return Finding(False, what, mend)


def _public_address(config: TwilioConfig) -> Finding:
    """Where texts and receipts come to. The address for receipts goes with each text, before any in the console;
    Twilio refuses a text whose address has an underscore in its name, or is private."""
    host = urlsplit(config.public_url).hostname or ""
    what = f"Receipts and texts come to {config.public_url}"
    if host in THIS_MACHINE and urlsplit(config.api_url).hostname in THIS_MACHINE:
        return Finding(True, what)  # the stand-in: nothing leaves this machine
    if not config.public_url.startswith("https://"):
        return _failed(what, "Texts and signatures travel in clear: put TLS in front and set an https address.")
    if "_" in host or "." not in host:
        return _failed(what, "Use a full public host name without underscore: Twilio refuses others.")
    return Finding(True, what)


def _account(client: Client, config: TwilioConfig) -> Finding:
    what = f"Account {config.account_sid}"
    try:
        account = client.api.accounts(config.account_sid).fetch()
    except ApiError as error:
        if error.status not in (401, 403, 404):
            raise
        return _failed(what, "Twilio refuses TWILIO_ACCOUNT_SID with the first TWILIO_AUTH_TOKEN: copy both anew.")
    if account.status != "active":
        return _failed(f"{what} is {account.status}", "Talk to Twilio's support: nothing goes out.")
    if account.type == "Trial":
        return _failed(f"{what} is a trial", "Upgrade it: only numbers verified in the console get texts.")
    return Finding(True, what)


def _sender(client: Client, config: TwilioConfig) -> Iterator[Finding]:
    """How inbound texts travel: by the messaging service that holds the number, else by the number itself."""
    if config.messaging_service_sid:
        service = client.messaging.v1.services(config.messaging_service_sid).fetch()
        yield from _service(client, config, service, _pool(client, service))
        return
    # Twilio finds parts of numbers too.
    listed = client.incoming_phone_numbers.list(phone_number=config.phone_number, limit=MOST_NUMBERS)
    numbers = [number for number in listed if number.phone_number == config.phone_number]
    if not numbers:
        yield _failed("The sender is not in this account", "Set TWILIO_PHONE_NUMBER to a number it owns, as +1555...")
        return
    holder = _holder(client, numbers[0])
    if holder is None:
        yield _number(config, numbers[0])
    else:
        yield from _service(client, config, holder, [str(numbers[0].sid)])


def _holder(client: Client, number: IncomingPhoneNumberInstance) -> ServiceInstance | None:
    """The messaging service whose pool has this number, and whose inbound address therefore wins."""
    try:
        services = client.messaging.v1.services.list(limit=MOST_SERVICES)
    except ApiError as error:
        if error.status != 404:
            raise
        # A stand-in without messaging services.
        return None
    return next((service for service in services if number.sid in _pool(client, service)), None)


def _pool(client: Client, service: ServiceInstance) -> list[str]:
    numbers = client.messaging.v1.services(service.sid).phone_numbers.list(limit=MOST_NUMBERS)
    return [str(number.sid) for number in numbers]


def _service(client: Client, config: TwilioConfig, service: ServiceInstance, numbers: list[str]) -> Iterator[Finding]:
    """Findings on a service and those of its numbers that bring texts by their own address."""
    what = f"Messaging service {service.sid}"
    if not numbers:
        yield _failed(f"{what} has no number", "Add one to its sender pool.")
    if len(numbers) > 1 and not service.sticky_sender:
        yield _failed(f"{what} changes senders", "Switch Sticky Sender on: else a group is several threads.")
    if service.use_inbound_webhook_on_number:
        for sid in numbers:
            yield _number(config, client.incoming_phone_numbers(sid).fetch())
    elif service.inbound_request_url is None:
        yield _failed(
            f"{what} drops every inbound text, without a record",
            f"Under Integration choose 'Send a webhook' and set it to {config.sms_url}, POST.",
        )
    else:
        yield _webhook(config, what, service.inbound_request_url, service.inbound_method)


def _number(config: TwilioConfig, number: IncomingPhoneNumberInstance) -> Finding:
    what = f"Number {number.sid}"
    if not (number.capabilities or {}).get("sms", True):
        return _failed(f"{what} cannot take texts", "Buy one with SMS.")
    if number.sms_application_sid:
        return _failed(
            f"{what} brings texts to application {number.sms_application_sid}",
            f"Under Messaging choose 'Webhook' instead of 'TwiML App', and set it to {config.sms_url}, POST.",
        )
    return _webhook(config, what, number.sms_url, number.sms_method)


def _webhook(config: TwilioConfig, what: str, url: str | None, method: str | None) -> Finding:
    """Byte for byte, because the signature is over the address; only the fragment, for retries, is free."""
    if (url or "").partition("#")[0] != config.sms_url or method != "POST":
        return _failed(
            f"{what} brings texts to {method} {url or 'nowhere'}", f"Set its address to {config.sms_url}, with POST."
        )
    return Finding(True, f"{what} brings texts to {config.sms_url}")
