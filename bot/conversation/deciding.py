"""From what the brain understood to effects: do, confirm, offer choices, ask, or guide."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot.commands.base import NOTHING, Arguments, Ask, Choice, Command, Context, Effects, Need, Pending, Prove
from bot.commands.registry import by_intent
from bot.commands.talk import OutOfScope
from bot.conversation.questions import Question
from bot.conversation.understood import Understood
from bot.replies.durations import words_of
from bot.replies.reply import Choices, Reply, reply
from bot.store.effects import NoteGuide
from bot.text.digits import western
from bot.text.durations import parse as until
from bot.text.normalise import fold, key

ANSWER, AFFIRM, DENY, FALLBACK = "answer", "affirm", "deny", "nlu_fallback"
BESIDES = (ANSWER, AFFIRM, DENY, FALLBACK)
"""What a person can mean that is no command of its own."""

# Levels of confidence (docs/understanding.md says how they were chosen, and with which curves).
ACT = 0.996
"""From here on what changes something runs at once; what others see is confirmed by a digit all the same."""
DO = 0.70
"""From here on a command is believed: it asks for what it lacks, and answers; what it would change is confirmed."""
OFFER = 0.12
"""From here on an intent is worth offering as one of the choices."""

MOST_CHOICES = 3
QUIET = timedelta(hours=1)


def decide(understood: Understood, text: str, question: Question | None, context: Context, now: datetime) -> Effects:
    """`text` is the original of what the brain read. Context.sure is False: nobody typed a command."""
    arguments = arguments_of(understood, text, context)
    if understood.intent in (AFFIRM, DENY):
        return _yes_or_no(understood.intent == AFFIRM, question, context)
    if understood.intent == ANSWER and question is not None and question.pending is not None:
        return _answered(understood, arguments, text, question.pending, context)
    command = by_intent().get(understood.intent)
    if command is None:
        return _unsure(understood, arguments, context, now)
    if understood.confidence < DO and (command.choosable or isinstance(command, OutOfScope)):
        return _unsure(understood, arguments, context, now)
    taken = _taken(command, arguments)
    effects = command.run(context, taken)
    if understood.confidence < ACT and changes(effects):
        return (command.confirm(context, taken),)
    return effects


def changes(effects: Effects) -> bool:
    """Whether anything is done, rather than said or asked."""
    return any(not isinstance(effect, Reply | Ask | Prove | NoteGuide) for effect in effects)


def answers(understood: Understood, question: Question | None) -> bool:
    """Whether a yes or a no in words has answered the open question."""
    return understood.intent in (AFFIRM, DENY) and question is not None and question.is_yes_or_no


def arguments_of(understood: Understood, text: str, context: Context) -> Arguments:
    """The entities, cut out of the original text. Words taken for the name of a group that is not there are none."""

    def cut(kind: str) -> str | None:
        entity = understood.first(kind)
        return entity.words(text) if entity else None

    said, named = understood.first("group"), cut("group")
    group = said.number(text) if said else None
    if group is None and named:
        whole = text[: said.start].split(" ")[-1] + named if said else named
        group = western(named) if any(map(str.isdigit, named)) else _group_called((named, whole), context)
    if group is None:
        group = _own_group_named(text, context)
    phones = ", ".join(text[entity.start : entity.end] for entity in understood.all("phone"))
    return Arguments(
        group=group,
        name=cut("name"),
        body=text.strip() if understood.intent == "report_abuse" else cut("body"),
        language=cut("language"),
        nickname=cut("nickname"),
        member=cut("member"),
        question=cut("question"),
        duration=_duration(cut("duration"), text, context),
        phones=phones or None,
    )


def _duration(said: str | None, text: str, context: Context) -> str | None:
    """The words that say how long. Where the brain cut too few out of the text, all of it: the time is found there."""
    if said is None or until(said, words_of(context.catalogue), context.now) is not None:
        return said
    return text if until(text, words_of(context.catalogue), context.now) is not None else said


JOINED = re.compile("^(?:لل|[بلفوك](?=..))")
"""Small words that Arabic writes in one with the next: "in Garden" is بالحديقة, "to the nurses" للممرضات."""


def _group_called(names: tuple[str, ...], context: Context) -> str | None:
    """The first of the names that is a group's which is there; without a small Arabic word before it, if need be."""
    bare = (JOINED.sub(lambda match: "ال" if len(match[0]) > 1 else "", name) for name in names)
    return next((name for name in (*names, *bare) if context.directory.group_by_name(name)), None)


