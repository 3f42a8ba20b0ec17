"""ME nickname, for all groups; ME 4321 nickname, for one."""

from __future__ import annotations

from typing import ClassVar

from bot.commands import references, rules
from bot.commands.base import Arguments, Ask, Command, Context, Effects, Need, Pending, numbered
from bot.replies.reply import Listing, Reply, reply
from bot.store.effects import TakeNickname
from bot.store.records import Group, Membership
from bot.text.normalise import tidy


class Nickname(Command):
    intent: ClassVar = "set_nickname"
    words: ClassVar = "me"
    takes: ClassVar = (Need.GROUP, Need.NICKNAME)
    seen: ClassVar = True

    def act(self, context: Context, arguments: Arguments) -> Effects:
        nickname = tidy(arguments.nickname or "").strip()
        if not nickname:
            return (Ask(reply("utter_ask_nickname"), pending=Pending(self.intent, arguments, Need.NICKNAME)),)
        if not rules.is_name(nickname, context.catalogue, context.house.region) or nickname.startswith("#"):
            return (reply("utter_nickname_wrong"),)
        if arguments.group is None:
            return self._everywhere(context, nickname)
        group = references.find(context, arguments.group)
        return (group,) if isinstance(group, Reply) else self._in_one(context, group, nickname)

    def _in_one(self, context: Context, group: Group, nickname: str) -> Effects:
        mine = context.directory.membership(group, context.person.id)
        if mine is None:
            return (reply("utter_not_in_group", group=numbered(group)),)
        if _is_taken(context, mine, nickname):
            return (reply("utter_nickname_taken", group=numbered(group), nickname=nickname),)
        taken = TakeNickname(nickname, (mine.id,), everywhere=False)
        return taken, reply("utter_nickname_set_in", group=numbered(group), nickname=nickname)

    def _everywhere(self, context: Context, nickname: str) -> Effects:
        """Where somebody has that name already, the old one stays, and the answer says so."""
        mine = context.directory.memberships_of(context.person.id)
        free = [membership for membership in mine if not _is_taken(context, membership, nickname)]
        taken = TakeNickname(nickname, tuple(membership.id for membership in free), everywhere=True)
        others = [membership.group for membership in mine if membership not in free]
        if not others:
            return taken, reply("utter_nickname_set", nickname=nickname)
        if not free:
            return (reply("utter_nickname_taken", group=numbered(others[0]), nickname=nickname),)
        but = Listing(tuple(numbered(group) for group in others))
        return taken, reply("utter_nickname_set_but", nickname=nickname, groups=but)


def _is_taken(context: Context, mine: Membership, nickname: str) -> bool:
    holder = context.directory.called(mine.group, nickname)
    return holder is not None and holder.id != mine.id
