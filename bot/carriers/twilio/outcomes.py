"""What Twilio's answers and silences mean: one table of codes, one function for all failures.

Source: Twilio's error dictionary. Twilio says that its codes may change: what is not here has a default.
"""

from __future__ import annotations

import httpx

from bot.carriers.base import Meaning, Outcome, Sent
from bot.carriers.twilio.http import ApiError

CODES = {
    # Twilio's queues and rate limits.
    20429: Meaning.congested,  # too many requests at once
    21611: Meaning.congested,  # this sender's queue is full
    30001: Meaning.congested,  # queue overflow, told afterwards
    # The recipient.
    21211: Meaning.bad_number,  # not a valid number
    21214: Meaning.bad_number,  # cannot be reached
    21217: Meaning.bad_number,  # not a number at all
    21614: Meaning.bad_number,  # not a mobile number
    21635: Meaning.bad_number,  # a landline
    30006: Meaning.bad_number,  # a landline, or a network that is not reachable
    21610: Meaning.opted_out,
    30003: Meaning.unreachable,
    30005: Meaning.inactive,
    # The text.
    21602: Meaning.content,  # no body
    21617: Meaning.content,  # longer than 1,600
    21658: Meaning.content,  # longer than 1,600, as newer pages have it
    30004: Meaning.content,  # blocked
    30007: Meaning.content,  # filtered
    # The way to this recipient.
    21408: Meaning.route,  # country not permitted in the console
    21608: Meaning.route,  # a trial account reaches verified numbers only
    21612: Meaning.route,  # this sender cannot reach that number
    30024: Meaning.route,  # sender not provisioned with that network
    30450: Meaning.route,  # taken for traffic pumping: the country needs a safe list
    # Credentials and sender.
    20003: Meaning.setup,  # wrong credentials
    20404: Meaning.setup,  # no such account
    21212: Meaning.setup,  # sender is not a number
    21603: Meaning.setup,  # no sender
    21606: Meaning.setup,  # sender is not ours, or cannot send texts
    21609: Meaning.setup,  # status callback is not a valid address
    21657: Meaning.setup,  # sender not allowed
    21659: Meaning.setup,  # sender is not ours
    21660: Meaning.setup,  # sender belongs to another account
    21701: Meaning.setup,  # no such messaging service
    21703: Meaning.setup,  # the messaging service has no number
    21705: Meaning.setup,  # messaging service id is not valid
    # The account.
    20005: Meaning.suspended,  # not active
    30002: Meaning.suspended,
    63038: Meaning.suspended,  # daily cap
    # Everything else.
    14107: Meaning.loop,
    30039: Meaning.loop,
    30036: Meaning.expired,
    30008: Meaning.unclear,
    30410: Meaning.unclear,  # provider's time ran out
}

OUTCOME_OF = {
    Meaning.congested: Outcome.throttled,
    Meaning.opted_out: Outcome.opted_out,
    Meaning.route: Outcome.misconfigured,
    Meaning.setup: Outcome.misconfigured,
    Meaning.suspended: Outcome.misconfigured,
}

STATUSES = {
    401: Outcome.misconfigured,
    403: Outcome.misconfigured,
    404: Outcome.misconfigured,
    408: Outcome.unknown,  # a proxy gave up waiting, for whom we cannot tell
    429: Outcome.throttled,
}

# httpx raises these before the first byte of a request is written; of all others nobody can tell.
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
# The address of the API is no address.
WRONG_ADDRESS = (httpx.UnsupportedProtocol, httpx.InvalidURL)


def meaning(error_code: int | None) -> Meaning:
    """What an error code tells, of an answer or of a receipt."""
    return Meaning.nothing if error_code is None else CODES.get(error_code, Meaning.unrecognised)


def outcome(error: Exception) -> Sent:
    """What came of a send that ended in `error`. In doubt the outcome is `unknown`, never a second text."""
    if isinstance(error, ApiError):
        return Sent(_of_answer(error), error_code=error.code, retry_after=error.retry_after)
    if isinstance(error, NEVER_LEFT):
        return Sent(Outcome.not_sent)
    if isinstance(error, WRONG_ADDRESS):
        return Sent(Outcome.misconfigured)
    if isinstance(error, UnicodeEncodeError):
        # Half a character, which no encoding can hold: it will not be better next time.
        return Sent(Outcome.refused)
    return Sent(Outcome.unknown)


def _of_answer(error: ApiError) -> Outcome:
    """A server error may come after the text was taken, whatever its code; a redirect is not Twilio's API."""
    if error.status >= 500:
        return Outcome.unknown
    if error.status < 400:
        return Outcome.misconfigured
    by_status = STATUSES.get(error.status, Outcome.refused)
    return OUTCOME_OF.get(meaning(error.code), by_status)
