"""ASK 4321 words: a private text to the leaders. ANSWER 12 words: one of them answers, to whom they do not know."""

from __future__ import annotations

from typing import ClassVar

from bot.commands import bodies, references
from bot.commands.base import (
    NOTHING,
    Arguments,
    Ask,
    Choice,
    Command,
    Context,
    Effects,
    Need,
    Tell,
    numbered,
)
from bot.commands.group_command import GroupCommand, Rank
from bot.replies.reply import Choices, Excerpt, Numeral, Span, reply
from bot.store.effects import NoteAnswer, OpenAsk
from bot.store.records import Ask as Question
from bot.store.records import Group
from bot.store.states import Act
from bot.text.digits import western
from bot.text.normalise import tidy


class AskModerators(GroupCommand):
    intent: ClassVar = "ask_moderators"
    words: ClassVar = "ask"
    takes: ClassVar = (Need.GROUP, Need.BODY)
    hears: ClassVar = (Need.QUESTION,)
    may: ClassVar = Rank.GUEST
    seen: ClassVar = True

    def run(self, context: Context, arguments: Arguments) -> Effects:
        """A leader's own words may be the answer to a question, "tell number 12 to come at nine"."""
        number = western(arguments.question or "")
        if not context.sure and number.isdecimal() and context.journal.asks(context.person.id, int(number)):
            return AnswerQuestion().run(context, arguments)
        return super().run(context, arguments)

    def upon(self, context: Context, group: Group, arguments: Arguments) -> Effects:
        membership = context.directory.membership(group, context.person.id)
        if membership is None and context.directory.is_banned(group, context.person.id):
            return (reply("utter_banned", group=numbered(group)),)
        if membership is None and not group.guests_ask:
            return (reply("utter_guests_cannot_ask", group=numbered(group)),)
        leaders = tuple(m.person_id for m in context.directory.runners(group) if m.person_id != context.person.id)
        if not leaders:
            return (reply("utter_only_leader", group=numbered(group)),)
        wait = context.house.limits.wait(context.journal, Act.ASKED, context.person.id)
        if wait:
            return (reply("utter_limit", time=Span(wait)),)
        hindrance = bodies.check(context, self.intent, arguments, reply("utter_ask_question", group=numbered(group)))
        if hindrance:
            return hindrance
        number = context.journal.next_ask(group)
        words = tidy(arguments.body or "")
        question = reply("utter_question_text", group=numbered(group), question=number, body=words)
        sent = reply("utter_question_sent", group=numbered(group))
        return OpenAsk(group.id, number), sent, Tell(leaders, question, group)

    def confirm(self, context: Context, arguments: Arguments) -> Ask:
        group = Numeral(arguments.group or "")
        question = reply("utter_confirm_question", group=group, excerpt=Excerpt(arguments.body or ""))
        return Ask(question, (Choice(self.intent, arguments), NOTHING))

    def groups(self, context: Context) -> tuple[Group, ...]:
        return tuple(membership.group for membership in context.directory.memberships_of(context.person.id))


class AnswerQuestion(Command):
    """By a leader of the group; its author gets it without learning who answered."""

    intent: ClassVar = "answer_question"
    words: ClassVar = "answer"
    takes: ClassVar = (Need.GROUP, Need.QUESTION, Need.BODY)
    texted: ClassVar = False
    spoken: ClassVar = "ask_moderators"
    choosable: ClassVar = False
    seen: ClassVar = True

    def act(self, context: Context, arguments: Arguments) -> Effects:
        number = western(arguments.question or "").strip()
        if not number.isdecimal():
            return (reply("utter_which_question"),)
        asks = self._asks(context, number, arguments.group)
        if not asks:
            return (reply("utter_no_such_question", question=Numeral(number)),)
        if len(asks) > 1:
            return (self._which(asks, arguments, context.sure),)
        group = asks[0].group
        hindrance = bodies.check(context, self.intent, arguments, reply("utter_ask_reply", question=Numeral(number)))
        if hindrance:
            return hindrance
        answer = reply("utter_answer_text", group=numbered(group), body=tidy(arguments.body or ""))
        done = reply("utter_answered", question=Numeral(number))
        return NoteAnswer(group.id), done, Tell((asks[0].person_id,), answer, group)

    def _asks(self, context: Context, number: str, reference: str | None) -> tuple[Question, ...]:
        found = context.journal.asks(context.person.id, int(number)) if len(number) <= 5 else ()
        group = references.find(context, reference) if reference else None
        return tuple(ask for ask in found if not isinstance(group, Group) or ask.group.id == group.id)

    def _which(self, asks: tuple[Question, ...], arguments: Arguments, sure: bool) -> Ask:
        """Two groups may have a question 12."""
        offered = asks[: references.MOST_CHOICES]
        choices = tuple(
            Choice(self.intent, arguments.with_answer(Need.GROUP, ask.group.number), sure) for ask in offered
        )
        lines = Choices(tuple(numbered(ask.group) for ask in offered))
        return Ask(reply("utter_choose_group", choices=lines), choices)

    def confirm(self, context: Context, arguments: Arguments) -> Ask:
        number = Numeral(western(arguments.question or ""))
        question = reply("utter_confirm_answer", question=number, excerpt=Excerpt(arguments.body or ""))
        return Ask(question, (Choice(self.intent, arguments), NOTHING))
