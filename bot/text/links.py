"""Links inside a text: find them, hide them. Some countries deliver no text that holds one (Malaysia, by its MCMC).

In: any text. Never fails. A link is what phones and carriers take for one: an address with its scheme, one that begins
with www., an e-mail address, a bare name with a known ending. Source of the endings: the IANA root zone, those in use.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.text.phones import HIDDEN


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ENDINGS = _each(
    "com org net edu gov mil int info biz io co ly gl gg cc tv app dev xyz site ngo goo bit asia arpa aero coop museum "
    "icu vip wiki blog tech zip mov mobi "
    "sg th mm kh jo lb iq ir af sy sa ae kw qa om ye eg sd tn dz ma so et ke ug tr gr cy bg mk rs ba hr hu ro md ua by "
    "ru kz uz tj kg pk bd np lk ph vn kr jp cn hk tw au nz ca mx br uk ie fr ch pl cz sk lt lv ee fi dk eu nl pt"
)
# Endings that are words, too: "at the clinic.It is open". With them a name is a link only when a path follows
# (wa.me/1) or one of the second levels stands before (example.com.my).
_WORDS = _each(
    "it is in at to me no so be us am my do as by id ps de la es se si al an ne ma et or la link online top shop store "
    "page club live news world help support chat group health click cloud today center care work team"
)
_SECOND_LEVELS = _each("com org net edu gov mil co ac")

# No part of an address: white space, and Myanmar letters, which follow without a space.
_REST = r"[^\s\u1000-\u109f]"
_LABEL = r"(?:[^\W\u1000-\u109f]|-)"
_WITH_SCHEME = re.compile(rf"[a-z][a-z0-9+.-]{{1,20}}://{_REST}+|(?<!\w)www\.{_REST}+", re.IGNORECASE)
_BARE = re.compile(
    rf"(?<![\w@.+-])(?P<mailbox>(?:{_LABEL}|[.+])+@)?(?P<names>(?:{_LABEL}+\.)+)(?P<ending>[a-z]{{2,24}})"
    rf"(?![a-z0-9_-])(?P<path>(?::[0-9]{{2,5}})?[/?#]{_REST}*)?",
    re.IGNORECASE,
)
_AFTER_A_LINK = ".,;:!?()[]{}<>\"'«»“”‘’…،؛؟"


@dataclass(frozen=True)
class Link:
    """A link in a text: `text[start:end]` as written, without the punctuation after it."""

    start: int
    end: int


def _is_address(match: re.Match[str]) -> bool:
    """Whether a run of names with points between is an address and not two sentences."""
    ending, names = match["ending"].lower(), match["names"].lower().rstrip(".").split(".")
    if not any(letter.isalpha() for letter in "".join(names)):
        return False
    if match["mailbox"]:
        return True
    if ending not in _WORDS:
        return ending in _ENDINGS
    return (match["path"] or "").rstrip(_AFTER_A_LINK + "/") != "" or (len(names) > 1 and names[-1] in _SECOND_LEVELS)


def _found(text: str) -> Iterator[Link]:
    matches = [*_WITH_SCHEME.finditer(text), *filter(_is_address, _BARE.finditer(text))]
    end = 0
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if match.start() >= end:
            end = match.start() + len(match[0].rstrip(_AFTER_A_LINK))
            yield Link(match.start(), end)


def find_links(text: str) -> tuple[Link, ...]:
    """The links in a text, in its order, none overlapping another."""
    return tuple(_found(text))


def has_link(text: str) -> bool:
    """Whether the text holds a link."""
    return next(_found(text), None) is not None


def hide_links(text: str) -> str:
    """The text with "***" for each link, all else letter for letter. It holds no link."""
    while links := find_links(text):  # what stood inside a longer one may be one of its own
        for link in reversed(links):
            text = text[: link.start] + HIDDEN + text[link.end :]
    return text
