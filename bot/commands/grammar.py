"""Exact texts: a command word with or without a group, a number alone, a number and words.

Words of every installed language count at once, before or after the group, in any case and digit script.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.commands import rules
from bot.commands.base import Arguments, Command, Context, Need
from bot.commands.registry import by_words
from bot.text.digits import western
from bot.text.normalise import fold, tidy

LONGEST_PHRASE = 4
"""Words in a command phrase or at the head of a text that may be a group's name."""

# A number, something that ends it (a space, or a mark and no digit), and words. Marks: . , : ; - and their kin.
# A sign of money or + before it makes it a sum or a phone number.
UNSEEN = "[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]*"
NUMBER_AND_WORDS = re.compile(
    rf"^[^\w+$€£¥₹﷼%]*(?P<number>[0-9]{{3,8}}){UNSEEN}"
    r"(?:[^\S\n]*[:：،؛။၊](?!\d)[^\S\n]*|[.,;\-–—]?\s+|\n)\s*(?P<body>\S.*)$",
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


def parse(text: str, context: Context) -> Exact | None:
    """The command that the text spells out; None for a free-form text."""
    return (
        _number_alone(text, context)
        or _command_word(text, context)
        or _command_word(GLUED.sub(" ", text), context)
        or _number_and_words(text, context)
        or _name(text, context)
    )


def _number_alone(text: str, context: Context) -> Exact | None:
    number = rules.number_in(text)
    if number is None:
        return None
    exists = context.directory.group_by_number(number) is not None
    return Exact("join_group" if exists else "create_group", Arguments(group=number))


def _command_word(text: str, context: Context) -> Exact | None:
    tokens = text.split()
    for length in range(min(LONGEST_PHRASE, len(tokens)), 0, -1):
        for phrase, rest, named in (
            (tokens[:length], tokens[length:], True),
            (tokens[-length:], tokens[:-length], False),  # "4321 dinner is new" makes no group "dinner is"
        ):
            word = context.catalogue.lexicon.get(tuple(fold(" ".join(phrase)).split()))
            if word is None:
                continue
            command = by_words()[word]
            arguments = _arguments(command, " ".join(rest), named, context)
            if arguments is not None:
                return Exact(command.intent, arguments)
    return None


def _arguments(command: Command, rest: str, named: bool, context: Context) -> Arguments | None:
    """What stands beside the command word; None when it is not what the command takes. `named`: a name may follow."""
    if not fold(rest):
        return Arguments()
    if Need.LANGUAGE in command.takes:
        code = context.catalogue.language_names.get(fold(rest))
        return Arguments(language=code) if code else None
    if Need.GROUP not in command.takes:
        return None
    if command.intent == "create_group" and named:
        return _new_group(rest)
    bare = " ".join(word for word in rest.split() if fold(word) not in context.catalogue.fillers)
    number = rules.number_in(rest) or rules.number_in(bare)
    if number is not None:
        return Arguments(group=number)
    group = context.directory.group_by_name(rest) or context.directory.group_by_name(bare)
    return Arguments(group=group.number) if group else None


def _new_group(rest: str) -> Arguments | None:
    """A number and, if wanted, a name."""
    head, _, name = rest.partition(" ")
    number = rules.number_in(head)
    return Arguments(group=number, name=tidy(name).strip() or None) if number else None


def _number_and_words(text: str, context: Context) -> Exact | None:
    found = NUMBER_AND_WORDS.match(western(text))
    if found is None or context.directory.group_by_number(found["number"]) is None:
        return None
    body = text[found.start("body") :].rstrip()  # western() keeps the length: the body stays letter for letter
    return Exact("send_message", Arguments(group=found["number"], body=body))


def _name(text: str, context: Context) -> Exact | None:
    """A group's name alone, or before words. A name can be an ordinary word, so mostly a digit decides."""
    group = context.directory.group_by_name(text)
    if group is not None:
        member = context.directory.membership(group, context.person.id)
        return Exact("join_group", Arguments(group=group.number), sure=member is not None)
    found = NAME_AND_WORDS.match(text)
    if found is not None:
        group = context.directory.group_by_name(found["name"])
        return Exact("send_message", Arguments(group=group.number, body=found["body"])) if group else None
    tokens = text.split()
    for length in range(min(LONGEST_PHRASE, len(tokens) - 1), 0, -1):
        group = context.directory.group_by_name(" ".join(tokens[:length]))
        if group is not None and context.directory.membership(group, context.person.id):
            body = text.split(maxsplit=length)[length]
            return Exact("send_message", Arguments(group=group.number, body=body), sure=False)
    return None
