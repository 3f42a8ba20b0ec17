"""A person's own words that go to others: present, not too long, and nothing in them that endangers people."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.base import NOTHING, Arguments, Ask, Choice, Context, Effects, Need, Pending
from bot.replies.reply import Reply, reply
from bot.text.links import has_link, hide_links
from bot.text.phones import has_phone, hide

LONGEST_BODY = 1500
"""Letters. Twilio takes 1,600 (error 21617), and the group's number and the member's name go before the words."""


def check(context: Context, intent: str, arguments: Arguments, question: Reply) -> Effects | None:
    """What to say instead of carrying the words; None when they may go. `question` asks for lacking words."""
    body = arguments.body or ""
    if not body.strip():
        pending = Pending(intent, arguments, Need.BODY)
        return (Ask(question, pending=pending),)
    if len(body) > LONGEST_BODY:
        return (reply("utter_too_long", most=LONGEST_BODY),)
    if has_phone(body, context.house.region):
        return (_without(context, intent, arguments, "utter_phone_in_text", hide(body, context.house.region)),)
    if not context.house.links_pass and has_link(body):
        return (_without(context, intent, arguments, "utter_link_in_text", hide_links(body)),)
    return None


def _without(context: Context, intent: str, arguments: Arguments, question: str, rest: str) -> Ask:
    """Phone numbers betray people, and in some countries stop the whole text: the author decides what to do."""
    return Ask(reply(question), (Choice(intent, replace(arguments, body=rest), sure=context.sure), NOTHING))
