"""Inbound webhooks: is it Twilio, and what does it bring?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl

from twilio.request_validator import HMAC_SHA1, HMAC_SHA256, RequestValidator, get_signature_algorithm

from bot.carriers.base import Inbound, MalformedInbound, OptOut

Form = Sequence[tuple[str, str]]

# The longest body (1,600 Burmese letters, percent-encoded) is 15 kB; the rest is room for add-ons.
LARGEST_FORM = 128 * 1024
MOST_FIELDS = 500

PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
COUNT = re.compile(r"[0-9]{1,3}")

# Twilio acts upon these when they are the whole text, in any case, unless Advanced Opt-Out says otherwise. HELP and
# INFO are missing on purpose: Twilio's own answer to them tells nobody how the groups work, so we answer, too.
# Source: Twilio, "Twilio support for opt-out keywords".
KEYWORDS = {
    OptOut.STOP: "STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT",
    OptOut.START: "START YES UNSTOP",
}
OPT_OUT_OF = {word: opt_out for opt_out, words in KEYWORDS.items() for word in words.split()}


class _Fields(dict[str, list[str]]):
    """Values by name, in the shape in which RequestValidator reads repeated names."""

    def getlist(self, name: str) -> list[str]:
        return self[name]


def parse_form(raw: bytes) -> list[tuple[str, str]]:
    """The pairs of an urlencoded body, blank values kept: Twilio signs them too.

    Bytes that are not UTF-8 become U+FFFD, so that such a body fails its signature instead of the parser.
    Raises MalformedInbound("form") when it is too large or has too many fields.
    """
    if len(raw) > LARGEST_FORM:
        raise MalformedInbound("form")
    try:
        return parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise MalformedInbound("form") from None


def verify(url: str, form: Form, signature: str | None, tokens: Sequence[str], settings: str | None = None) -> bool:
    """True when one of `tokens` signed this URL and form. Never raises, whatever the caller sent.

    `url` is what `routes.signed_url` gives, `signature` and `settings` are the two headers. `settings`
    chooses between SHA-1 and SHA-256 only; the key is always ours.
    """
    algorithm = get_signature_algorithm(settings).upper()
    if not signature or algorithm not in (HMAC_SHA1, HMAC_SHA256):
        return False
    # Twilio does not sign the `#rc=...` that operators add to tune its retries.
    address = url.partition("#")[0]
    fields = _fields(form)
    try:
        return any(RequestValidator(token).validate(address, fields, signature, algorithm) for token in tokens if token)
    except ValueError:
        # A port that is no number, or a surrogate that no encoding can hold: not from Twilio.
        return False


def inbound(form: Form) -> Inbound:
    """The text that a verified form brings.

    An absent body is an empty one (a picture alone), a count of pictures that is no number is 0. Raises
    MalformedInbound with the field without which a text cannot be told from others or answered.
    """
    fields = _fields(form)
    body = _one(fields, "Body")
    sender = _required(fields, "From")
    return Inbound(
        account=_required(fields, "AccountSid"),
        message_id=_required(fields, "MessageSid", "SmsMessageSid", "SmsSid"),
        sender=sender,
        recipient=_required(fields, "To"),
        body=body,
        media=_count(_one(fields, "NumMedia")),
        opt_out=_opt_out(_one(fields, "OptOutType"), body),
        automatic=not PHONE.fullmatch(sender),
    )


def _fields(form: Form) -> _Fields:
    fields = _Fields()
    for name, value in form:
        fields.setdefault(name, []).append(value)
    return fields


def _one(fields: _Fields, name: str) -> str:
    """The value of a field, or "". Twilio repeats none of those we read; the signature joins names and values
    without a mark between them, so that a second From could have been a part of somebody's Body."""
    values = fields.get(name, [""])
    if len(values) != 1:
        raise MalformedInbound(name)
    return values[0]


def _required(fields: _Fields, *names: str) -> str:
    """The first of several fields that is there and not blank; all names mean the same to Twilio."""
    for name in names:
        if value := _one(fields, name):
            return value
    raise MalformedInbound(names[0])


def _count(digits: str) -> int:
    return int(digits) if COUNT.fullmatch(digits) else 0


def _opt_out(declared: str, body: str) -> OptOut | None:
    """What Twilio did with this text: as declared (Advanced Opt-Out only), else by its standard words."""
    word = declared.strip().upper()
    if word in OptOut.__members__:
        return OptOut[word]
    return OPT_OUT_OF.get(body.strip().upper())
