"""GROUPS: which groups a person is in."""

from __future__ import annotations

from typing import ClassVar

from bot.commands.base import Arguments, Command, Context, Effects, titled
from bot.replies.reply import Listing, reply


class Groups(Command):
    intent: ClassVar = "list_groups"
    words: ClassVar = "groups"

    def act(self, context: Context, arguments: Arguments) -> Effects:
        memberships = context.directory.memberships_of(context.person.id)
        if not memberships:
            return (reply("utter_no_groups"),)
        return (reply("utter_groups", groups=Listing(tuple(titled(m.group) for m in memberships))),)
