"""What may be a group's number or name."""

from __future__ import annotations

import re
import unicodedata

from bot.replies.catalogue import Catalogue
from bot.text.digits import western
from bot.text.links import has_link
from bot.text.normalise import fold
from bot.text.phones import has_phone

NUMBER = re.compile(r"[0-9]{3,8}")
SPELLED = re.compile(r"[0-9](?: [0-9])+")  # 4 3 2 1
UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me"})
AROUND = " \t\n\r\u00a0.,;:!?#*-_'\"()[]{}<>/\\…«»‹›“”‘’„–—،؛؟٫۔။၊¡¿·•"
LONGEST_NAME = 20
LONGEST_KEY = 80  # as wide as its column; one letter can fold to eighteen

# Emergency numbers: 112, 911 and 000 work on every phone (3GPP TS 22.101, section 10); nearly every country keeps its
# own among 1xx and 99x (ITU-T E.129 lists: Iran 110 115 125, Lebanon 140 175, Turkey 155, Greece 100 166, Myanmar 191,
# Malaysia 991 994 999, Kenya 999). The four-digit ones: Thailand's ambulance and tourist police, Greece's child line.
EMERGENCY = re.compile(r"1[0-9]{2}|99[0-9]|911|000|1669|1155|1056")


def number_in(reference: str) -> str | None:
    """The western digits of a group's number when the reference is one, in any digit script.

    Punctuation around it and what cannot be seen do not count. An hour, a sum, a date, a phone number or two numbers
    are no group's number: what stands between digits, or a sign of money or + beside them, changes what they mean.
    """
    seen = "".join(letter for letter in western(reference) if letter.isspace() or _is_seen(letter))
    bare = seen.strip(AROUND)
    digits = bare.replace(" ", "") if SPELLED.fullmatch(bare) else bare
    return digits if NUMBER.fullmatch(digits) else None


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in UNSEEN


def is_emergency(number: str) -> bool:
    return EMERGENCY.fullmatch(number) is not None


def is_name(name: str, catalogue: Catalogue, region: str | None = None) -> bool:
    """A name, of a group or a person, has a letter, at most 20 characters, no phone number and no link, and is no
    command word of any language."""
    key = fold(name)
    return (
        0 < len(name.strip()) <= LONGEST_NAME
        and len(key) <= LONGEST_KEY
        and any(letter.isalpha() for letter in key)
        and tuple(key.split()) not in catalogue.lexicon
        and key not in catalogue.language_names
        and "\n" not in name.strip()
        and not has_phone(name, region)
        and not has_link(name)
    )
