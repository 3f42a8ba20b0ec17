"""What may stand beside a command word in an exact text, by what the command takes."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.commands import rules
from bot.commands.base import Arguments, Command, Context, Need
from bot.replies.durations import words_of
from bot.store.records import Group
from bot.text.digits import western
from bot.text.durations import parse as until
from bot.text.normalise import fold, tidy
from bot.text.phone_list import pieces

LONGEST_PHRASE = 4
"""Words in a command phrase or at the head of a text that may be a group's name."""
FEWEST_PHONE_DIGITS = 7
LONGEST_NICKNAME = 2
"""Words of a nickname that is typed; more may be half a sentence, and the brain asks."""
LONGEST_MEMBER = 4
"""Digits of a member number or a question's, as people type them."""

_NUMBER_OF_A_GROUP = re.compile(r"\d{3,}")


def arguments(command: Command, rest: str, context: Context) -> Arguments | None:
    """The arguments that `rest`, all that is not the command word, spells; None when it is not what is taken."""
    if not fold(rest):
        return Arguments()
    return PARSERS[command.takes](rest, context)


def unknown_member(command: Command, rest: str, context: Context) -> Arguments | None:
    """REMOVE 4321 Amina, when nobody there has that name: the answer says so."""
    found = leading_group(rest, context) if Need.MEMBER in command.takes and fold(rest) else None
    return Arguments(group=found[0], member=found[1]) if found and 1 <= len(found[1].split()) <= 2 else None


def takes_words(command: Command) -> bool:
    """Whether a person's own words follow: then they must come last, and could as well be a post."""
    return not {Need.BODY, Need.NAME, Need.NICKNAME}.isdisjoint(command.takes)


def _nothing(_rest: str, _context: Context) -> Arguments | None:
    return None


def _language(rest: str, context: Context) -> Arguments | None:
    code = context.catalogue.language_names.get(fold(rest))
    return Arguments(language=code) if code else None


def _group(rest: str, context: Context) -> Arguments | None:
    """A number, whether or not there is such a group, or a group's name; small words beside it do not count."""
    bare = _without_fillers(rest, context)
    number = rules.number_in(rest) or rules.number_in(bare)
    if number is not None:
        return Arguments(group=number)
    group = _named(rest, context) or _named(bare, context)
    return Arguments(group=group.number) if group else None


def _named(name: str, context: Context) -> Group | None:
    return context.directory.group_by_name(name) or context.directory.closed(name)


def _without_fillers(rest: str, context: Context) -> str:
    return " ".join(word for word in rest.split() if fold(word) not in context.catalogue.fillers)


def new_group(rest: str) -> Arguments | None:
    """CREATE: a number that need not exist and, if wanted, a name."""
    head, _, name = rest.partition(" ")
    number = rules.number_in(head)
    return Arguments(group=number, name=tidy(name).strip() or None) if number else None


def leading_group(rest: str, context: Context) -> tuple[str, str] | None:
    """The group that is or was there at the head of the text, by number or name of several words, and what follows."""
    rest = _from_number(rest, context)
    head, *tail = rest.split(maxsplit=1)
    number = rules.number_in(head)
    if number is not None:
        known = context.directory.group_by_number(number) or context.directory.closed(number)
        return (number, tail[0] if tail else "") if known else None
    words = rest.split()
    for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        group = _named(" ".join(words[:length]), context)
        if group is not None:
            after = rest.split(maxsplit=length)
            return group.number, after[length] if len(after) > length else ""
    return None


def is_loose(rest: str, context: Context) -> bool:
    """Whether small words stand before the number: then it is half a sentence, and words after it are asked about."""
    return _from_number(rest, context) != rest


def _from_number(rest: str, context: Context) -> str:
    """Small words before a number do not count: to the group 4321."""
    left = rest
    while (head := left.split(maxsplit=1)) and len(head) == 2 and fold(head[0]) in context.catalogue.fillers:
        left = head[1]
    return left if rules.number_in((left.split(maxsplit=1) or [""])[0]) else rest


def _name(rest: str, context: Context) -> Arguments | None:
    found = leading_group(rest, context)
    return Arguments(group=found[0], name=tidy(found[1]).strip() or None) if found else None


def _body(rest: str, context: Context) -> Arguments | None:
    found = leading_group(rest, context)
    return Arguments(group=found[0], body=found[1].rstrip() or None) if found else None


def _nickname(rest: str, context: Context) -> Arguments | None:
    found = leading_group(rest, context)
    if found is not None:
        return Arguments(group=found[0], nickname=tidy(found[1]).strip() or None)
    nickname = tidy(rest).strip()
    fits = len(nickname.split()) <= LONGEST_NICKNAME and rules.is_name(
        nickname, context.catalogue, context.house.region
    )
    said = fits and not _NUMBER_OF_A_GROUP.search(western(nickname))  # "me also inside 6644" is half a sentence
    return Arguments(nickname=nickname) if said or len(nickname.split()) == 1 else None  # the answer says what is wrong


