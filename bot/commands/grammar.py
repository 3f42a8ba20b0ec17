"""Exact texts: a command word with or without a group, a number alone, a number and words.

Words of every installed language count at once, before or after the group, in any case and digit script.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.commands import rules, syntax
from bot.commands.base import Arguments, Command, Context, Need
from bot.commands.registry import by_words
from bot.commands.syntax import LONGEST_PHRASE
from bot.text.digits import western
from bot.text.normalise import fold

# A number, something that ends it (a space, or a mark and no digit), and words. Marks: . , : ; - and their kin.
# A sign of money or + before it makes it a sum or a phone number.
UNSEEN = "[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]*"
NUMBER_AND_WORDS = re.compile(
    rf"^[^\w+$€£¥₹﷼%]*(?P<number>[0-9]{{3,8}}){UNSEEN}"
    r"(?:(?P<mark>[^\S\n]*[:：،؛။၊](?!\d)[^\S\n]*|[.,;\-–—]\s+|\n)|\s+)\s*(?P<body>\S.*)$",
    re.DOTALL,
)
# Burmese is written without spaces, and so are thumbs in a hurry: a digit beside a letter.
# Vowel signs of Arabic and Burmese are no letters to `re`.
LETTER = "[^\\W\\d]|[\u064b-\u0652\u102b-\u103e]"
GLUED = re.compile(rf"(?<=\d)(?={LETTER})|(?<={LETTER})(?=\d)")
NAME_AND_WORDS = re.compile(r"^(?P<name>[^:：\n]{2,40})\s*[:：\n]\s*(?P<body>\S.*)$", re.DOTALL)


@dataclass(frozen=True)
class Exact:
    """A command as it was typed. Not sure: it could also be an ordinary sentence, a digit decides."""

    intent: str
    arguments: Arguments
    sure: bool = True
    doubtful: bool = False
    """Perhaps not meant at all: asked about even when nobody else would see it."""


@dataclass(frozen=True)
class Either:
    """A post whose words begin with a command word, or that command: a digit decides."""

    post: Exact
    command: Exact


def parse(text: str, context: Context) -> Exact | Either | None:
    """The command that the text spells out; None for a free-form text."""
    return (
        _number_alone(text, context)
        or _command_word(text, text, context)
        or _command_word(GLUED.sub(" ", text), text, context)
        or _number_and_words(text, context)
        or _name(text, context)
    )


def _number_alone(text: str, context: Context) -> Exact | None:
    number = rules.number_in(text)
    if number is None:
        return None
    exists = context.directory.group_by_number(number) is not None
    return Exact("join_group" if exists else "create_group", Arguments(group=number))


def _command_word(text: str, written: str, context: Context) -> Exact | None:
    """A command word at the head of the text, or at its end; `written`: the text before anything was cut apart."""
    tokens = text.split()
    for length in range(min(LONGEST_PHRASE, len(tokens)), 0, -1):
        head = _command(tokens[:length], context)
        found = _typed(head, text.split(maxsplit=length)[length:], context, first=True) if head else None
        if found is None and length < len(tokens):
            tail = _command(tokens[-length:], context)
            found = _typed(tail, [" ".join(tokens[:-length])], context, first=False) if tail else None
        if found is not None:
            return replace(found, arguments=_as_written(found.arguments, written))
    return None


def _command(phrase: list[str], context: Context) -> Command | None:
    word = context.catalogue.lexicon.get(tuple(fold(" ".join(phrase)).split()))
    return by_words()[word] if word else None


def _typed(command: Command, beside: list[str], context: Context, first: bool) -> Exact | None:
    """The command with what stands beside its word, when that is what it takes."""
    rest = beside[0] if beside else ""
    if command.intent == "create_group" and first and fold(rest):
        found = syntax.new_group(rest)  # "4321 dinner is new" makes no group "dinner is"
    elif command.intent == "create_group":
        number = rules.number_in(rest)
        found = Arguments(group=number) if number or not fold(rest) else None
    else:
        found = syntax.arguments(command, rest, context)
        if found is None and first:
            found = syntax.unknown_member(command, rest, context)
    if found is None or (not first and syntax.takes_words(command) and _words_in(found)):
        return None
    one_word = found.nickname is None or found.group is not None or len(found.nickname.split()) == 1
    half_a_sentence = syntax.takes_words(command) and _words_in(found) and syntax.is_loose(rest, context)
    return Exact(command.intent, found, sure=one_word and not half_a_sentence)


def _words_in(arguments: Arguments) -> str | None:
    return arguments.body or arguments.name or arguments.nickname


def _as_written(arguments: Arguments, written: str) -> Arguments:
    """A body letter for letter: cutting digits from letters put spaces into it."""
    if arguments.body is None:
        return arguments
    left = sum(not letter.isspace() for letter in arguments.body)
    for place in range(len(written) - 1, -1, -1):
        left -= not written[place].isspace()
        if left == 0:
            return replace(arguments, body=written[place:].rstrip())
    return arguments


def _number_and_words(text: str, context: Context) -> Exact | Either | None:
    found = NUMBER_AND_WORDS.match(western(text))
    if found is None:
        return None
    number = found["number"]
    if not (context.directory.group_by_number(number) or context.directory.closed(number)):
        return None
    body = text[found.start("body") :].rstrip()  # western() keeps the length: the body stays letter for letter
    if context.catalogue.is_particle(body.split(maxsplit=1)[0]) and not found["mark"]:
        return None  # "4321 KO I want to leave": a wish about the group, which its members shall not read
    return _post(number, body, context)


INSIDE = frozenset({Need.NICKNAME, Need.QUESTION})
"""What no command behind a group takes: "4321 me too" is a text to the group."""


def _post(number: str, body: str, context: Context) -> Exact | Either:
    """4321 words; 4321 ALERT words may be meant either way."""
    post = Exact("send_message", Arguments(group=number, body=body))
    tokens = body.split()
    for length in range(min(LONGEST_PHRASE, len(tokens) - 1), 0, -1):
        command = _command(tokens[:length], context)
        if command is None or not INSIDE.isdisjoint(command.takes):
            continue
        other = syntax.arguments(command, f"{number} {body.split(maxsplit=length)[length]}", context)
        if other is None or command.intent == "create_group":
            continue
        typed = Exact(command.intent, other)
        return Either(post, typed) if syntax.takes_words(command) else typed
    return post


def _name(text: str, context: Context) -> Exact | Either | None:
    """A group's name alone, or before words. A name can be an ordinary word, so mostly a digit decides."""
    group = context.directory.group_by_name(text)
    if group is not None:
        member = context.directory.membership(group, context.person.id)
        return Exact("join_group", Arguments(group=group.number), doubtful=member is None)
    found = NAME_AND_WORDS.match(text)
    if found is not None:
        group = context.directory.group_by_name(found["name"])
        return _post(group.number, found["body"], context) if group else None
    tokens = text.split()
    for length in range(min(LONGEST_PHRASE, len(tokens) - 1), 0, -1):
        group = context.directory.group_by_name(" ".join(tokens[:length]))
        if group is not None and context.directory.membership(group, context.person.id):
            body = text.split(maxsplit=length)[length]
            return Exact("send_message", Arguments(group=group.number, body=body), sure=False)
    return None
