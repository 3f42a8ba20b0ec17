"""The doctor, against accounts that are set up well and in every wrong way that loses texts."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bot.carriers.twilio.config import TwilioConfig
from bot.carriers.twilio.doctor import Finding, check

if TYPE_CHECKING:
    from tests.twilio.conftest import Api

ACCOUNT_PATH = f"/2010-04-01/Accounts/AC{'1' * 32}"
SMS_URL = "https://sms.example.org/twilio/sms"
NUMBER = {
    "sid": "PN1",
    "phone_number": "+15550100001",
    "capabilities": {"sms": True},
    "sms_url": SMS_URL,
    "sms_method": "POST",
    "sms_application_sid": "",
}
SERVICE = {
    "sid": "MG1",
    "inbound_request_url": SMS_URL,
    "inbound_method": "POST",
    "use_inbound_webhook_on_number": False,
    "sticky_sender": True,
}


def lay_down(
    api: Api,
    account: dict[str, Any] | None = None,
    numbers: list[dict[str, Any]] | None = None,
    service: dict[str, Any] | None = None,
    pool: list[str] | None = None,
) -> None:
    """An account at the server: good where nothing else is said, and without a messaging service."""
    numbers = [NUMBER] if numbers is None else numbers
    services = [] if service is None else [service]
    pages: dict[str, Any] = {
        f"{ACCOUNT_PATH}.json": {"status": "active", "type": "Full"} | (account or {}),
        f"{ACCOUNT_PATH}/IncomingPhoneNumbers.json": {"incoming_phone_numbers": numbers},
        "/v1/Services": {"services": services, "meta": {"key": "services"}},
    }
    for number in numbers:
        pages[f"{ACCOUNT_PATH}/IncomingPhoneNumbers/{number['sid']}.json"] = number
    for one in services:
        members = [{"sid": sid} for sid in (["PN1"] if pool is None else pool)]
        pages[f"/v1/Services/{one['sid']}"] = one
        pages[f"/v1/Services/{one['sid']}/PhoneNumbers"] = {"phone_numbers": members, "meta": {"key": "phone_numbers"}}
    api.by_path = {path: httpx.Response(200, json=page) for path, page in pages.items()}


def faults(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if not finding.ok]


def test_a_number_that_is_set_up_well_has_no_fault(api: Api, config: TwilioConfig) -> None:
    lay_down(api)
    findings = check(config)
    assert faults(findings) == []
    assert findings[-1] == Finding(True, f"Number PN1 brings texts to {SMS_URL}")
    assert {request.method for request in api.requests} == {"GET"}


def test_a_service_that_is_set_up_well_has_no_fault(api: Api, config: TwilioConfig) -> None:
    lay_down(api, service=SERVICE)
    findings = check(replace(config, phone_number=None, messaging_service_sid="MG1"))
    assert findings[-1] == Finding(True, f"Messaging service MG1 brings texts to {SMS_URL}")
    assert faults(findings) == []


@pytest.mark.parametrize(
    ("account", "what"),
    [
        pytest.param({"number": {"sms_url": ""}}, "to POST nowhere", id="its number calls nobody"),
        pytest.param({"number": {"sms_url": SMS_URL + "/"}}, "Number PN1", id="its number has a slash too many"),
        pytest.param({"number": {"sms_url": "https://demo.twilio.com/"}}, "demo", id="its number calls the demo"),
        pytest.param({"number": {"sms_method": "GET"}}, "to GET", id="its number calls with GET"),
        pytest.param({"number": {"sms_application_sid": "AP1"}}, "AP1", id="an application takes its texts"),
        pytest.param({"number": {"capabilities": {"sms": False}}}, "cannot", id="its number is for voice"),
        pytest.param({"numbers": []}, "not in this account", id="the number belongs to somebody else"),
        pytest.param({"number": {"phone_number": "+155501000012"}}, "not in this", id="only a longer number is found"),
        pytest.param({"account": {"status": "suspended"}}, "suspended", id="it is suspended"),
        pytest.param({"account": {"type": "Trial"}}, "trial", id="it is a trial"),
        pytest.param({"service": {"inbound_request_url": None}}, "drops every", id="a service drops texts"),
        pytest.param({"service": {"inbound_method": "GET"}}, "to GET", id="a service calls with GET"),
        pytest.param({"service": {"inbound_request_url": "https://x.example/"}}, "MG1", id="a service calls others"),
    ],
)
def test_the_doctor_finds_an_account_where(api: Api, config: TwilioConfig, account: dict[str, Any], what: str) -> None:
    numbers = account.get("numbers", [NUMBER | account.get("number", {})])
    service = SERVICE | account["service"] if "service" in account else None
    lay_down(api, account.get("account"), numbers, service)
    (fault,) = faults(check(config))
    assert what in fault.what
    assert fault.mend


@pytest.mark.parametrize(
    ("service", "pool", "what"),
    [
        pytest.param({"inbound_request_url": None}, ["PN1"], "drops every", id="drops every text in silence"),
        pytest.param({"sticky_sender": False}, ["PN1", "PN2"], "changes senders", id="changes senders"),
        pytest.param({}, [], "has no number", id="has no number"),
        pytest.param({"use_inbound_webhook_on_number": True}, ["PN2"], "Number PN2", id="leaves texts to a bad number"),
    ],
)
def test_the_doctor_finds_a_service_that(
    api: Api, config: TwilioConfig, service: dict[str, Any], pool: list[str], what: str
) -> None:
    lay_down(api, numbers=[NUMBER, NUMBER | {"sid": "PN2", "sms_url": None}], service=SERVICE | service, pool=pool)
    (fault,) = faults(check(replace(config, phone_number=None, messaging_service_sid="MG1")))
    assert what in fault.what
    assert fault.mend


def test_numbers_that_bring_texts_themselves_need_no_address_at_the_service(api: Api, config: TwilioConfig) -> None:
    lay_down(api, service=SERVICE | {"inbound_request_url": None, "use_inbound_webhook_on_number": True})
    assert faults(check(config)) == []


def test_a_stand_in_without_messaging_services_is_checked_by_its_number(api: Api, config: TwilioConfig) -> None:
    lay_down(api)
    del api.by_path["/v1/Services"]
    assert faults(check(config)) == []


def test_a_retry_fragment_on_the_address_is_fine(api: Api, config: TwilioConfig) -> None:
    lay_down(api, numbers=[NUMBER | {"sms_url": SMS_URL + "#rc=3&rp=5xx,ct,rt"}])
    assert faults(check(config)) == []


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        pytest.param(httpx.Response(401, json={"code": 20003}), "Account AC", id="refuses the credentials"),
        pytest.param(httpx.Response(500, json={"code": 20500}), "HTTP 500, code 20500", id="is broken"),
        pytest.param(httpx.Response(200, text="<html>"), "No answer", id="is not Twilio"),
        pytest.param(httpx.Response(200, json=[]), "No answer", id="speaks otherwise"),
        pytest.param("drop", "RemoteProtocolError", id="drops the line"),
    ],
)
def test_the_doctor_says_when_the_api(api: Api, config: TwilioConfig, answer: Any, what: str) -> None:
    api.by_path[f"{ACCOUNT_PATH}.json"] = answer
    (fault,) = faults(check(config))
    assert what in fault.what
    assert fault.mend


@pytest.mark.parametrize(
    "public_url",
    [
        pytest.param("http://sms.example.org", id="in clear"),
        pytest.param("https://sms_up.example.org", id="with an underscore, which Twilio refuses"),
        pytest.param("https://office", id="of a private network"),
    ],
)
def test_the_doctor_finds_a_public_address(api: Api, config: TwilioConfig, public_url: str) -> None:
    moved = replace(config, public_url=public_url)
    lay_down(api, numbers=[NUMBER | {"sms_url": moved.sms_url}])
    (fault,) = faults(check(moved))
    assert public_url in fault.what


def test_an_address_of_this_machine_is_right_for_a_stand_in_on_this_machine(api: Api, config: TwilioConfig) -> None:
    moved = replace(config, public_url="http://127.0.0.1:8000")
    lay_down(api, numbers=[NUMBER | {"sms_url": moved.sms_url}])
    assert faults(check(moved)) == []


def test_the_doctor_asks_for_the_number_without_a_log_of_it(
    api: Api, config: TwilioConfig, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    lay_down(api)
    findings = check(config)
    assert {"PhoneNumber": "+15550100001"}.items() <= api.requests[1].query.items()
    assert "15550100" not in caplog.text + repr(findings)
