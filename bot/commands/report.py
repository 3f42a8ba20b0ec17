"""REPORT 4321 words, to leaders and operators; and 9, "that alert was false"."""

from __future__ import annotations

from typing import ClassVar

from bot.commands import bodies
from bot.commands.base import NOTHING, Arguments, Ask, Choice, Command, Context, Effects, Need, Tell, numbered, who
from bot.commands.group_command import GroupCommand, Rank, rank
from bot.replies.reply import Excerpt, Listing, Span, reply
from bot.store.effects import FileReport
from bot.store.records import Group, Membership
from bot.store.states import Act
from bot.text.normalise import tidy, words

FIRST_WORDS = 4
"""Of a report, in which it may name whom it is about."""


class Report(GroupCommand):
    """REPORT 4321 17 words: when #17 leads the group, the report goes past them."""

    intent: ClassVar = "report_abuse"
    words: ClassVar = "report"
    takes: ClassVar = (Need.GROUP, Need.BODY)
    hears: ClassVar = (Need.MEMBER,)
    may: ClassVar = Rank.GUEST
    seen: ClassVar = True

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        wait = context.house.limits.wait(context.journal, Act.REPORTED, context.person.id)
        if wait:
            return (reply("utter_limit", time=Span(wait)),)
        hindrance = bodies.check(context, self.intent, arguments, reply("utter_ask_report", group=numbered(group)))
        if hindrance:
            return hindrance
        body = tidy(arguments.body or "")
        news = reply("utter_report_text", group=numbered(group), body=body)
        accused = self._accused(context, group, arguments)
        leaders = (leader.person_id for leader in context.directory.runners(group))
        spared = (context.person.id, *(leader.person_id for leader in accused))
        readers = tuple(leader for leader in leaders if leader not in spared)
        thanks = reply("utter_reported", group=numbered(group))
        if accused:
            thanks = reply("utter_reported_past", who=Listing(tuple(who(leader) for leader in accused)))
        return FileReport(group.id, body), thanks, Tell(readers, news, group, phones=context.house.operators)

    def _accused(self, context: Context, group: Group, arguments: Arguments) -> tuple[Membership, ...]:
        """Leaders whom the report names among its first words, by #1 or a nickname: better one too many."""
        said = [word for word in words(arguments.body or "") if word not in context.catalogue.fillers][:FIRST_WORDS]
        named = (arguments.member or "", *said)
        found = (context.directory.called(group, name.removeprefix("#")) for name in named if name)
        leaders = {member.id: member for member in found if member and rank(member) >= Rank.LEADER}
        return tuple(member for member in leaders.values() if member.person_id != context.person.id)

    def confirm(self, context: Context, arguments: Arguments) -> Ask:
        question = reply("utter_confirm_report", excerpt=Excerpt(arguments.body or ""))
        return Ask(question, (Choice(self.intent, arguments), NOTHING))

    def groups(self, context: Context) -> tuple[Group, ...]:
        return tuple(membership.group for membership in context.directory.memberships_of(context.person.id))


class FalseAlarm(Command):
    """A 9 after an alert; its leaders are told, but for its author."""

    intent: ClassVar = "false_alarm"
    texted: ClassVar = False
    choosable: ClassVar = False

    def act(self, context: Context, arguments: Arguments) -> Effects:
        alert = context.journal.last_alert(context.person.id)
        if alert is None:
            return (reply("utter_no_question"),)
        group = alert.author.group
        thanks = reply("utter_false_alarm_told", group=numbered(group))
        if context.journal.has_reported(context.person.id, alert.post_id):
            return (thanks,)
        news = reply("utter_false_alarm", group=numbered(group), who=who(alert.author))
        leaders = (leader.person_id for leader in context.directory.runners(group))
        spared = (context.person.id, alert.author.person_id)
        readers = tuple(leader for leader in leaders if leader not in spared)
        if not readers:
            thanks = reply("utter_reported_past", who=who(alert.author))
        told = Tell(readers, news, group, phones=context.house.operators)
        return FileReport(group.id, None, alert.post_id), thanks, told
