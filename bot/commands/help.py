"""HELP: how it works, in one SMS: the next thing to try for a stranger, a member, a leader."""

from __future__ import annotations

from typing import ClassVar

from bot.commands.base import Arguments, Command, Context, Effects, numbered
from bot.commands.group_command import Rank, rank
from bot.replies.reply import reply


class Help(Command):
    intent: ClassVar = "help"
    words: ClassVar = "help"

    def act(self, context: Context, arguments: Arguments) -> Effects:
        mine = context.directory.memberships_of(context.person.id)
        led = [membership.group for membership in mine if rank(membership) >= Rank.LEADER]
        busy = next((group for group in led if context.directory.size(group) > 1), None)
        if busy is not None:
            return (reply("utter_help_leader", group=numbered(busy)),)
        return (reply("utter_help_member" if len(mine) > len(led) else "utter_help"),)
