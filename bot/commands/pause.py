"""PAUSE [ALL] [4321] [8 hours], RESUME [4321]: no posts for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from bot.commands import references
from bot.commands.base import Arguments, Command, Context, Effects, Need, numbered
from bot.replies.durations import words_of
from bot.replies.reply import Reply, Span, Value, reply
from bot.store.effects import Pause, Resume
from bot.store.records import Membership
from bot.text.durations import parse

FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Until RESUME."""


class PauseGroup(Command):
    """Alerts still come, unless everything is to be quiet."""

    intent: ClassVar = "pause_group"
    words: ClassVar = "pause"
    takes: ClassVar = (Need.GROUP, Need.DURATION)

    def act(self, context: Context, arguments: Arguments) -> Effects:
        mine = _which(context, arguments.group)
        if isinstance(mine, Reply):
            return (mine,)
        if not context.sure and not (arguments.group or "").isdecimal():
            # "Two hours of light a day", "no work in the workshop till after the feast" are no wishes; who tells of
            # hours and means it says the group's number or sends a digit.
            return (self.confirm(context, arguments),)
        until = self._until(context, arguments.duration)
        pause = Pause(tuple(m.id for m in mine), until or FOR_EVER, arguments.everything)
        groups = _shown(mine, arguments.group)
        if until is None:
            return pause, reply("utter_paused_all_open" if arguments.everything else "utter_paused_open", groups=groups)
        name = "utter_paused_all" if arguments.everything else "utter_paused"
        return pause, reply(name, groups=groups, time=Span(until - context.now))

    def _until(self, context: Context, duration: str | None) -> datetime | None:
        found = parse(duration, words_of(context.catalogue), context.now) if duration else None
        return found if found is None or found - context.now >= timedelta(minutes=1) else None


class ResumeGroup(Command):
    intent: ClassVar = "resume_group"
    words: ClassVar = "resume"
    takes: ClassVar = (Need.GROUP,)

    def act(self, context: Context, arguments: Arguments) -> Effects:
        mine = _which(context, arguments.group)
        if isinstance(mine, Reply):
            return (mine,)
        return Resume(tuple(m.id for m in mine)), reply("utter_resumed", groups=_shown(mine, arguments.group))


def _which(context: Context, reference: str | None) -> tuple[Membership, ...] | Reply:
    """The person's membership in that group; without one, all."""
    if reference is None:
        return context.directory.memberships_of(context.person.id) or reply("utter_no_groups")
    group = references.find(context, reference)
    if isinstance(group, Reply):
        return group
    mine = context.directory.membership(group, context.person.id)
    return (mine,) if mine else reply("utter_not_in_group", group=numbered(group))


def _shown(mine: tuple[Membership, ...], reference: str | None) -> Value:
    return reply("utter_all_groups") if reference is None and len(mine) > 1 else numbered(mine[0].group)
