"""What the page and scripts get to see of phones, texts and errors, as plain JSON values."""

from typing import Any

from bot.carriers.simulator.records import DebugEntry, Direction, Message, Phone


def phone_view(phone: Phone) -> dict[str, Any]:
    """A phone. `fault` is none, off or landline; `stopped` that it texted STOP."""
    return {
        "number": phone.number,
        "kind": phone.kind,
        "label": phone.label,
        "fault": phone.fault,
        "stopped": phone.stopped,
        "removed": phone.removed,
    }


def text_view(message: Message) -> dict[str, Any]:
    """A text in a phone's thread; `at` is ISO 8601 in UTC."""
    inbound = message.direction is Direction.INBOUND
    return {
        "id": message.sid,
        "direction": "from_phone" if inbound else "to_phone",
        "body": message.body,
        "status": message.status,
        "error_code": message.error_code,
        "encoding": message.encoding,
        "segments": message.segments,
        "by_carrier": message.by_carrier,
        "at": message.created_at.isoformat(timespec="microseconds"),
    }


def error_view(entry: DebugEntry) -> dict[str, Any]:
    """A line of the debugger."""
    return {
        "id": entry.id,
        "code": entry.code,
        "message": entry.message,
        "detail": entry.detail,
        "url": entry.url,
        "message_sid": entry.message_sid,
        "at": entry.at.isoformat(timespec="microseconds"),
    }
