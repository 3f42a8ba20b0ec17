"""4321 some words: a text to the whole group."""

from __future__ import annotations

from typing import ClassVar

from bot.commands import references
from bot.commands.base import Arguments, Ask, Choice, Command, Context, Effects, Need, Pending, numbered
from bot.commands.join import enter
from bot.replies.reply import Excerpt, Reply, reply
from bot.store.effects import WritePost
from bot.store.records import Group

LONGEST_BODY = 1500
"""Letters. Twilio takes 1,600 (error 21617), and the group's number and the member's name go before the words."""


class Post(Command):
    """What others see: a text that came free-form is shown back and sent only after a digit."""

    intent: ClassVar = "send_message"

    def run(self, context: Context, arguments: Arguments) -> Effects:
        if arguments.group is None:
            return self._choose_group(context, arguments)
        group = references.find(context, arguments.group)
        if isinstance(group, Reply):
            return (group,)
        known = arguments.with_answer(Need.GROUP, group.number)
        if not arguments.body or not arguments.body.strip():
            pending = Pending(self.intent, known, Need.BODY)
            return (Ask(reply("utter_ask_body", group=numbered(group)), pending=pending),)
        if len(arguments.body) > LONGEST_BODY:
            return (reply("utter_too_long", most=LONGEST_BODY),)
        if context.directory.membership(group, context.person.id) is None:
            choices = (Choice(JoinAndPost.intent, known, sure=context.sure), Choice(None))
            return (Ask(reply("utter_join_to_post", group=numbered(group)), choices),)
        readers = context.directory.readers(group, author=context.person.id)
        if readers == 0:
            return (reply("utter_posted_nobody", group=numbered(group)),)
        if not context.sure:
            return (_confirm(group, readers, known),)
        return WritePost(group.id, arguments.body), reply("utter_posted", readers, group=numbered(group))

    def _choose_group(self, context: Context, arguments: Arguments) -> Effects:
        mine = context.directory.memberships_of(context.person.id)
        if len(mine) == 1:
            return self.run(context, arguments.with_answer(Need.GROUP, mine[0].group.number))
        return (references.ask(context, self.intent, arguments, mine=True),)


class JoinAndPost(Command):
    """Never texted: the first choice of a person who posts to a group that they are not in."""

    intent: ClassVar = "join_and_post"
    texted: ClassVar = False
    choosable: ClassVar = False

    def run(self, context: Context, arguments: Arguments) -> Effects:
        group = references.find(context, arguments.group or "")
        if isinstance(group, Reply):
            return (group,)
        if context.directory.membership(group, context.person.id):
            return Post().run(context, arguments)
        added = enter(context, group)
        readers = context.directory.readers(group, author=context.person.id)
        if readers == 0:
            return added, reply("utter_posted_nobody", group=numbered(group))
        if not context.sure:
            return added, _confirm(group, readers, arguments)
        answer = reply("utter_joined_and_posted", readers, group=numbered(group), member=added.number)
        return added, WritePost(group.id, arguments.body or ""), answer


def _confirm(group: Group, readers: int, known: Arguments) -> Ask:
    """The words as they would go out, and a digit."""
    question = reply("utter_confirm_post", readers, group=numbered(group), excerpt=Excerpt(known.body or ""))
    return Ask(question, (Choice(Post.intent, known), Choice(None)))
