"""Messages to phones: the steps they take, the receipts of each, faults, and a restart on the way."""

from pathlib import Path

import pytest
from simulator_line import ACCOUNT, AMINA, SERVICE, Line, eventually, running

from bot.carriers.simulator import Pace


def _has(line: Line, status: str) -> bool:
    return any(receipt["MessageStatus"] == status for receipt in line.listener.receipts)


def test_each_step_after_the_first_brings_a_signed_receipt(tmp_path: Path) -> None:
    with running(tmp_path, pace=Pace(0.05, 0.05)) as line:
        callback = f"{line.listener.url}/status?outbox=12"
        sid = line.twilio.messages.create(to=AMINA, from_=SERVICE, body="hello", status_callback=callback).sid
        eventually(lambda: len(line.listener.receipts) == 3)
        # They leave in order; as at Twilio, none waits for the one before it to arrive.
        receipts = {receipt["MessageStatus"]: receipt for receipt in line.listener.receipts}
        assert receipts.keys() == {"sending", "sent", "delivered"}
        assert line.listener.forged == []
        last = receipts["delivered"]
        assert (last["MessageSid"], last["SmsSid"], last["SmsStatus"]) == (sid, sid, "delivered")
        assert (last["To"], last["From"], last["AccountSid"]) == (AMINA, SERVICE, ACCOUNT)
        assert "ErrorCode" not in last


def test_a_message_of_a_plain_number_without_callback_has_no_receipt(line: Line) -> None:
    sid = line.twilio.messages.create(to=AMINA, from_=SERVICE, body="hello").sid
    eventually(lambda: line.twilio.messages(sid).fetch().status == "delivered")
    assert line.listener.receipts == []


@pytest.mark.parametrize(("fault", "code"), [("off", 30003), ("landline", 30006)])
def test_a_phone_with_a_fault_does_not_get_the_message(line: Line, fault: str, code: int) -> None:
    line.http.patch(f"/phones/{line.phone()}", json={"fault": fault}).raise_for_status()
    callback = f"{line.listener.url}/status"
    sid = line.twilio.messages.create(to=AMINA, from_=SERVICE, body="hello", status_callback=callback).sid
    eventually(lambda: _has(line, "undelivered"))
    (receipt,) = [receipt for receipt in line.listener.receipts if receipt["MessageStatus"] == "undelivered"]
    message = line.twilio.messages(sid).fetch()
    assert (receipt["ErrorCode"], message.error_code, message.status) == (str(code), code, "undelivered")
    assert line.http.post(f"/phones/{AMINA}/texts", json={"body": "hello"}).status_code == 409


def test_a_phone_switched_on_in_time_still_gets_the_message(tmp_path: Path) -> None:
    with running(tmp_path, pace=Pace(0.0, 0.01, 0.5)) as line:
        line.http.patch(f"/phones/{line.phone()}", json={"fault": "off"})
        sid = line.twilio.messages.create(to=AMINA, from_=SERVICE, body="hello").sid
        eventually(lambda: line.twilio.messages(sid).fetch().status == "sent")
        line.http.patch(f"/phones/{AMINA}", json={"fault": "none"})
        eventually(lambda: line.twilio.messages(sid).fetch().status == "delivered")


def test_a_restart_keeps_phones_and_threads_and_goes_on_delivering(tmp_path: Path) -> None:
    with running(tmp_path, pace=Pace(30, 30)) as line:
        line.phone(kind="smartphone", label="أمينة")
        line.text("before")
        line.text("STOP", line.phone("+15550100008"))
        sid = line.twilio.messages.create(to=AMINA, from_=SERVICE, body="on its way").sid
        line.http.post("/webhooks", json={"sms_fallback_url": "http://127.0.0.1:9/kept"})
    with running(tmp_path) as line:
        first, second = line.http.get("/phones").json()
        assert (first["number"], first["kind"], first["label"]) == (AMINA, "smartphone", "أمينة")
        assert second["stopped"]
        assert [text["body"] for text in line.thread()] == ["before", "on its way"]
        eventually(lambda: line.twilio.messages(sid).fetch().status == "delivered")
        assert line.http.get("/webhooks").json()["sms_fallback_url"] == "http://127.0.0.1:9/kept"
