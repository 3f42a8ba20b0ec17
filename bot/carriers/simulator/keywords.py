"""The words that Twilio catches by itself on a long code: one of them alone, in any case."""

from enum import Enum

STOP_WORDS = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"})
START_WORDS = frozenset({"start", "yes", "unstop"})
HELP_WORDS = frozenset({"help", "info"})


class Keyword(Enum):
    """What a caught word does; the value is the carrier's own answer, in this stand-in's words."""

    STOP = "You are unsubscribed and will get no more messages from this number. Text START to get them again."
    START = "You will get messages from this number again. Text HELP for help, STOP to end."
    HELP = "Text STOP to get no more messages from this number. Message and data rates may apply."


def keyword(body: str) -> Keyword | None:
    """The keyword that this text is, None when it is any other text ("STOP PLEASE" is not one)."""
    word = body.strip().lower()
    if word in STOP_WORDS:
        return Keyword.STOP
    if word in START_WORDS:
        return Keyword.START
    return Keyword.HELP if word in HELP_WORDS else None
