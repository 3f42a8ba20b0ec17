"""NAME 4321 new name."""

from __future__ import annotations

from typing import ClassVar

from bot.commands import rules
from bot.commands.base import NOTHING, Arguments, Ask, Choice, Context, Effects, Need, Pending, numbered
from bot.commands.group_command import GroupCommand, Rank
from bot.replies.reply import Numeral, Reply, reply
from bot.store.effects import NameGroup
from bot.store.records import Group
from bot.text.normalise import tidy


class Name(GroupCommand):
    intent: ClassVar = "name_group"
    words: ClassVar = "name"
    takes: ClassVar = (Need.GROUP, Need.NAME)
    may: ClassVar = Rank.LEADER
    seen: ClassVar = True

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        name = tidy(arguments.name or "").strip()
        if not name:
            pending = Pending(self.intent, arguments, Need.NAME)
            return (Ask(reply("utter_ask_name", group=numbered(group)), pending=pending),)
        refusal = refuse_name(name, context, group)
        if refusal:
            return (refusal,)
        return NameGroup(group.id, name), reply("utter_named", group=numbered(group), name=name)

    def confirm(self, context: Context, arguments: Arguments) -> Ask:
        act = reply("utter_label_named_group", group=Numeral(arguments.group or ""), name=arguments.name or "")
        return Ask(reply("utter_confirm", act=act), (Choice(self.intent, arguments), NOTHING))


def refuse_name(name: str, context: Context, group: Group | None = None, number: str = "") -> Reply | None:
    """Why a group may not be called so; None when it may. `group`: the one that is renamed; else a new one's number."""
    if not rules.is_name(name, context.catalogue, context.house.region):
        return reply("utter_name_wrong")
    taken = context.directory.group_by_name(name) or context.directory.closed(name)
    if taken is None or (group is not None and taken.id == group.id):
        return None
    if group is not None:
        return reply("utter_rename_taken", name=name, group=numbered(group))
    return reply("utter_name_taken", name=name, group=Numeral(number))
