"""JOIN 4321; where leaders let people in, they are asked, and APPROVE 4321 17 or a digit answers."""

from __future__ import annotations

from abc import abstractmethod
from datetime import timedelta
from typing import ClassVar

from bot.commands import references
from bot.commands.about import describe
from bot.commands.base import Arguments, Ask, Choice, Context, Effects, Settle, Tell, numbered, who
from bot.commands.group_command import GroupCommand, Rank
from bot.replies.reply import Numeral, Reply, Value, reply
from bot.store.effects import AddMember, Admit, AskToJoin, Refuse
from bot.store.records import Group, Membership
from bot.store.states import Joining, Role

ASKED_AGAIN = timedelta(days=2)
"""When leaders have not answered so long, the next wish reaches them again."""
REFUSED_FOR = timedelta(days=7)


class Join(GroupCommand):
    intent: ClassVar = "join_group"
    words: ClassVar = "join"
    may: ClassVar = Rank.GUEST

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        if context.directory.membership(group, context.person.id):
            return (describe(context, group),)
        return enter(context, group)

    def groups(self, context: Context) -> tuple[Group, ...]:
        """One joins a group that one is not in."""
        return ()


def enter(context: Context, group: Group) -> Effects:
    """The person as a new member, or as one who asks to be; the first one in a group that all have left owns it."""
    if context.directory.is_banned(group, context.person.id):
        return (reply("utter_banned", group=numbered(group)),)
    number = context.directory.next_number(group, context.person.id)
    if needs_approval(context, group):
        return _ask_leaders(context, group, number)
    role = Role.MEMBER if context.directory.runners(group) else Role.OWNER
    added = AddMember(group.id, number, role)
    if role is Role.OWNER:
        return added, reply("utter_joined_empty", group=numbered(group))
    return added, reply("utter_joined", group=numbered(group), member=number)


def needs_approval(context: Context, group: Group) -> bool:
    """Not for whom a leader has invited, nor where nobody leads."""
    if group.joining is Joining.OPEN or not context.directory.runners(group):
        return False
    return not context.journal.invited_by_leader(group, context.person.id)


def _ask_leaders(context: Context, group: Group, number: int) -> Effects:
    if asks_already(context, group):
        return (reply("utter_join_asked_already", group=numbered(group)),)
    before = context.directory.former(group, context.person.id)
    if before and before.refused_at and context.now - before.refused_at < REFUSED_FOR:
        return (reply("utter_refused", group=numbered(group)),)
    leaders = tuple(leader.person_id for leader in context.directory.runners(group))
    name = context.person.nickname or Numeral(f"#{number}")
    asked = reply("utter_join_asked", group=numbered(group))
    return AskToJoin(group.id, number), asked, question_to(leaders, group, number, name)


def asks_already(context: Context, group: Group) -> bool:
    """Whether the person's wish to join waits for an answer."""
    before = context.directory.former(group, context.person.id)
    return bool(before and before.asked_at and context.now - before.asked_at < ASKED_AGAIN)


def question_to(leaders: tuple[str, ...], group: Group, number: int, name: Value) -> Tell:
    """May #17 come in? The digit of one leader decides."""
    about = Arguments(group=group.number, member=str(number))
    question = Ask(
        reply("utter_admit", group=numbered(group), who=name),
        (Choice(AdmitMember.intent, about), Choice(RefuseMember.intent, about)),
        plain=True,
    )
    return Tell(leaders, question, group, _subject(group, number))


def _subject(group: Group, number: int) -> str:
    return f"join {group.id} {number}"


class _Decision(GroupCommand):
    """By a leader, about who asks to join; the first answer counts."""

    texted: ClassVar = False
    choosable: ClassVar = False
    may: ClassVar = Rank.LEADER

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        asking = references.member(context, group, arguments.member or "")
        if isinstance(asking, Reply):
            return (asking,)
        if asking.current or asking.asked_at is None or context.directory.is_banned(group, asking.person_id):
            return (reply("utter_decided_already", group=numbered(group)),)
        return *self.decide(group, asking), Settle(_subject(group, asking.number))

    @abstractmethod
    def decide(self, group: Group, asking: Membership) -> Effects:
        """What a leader has said."""


class AdmitMember(_Decision):
    intent: ClassVar = "admit_member"

    def decide(self, group: Group, asking: Membership) -> Effects:
        welcome = reply("utter_joined", group=numbered(group), member=asking.number)
        done = reply("utter_admit_done", group=numbered(group), who=who(asking))
        return Admit(asking.id), done, Tell((asking.person_id,), welcome, group)


class RefuseMember(_Decision):
    intent: ClassVar = "refuse_member"

    def decide(self, group: Group, asking: Membership) -> Effects:
        refused = reply("utter_refused", group=numbered(group))
        done = reply("utter_refuse_done", group=numbered(group), who=who(asking))
        return Refuse(asking.id), done, Tell((asking.person_id,), refused, group)
