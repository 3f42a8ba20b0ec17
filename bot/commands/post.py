"""4321 some words: a text to the whole group. ALERT 4321 some words: an urgent one."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from bot.commands import bodies, references
from bot.commands.base import NOTHING, Arguments, Ask, Choice, Command, Context, Effects, Need, numbered
from bot.commands.group_command import GroupCommand, Rank, rank
from bot.commands.join import asks_already, enter, needs_approval
from bot.replies.reply import Excerpt, Reply, Span, reply
from bot.store.effects import AddMember, WritePost
from bot.store.records import Group, Membership
from bot.store.states import Act, Posting


class Post(GroupCommand):
    """Written as a number and words; needs no word of its own."""

    intent: ClassVar = "send_message"
    takes: ClassVar = (Need.GROUP, Need.BODY)
    may: ClassVar = Rank.GUEST
    seen: ClassVar = True
    urgent: ClassVar[bool] = False
    done: ClassVar[str] = "utter_posted"
    confirmation: ClassVar[str] = "utter_confirm_post"

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        membership = context.directory.membership(group, context.person.id)
        refusal = self.barred(context, group, membership)
        if refusal:
            return (refusal,)
        act = Act.ALERTED if self.urgent else Act.POSTED
        wait = context.house.limits.wait(context.journal, act, context.person.id, group.id)
        if wait:
            return (self.too_many(group, wait),)
        hindrance = bodies.check(context, self.intent, arguments, reply("utter_ask_body", group=numbered(group)))
        if hindrance:
            return hindrance
        if membership is None:
            return (self.invite_in(context, group, arguments),)
        readers = context.directory.readers(group, context.person.id, self.urgent)
        if readers == 0:
            return (nobody(context, group),)
        post = WritePost(group.id, arguments.body or "", self.urgent)
        return post, reply(self.done, readers, group=numbered(group))

    def too_many(self, group: Group, wait: timedelta) -> Reply:
        return reply("utter_limit", time=Span(wait))

    def barred(self, context: Context, group: Group, membership: Membership | None) -> Reply | None:
        """Why this person's words cannot go to the group at all; None when they can."""
        if membership is None and context.directory.is_banned(group, context.person.id):
            return reply("utter_banned", group=numbered(group))
        if group.posting is Posting.MEMBERS or rank(membership) >= Rank.LEADER:
            return None
        may_ask = membership is not None or group.guests_ask
        return reply("utter_announce_only" if may_ask else "utter_guests_cannot_ask", group=numbered(group))

    def invite_in(self, context: Context, group: Group, arguments: Arguments) -> Reply | Ask:
        """A guest is offered to join, and to send in one step where that is possible."""
        if asks_already(context, group):
            return reply("utter_join_asked_already", group=numbered(group))
        if needs_approval(context, group):
            join = Choice("join_group", Arguments(group=group.number))
            return Ask(reply("utter_approval_to_post", group=numbered(group)), (join, NOTHING))
        join_and_post = Choice(JoinAndPost.intent, arguments, sure=context.sure)
        return Ask(reply("utter_join_to_post", group=numbered(group)), (join_and_post, NOTHING))

    def confirm(self, context: Context, arguments: Arguments) -> Ask:
        """The words as they would go out, and a digit."""
        group = references.find(context, arguments.group or "")
        if isinstance(group, Reply):
            return Ask(group)
        readers = context.directory.readers(group, context.person.id, self.urgent)
        excerpt = Excerpt(arguments.body or "")
        question = reply(self.confirmation, readers, group=numbered(group), excerpt=excerpt)
        return Ask(question, (Choice(self.intent, arguments), NOTHING))

    def ask_group(self, context: Context, arguments: Arguments, groups: tuple[Group, ...]) -> Ask | Reply:
        """The digit for the group also sends the words."""
        return references.ask(self.intent, arguments, groups, sure=True) if groups else reply("utter_no_groups")


def nobody(context: Context, group: Group) -> Reply:
    """Why a post would reach nobody: there is no other member, or all others want no texts now."""
    alone = context.directory.size(group) <= 1
    return reply("utter_posted_nobody" if alone else "utter_posted_paused", group=numbered(group))


class Alert(Post):
    """Goes out before every other delivery, marked; members only, few a day."""

    intent: ClassVar = "send_alert"
    words: ClassVar = "alert"
    may: ClassVar = Rank.MEMBER
    urgent: ClassVar = True
    done: ClassVar = "utter_alerted"
    confirmation: ClassVar = "utter_confirm_alert"

    def too_many(self, group: Group, wait: timedelta) -> Reply:
        """Who is in danger is not left without a way."""
        return reply("utter_limit_alert", group=numbered(group), time=Span(wait))

    def ask_group(self, context: Context, arguments: Arguments, groups: tuple[Group, ...]) -> Ask | Reply:
        if not groups:
            return reply("utter_no_groups")
        return references.ask(self.intent, arguments, groups, sure=context.sure)


class JoinAndPost(Command):
    """Never texted: the first choice of a person who posts to a group that they are not in."""

    intent: ClassVar = "join_and_post"
    texted: ClassVar = False
    choosable: ClassVar = False

    def act(self, context: Context, arguments: Arguments) -> Effects:
        group = references.find(context, arguments.group or "")
        if isinstance(group, Reply):
            return (group,)
        if context.directory.membership(group, context.person.id):
            return Post().run(context, arguments)
        refusal = Post().barred(context, group, None)
        if refusal:
            return (refusal,)
        wait = context.house.limits.wait(context.journal, Act.POSTED, context.person.id, group.id)
        if wait:
            return (Post().too_many(group, wait),)
        entered = enter(context, group)
        added = entered[0]
        if not isinstance(added, AddMember):
            return entered
        readers = context.directory.readers(group, context.person.id)
        if readers == 0:
            return added, nobody(context, group)
        if not context.sure:
            return added, Post().confirm(context, arguments)
        answer = reply("utter_joined_and_posted", readers, group=numbered(group), member=added.number)
        return added, WritePost(group.id, arguments.body or ""), answer
