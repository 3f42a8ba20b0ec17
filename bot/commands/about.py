"""ABOUT 4321, or a member's own group's number alone."""

from __future__ import annotations

from typing import ClassVar

from bot.commands.base import Arguments, Context, Effects, numbered, titled, who
from bot.commands.group_command import GroupCommand, Rank, rank
from bot.replies.reply import Listing, Reply, reply
from bot.store.records import Group, Membership
from bot.store.states import Joining, Posting

MOST_RUNNERS = 3
RULES = {
    (Joining.OPEN, Posting.MEMBERS): "utter_rules_open",
    (Joining.APPROVAL, Posting.MEMBERS): "utter_rules_approve",
    (Joining.OPEN, Posting.LEADERS): "utter_rules_announce",
    (Joining.APPROVAL, Posting.LEADERS): "utter_rules_both",
}


class About(GroupCommand):
    intent: ClassVar = "group_info"
    words: ClassVar = "about"
    may: ClassVar = Rank.GUEST
    asks_always: ClassVar = True

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        return (describe(context, group),)


def describe(context: Context, group: Group) -> Reply:
    """Number, name, size, who may join and write, and who runs it, by member number or nickname."""
    size = context.directory.size(group)
    runners = context.directory.runners(group)[:MOST_RUNNERS]
    if not runners:
        return reply("utter_about_empty", group=titled(group), number=numbered(group))
    membership = context.directory.membership(group, context.person.id)
    return reply(
        "utter_about",
        size,
        group=titled(group),
        next=reply(_next(group, membership), number=numbered(group)),
        rules=reply(RULES[group.joining, group.posting]),
        runners=Listing(tuple(who(runner) for runner in runners)),
    )


def _next(group: Group, membership: Membership | None) -> str:
    """What this person can do with the group."""
    if membership is None:
        return "utter_next_join"
    if group.posting is Posting.LEADERS and rank(membership) < Rank.LEADER:
        return "utter_next_ask"
    return "utter_next_write"