def _answer(rest: str, context: Context) -> Arguments | None:
    """12 words; 4321 12 words, where two groups have a question 12."""
    found = leading_group(rest, context)
    head, _, body = (found[1] if found else rest).partition(" ")
    number = western(head).removeprefix("#").rstrip(":،.")
    if not number.isdecimal() or len(number) > LONGEST_MEMBER:
        return None
    return Arguments(group=found[0] if found else None, question=number, body=body.strip() or None)


def _member(rest: str, context: Context) -> Arguments | None:
    """4321 17, 17 4321, 17 from 4321, 4321 Amina, 17, 4321."""
    bare = _without_fillers(rest, context) or rest
    for group, other in _splits(bare, context):
        if not other:
            return Arguments(group=group.number)
        member = _called(other, group, context)
        if member:
            return Arguments(group=group.number, member=member)
    number = rules.number_in(bare)
    if number is not None and len(number) >= LONGEST_MEMBER:
        return Arguments(group=number)  # there is no such group, and the answer says so
    return Arguments(member=_digits(bare)) if _digits(bare) else None


def _splits(text: str, context: Context) -> list[tuple[Group, str]]:
    """Every way to cut the text into a group and the rest, the group first or last."""
    words = text.split()
    found = []
    for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        for part, other in ((words[:length], words[length:]), (words[-length:], words[:-length])):
            reference = rules.number_in(" ".join(part)) or " ".join(part)
            group = context.directory.group(reference) or context.directory.closed(reference)
            if group is not None:
                found.append((group, " ".join(other)))
    return found


def _digits(text: str) -> str | None:
    digits = western(text).strip().removeprefix("#").strip()
    return digits if digits.isdecimal() and len(digits) <= LONGEST_MEMBER else None


def _called(text: str, group: Group, context: Context) -> str | None:
    return _digits(text) or (text if context.directory.called(group, text) else None)


def _phones(rest: str, context: Context) -> Arguments | None:
    """4321 number, number; the group may be left out. Too few digits are an ordinary sentence."""
    found = leading_group(rest, context)
    if found is not None and not fold(found[1]):
        return Arguments(group=found[0])
    phones = found[1] if found else rest
    if not _has_phone(phones, context) or (found is None and not _only_phones(phones, context)):
        return None  # "my sister, for 4321": the words may name the group, and are left to the brain
    return Arguments(group=found[0] if found else None, phones=phones)


def _only_phones(text: str, context: Context) -> bool:
    """Whether no number but phones stands there, and no words but small ones."""
    left = text
    for piece in pieces(text, context.house.region):
        if sum(map(str.isdigit, piece.text)) >= FEWEST_PHONE_DIGITS:
            left = left.replace(piece.text, " ")
    return not fold(_without_fillers(left, context))


def _has_phone(text: str, context: Context) -> bool:
    given = pieces(text, context.house.region)
    return any(sum(map(str.isdigit, piece.text)) >= FEWEST_PHONE_DIGITS for piece in given)


def _moved(rest: str, context: Context) -> Arguments | None:
    """The old phone; or a group and the member number there."""
    if _has_phone(rest, context):
        return Arguments(phones=rest)
    for group, other in _splits(_without_fillers(rest, context) or rest, context):
        if not other or _called(other, group, context):
            return Arguments(group=group.number, member=other or None)
    return None


def _duration(rest: str, context: Context) -> Arguments | None:
    """[ALL] [4321] [8 hours], in any order."""
    words = rest.split()
    others = [word for word in words if fold(word) not in context.catalogue.all_words]
    everything, left = len(others) < len(words), " ".join(others)
    if not fold(left):
        return Arguments(everything=everything)
    for group, duration in _splits(left, context):
        bare = _without_fillers(duration, context)
        if not bare or _is_duration(duration, context):
            return Arguments(group=group.number, duration=duration if bare else None, everything=everything)
    alone = _group(left, context)
    if alone is not None:
        return Arguments(group=alone.group, everything=everything)
    # "6060 eight hours" of a group that is not there is no year of silence.
    many = any(len(digits) >= LONGEST_MEMBER for digits in re.findall(r"\d+", western(left)))
    return Arguments(duration=left, everything=everything) if not many and _is_duration(left, context) else None


def _is_duration(text: str, context: Context) -> bool:
    return until(text, words_of(context.catalogue), context.now, exact=True) is not None


Parser = Callable[[str, Context], Arguments | None]
PARSERS: dict[tuple[Need, ...], Parser] = {
    (): _nothing,
    (Need.LANGUAGE,): _language,
    (Need.GROUP,): _group,
    (Need.GROUP, Need.NAME): _name,
    (Need.GROUP, Need.BODY): _body,
    (Need.GROUP, Need.NICKNAME): _nickname,
    (Need.GROUP, Need.MEMBER): _member,
    (Need.GROUP, Need.PHONES): _phones,
    (Need.GROUP, Need.DURATION): _duration,
    (Need.GROUP, Need.QUESTION, Need.BODY): _answer,
    (Need.GROUP, Need.MEMBER, Need.PHONES): _moved,
}
