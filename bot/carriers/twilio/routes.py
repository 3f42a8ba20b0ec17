"""Where Twilio calls us, and what it gets for an answer. The gateway mounts these."""

from __future__ import annotations

SMS_PATH = "/twilio/sms"
STATUS_PATH = "/twilio/status"
OUTBOX = "outbox"
"""The query parameter of the status callback that brings our outbox id back."""

SIGNATURE_HEADER = "X-Twilio-Signature"
SIGNATURE_SETTINGS_HEADER = "X-Twilio-Webhooks-Signature-Settings"

# text/plain would be sent to the person as an SMS, and billed: only ever answer this, or nothing at all.
ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
ANSWER_TYPE = "text/xml"


def signed_url(public_url: str, path: str, query: str) -> str:
    """The URL that Twilio signed: our public address and the path and query as they came, not decoded.

    Never built from the Host or X-Forwarded headers, which the caller chooses.
    """
    return public_url.rstrip("/") + path + (f"?{query}" if query else "")