MYANMAR = re.compile("[\u1000-\u109f]")


def _own_group_named(text: str, context: Context) -> str | None:
    """The name of the person's group whose name stands in the text; None where none does, or several do.

    The brain sees where a name may be; which words are one, only the directory knows: "the Friday boys group".
    """
    words, letters = f" {fold(text)} ", key(text)
    found = {
        name
        for membership in context.directory.memberships_of(context.person.id)
        if (name := membership.group.name)
        and (key(name) in letters if MYANMAR.search(name) else f" {fold(name)} " in words)
    }
    return found.pop() if len(found) == 1 else None


def _yes_or_no(yes: bool, question: Question | None, context: Context) -> Effects:
    if question is not None and question.is_yes_or_no:
        return run_choice(question.choices[0 if yes else 1], context)
    if not yes:
        return (reply("utter_dropped" if question else "utter_no_question"),)
    if question is None or not question.choices:
        return (reply("utter_no_question"),)
    return (reply("utter_answer_digit", last=len(question.choices)),)


def run_choice(choice: Choice, context: Context) -> Effects:
    """A digit, or a plain yes, has chosen it."""
    if choice.intent is None:
        return (reply("utter_dropped"),)
    return by_intent()[choice.intent].run(replace(context, sure=choice.sure), choice.arguments)


def _answered(understood: Understood, arguments: Arguments, text: str, pending: Pending, context: Context) -> Effects:
    """The answer to what was lacking, unless it is clearly another command."""
    given = getattr(arguments, pending.lacking.value) if pending.lacking is not Need.BODY else None
    other = _other_command(understood, pending, given)
    if other is not None:
        return other.run(context, arguments)
    return by_intent()[pending.intent].run(context, pending.filled(given or text.strip()))


def _other_command(understood: Understood, pending: Pending, given: str | None) -> Command | None:
    if pending.lacking is Need.BODY or understood.confidence < DO:
        return None  # any words at all can be the text for a group
    if given and dict(understood.ranking).get(pending.intent, 0.0) >= OFFER:
        return None  # "the number should be 7020" could name a group, but it is what was asked for
    best = understood.ranking[0][0]
    command = by_intent().get(best)
    return command if command and command.choosable and best != pending.intent else None


def _unsure(understood: Understood, arguments: Arguments, context: Context, now: datetime) -> Effects:
    """Offer what it could be; say what we cannot do when it is likely that; a guide when it could be anything."""
    likely = [by_intent()[i] for i, confidence in understood.ranking if confidence >= OFFER and i in by_intent()]
    offered = [command for command in likely if command.choosable][:MOST_CHOICES]
    if not offered:
        sure = isinstance(by_intent().get(understood.intent), OutOfScope)
        return OutOfScope().run(context, arguments) if sure else guide(context, now)
    choices = tuple(_choice(command, arguments) for command in offered)
    pairs = zip(offered, choices, strict=True)
    labels = tuple(command.label(context.catalogue, choice.arguments) for command, choice in pairs)
    if len(offered) == 1:
        return (Ask(reply("utter_confirm", act=labels[0]), (choices[0], NOTHING)),)
    return (Ask(reply("utter_choose", choices=Choices(labels)), choices),)


def _choice(command: Command, arguments: Arguments) -> Choice:
    """The label does not show everything that others would see: that is shown back, and needs a digit of its own."""
    return Choice(command.intent, _taken(command, arguments), sure=not command.seen)


def _taken(command: Command, arguments: Arguments) -> Arguments:
    """Only what the command takes, so that words meant for one do not reach another."""
    wanted = {need.value for need in (*command.takes, *command.hears)}
    return Arguments(**{name: value for name, value in vars(arguments).items() if name in wanted})


def guide(context: Context, now: datetime, words: str = "utter_guide") -> Effects:
    """The fifth guide in a row is the last for an hour; then silence, so that two machines cannot talk for ever."""
    person = context.person
    if person.quiet_until is not None and person.quiet_until > now:
        return ()
    if person.guides_in_a_row + 1 >= context.house.limits.guides:
        return NoteGuide(now + QUIET), reply("utter_guide_last")
    return NoteGuide(), reply(words)
