"""Two ways to clean a text: `fold` to compare it, `tidy` to send it to people.

Both take any text, lone surrogates included, never fail, and change nothing when applied again.
Sources: Unicode categories and NFKC; for Myanmar the mark order of Unicode Technical Note 11.
"""

import re
import unicodedata
from functools import lru_cache

from bot.text.digits import western

# One letter for what keyboards of different countries write differently, or what people leave out.
# Keys are what is left after NFKC and casefold; a letter is listed under the one it becomes.
_SAME_LETTER = {
    "ی": "يىئ",
    "ک": "كڪ",
    "ا": "أإآٱ",
    "ه": "ةۀەہھۂۃ",
    "و": "ؤ",
    "i": "ı",  # Turkish lower case of I
}
_LETTERS = {ord(other): letter for letter, others in _SAME_LETTER.items() for other in others}

_HARAKAT = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]")
_DOT_OF_TURKISH_I = re.compile("(?<=i)\u0307")

# Letters and marks that show nothing although they are no format characters: fillers and variation selectors.
_SHOWS_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)

# Medials, then vowels from above to below, then tone marks. Two orders look the same on the screen.
_MYANMAR_ORDER = "\u103b\u103c\u103d\u103e\u1031\u102d\u102e\u1032\u102f\u1030\u102b\u102c\u1036\u1037\u103a\u1038"
_MYANMAR_MARKS = re.compile(f"[{_MYANMAR_ORDER}]{{2,}}")
# The digit zero typed for the letter wa, which looks the same: no digit before it, a letter or mark after it.
_ZERO_FOR_WA = re.compile("(?<![\u1040-\u1049])\u1040(?=[\u1000-\u103e])")

_NEVER_SENT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_STRAY = re.compile("[\u200b\u200e\u200f\u2060\ufeff]")
# Hebrew to Samaritan and Arabic extended, Indic to Myanmar, Khmer, and the Arabic presentation forms.
_COMPLEX_SCRIPT = re.compile(
    "[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\ua8e0-\ua8ff\ua9e0-\ua9ff\uaa60-\uaa7f\ufb1d-\ufdff\ufe70-\ufefc]"
)


@lru_cache(maxsize=4096)
def _fate(letter: str) -> str:
    """What becomes of one letter in a folded text: itself, a space, or nothing."""
    category = unicodedata.category(letter)
    if letter.isspace() or category[0] in "PSZ" or category in ("Cn", "Co"):
        return " "
    return "" if category in ("Cc", "Cf", "Cs", "Me") else letter


def _myanmar_order(match: re.Match[str]) -> str:
    """A run of Myanmar marks, each once, in their canonical order."""
    return "".join(sorted(set(match[0]), key=_MYANMAR_ORDER.index))


def _fold_once(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _DOT_OF_TURKISH_I.sub("", _SHOWS_NOTHING.sub("", text))
    text = _HARAKAT.sub("", text.translate(_LETTERS))
    text = _MYANMAR_MARKS.sub(_myanmar_order, _ZERO_FOR_WA.sub("ဝ", text))
    return " ".join("".join(map(_fate, western(text))).split())


def fold(text: str) -> str:
    """The key by which command words, group names and names of languages are compared.

    No case, one digit script, one form of each Arabic and Persian letter, no vowel sign, nothing invisible, every
    sign of punctuation a space, single spaces between words. Zawgyi is left for `zawgyi.to_unicode`.
    """
    folded = _fold_once(text)
    # What a step takes away can bring together what an earlier step would have joined; each round is shorter
    # or further along in NFKC, so this ends, nearly always at once.
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def key(name: str) -> str:
    """A name as it is compared: folded, and without spaces, because a zero width joiner, a space and nothing are
    written for one another."""
    return fold(name).replace(" ", "")


def words(text: str) -> tuple[str, ...]:
    """The words of the folded text."""
    return tuple(fold(text).split())


def tidy(text: str) -> str:
    """The text as it may be sent to people: as typed, without what cannot be shown or can deceive.

    NFC; line ends as newline, tab as space; no other control, no lone surrogate, no bidi override or isolate.
    ZWNJ and ZWJ stay. Marks of direction and width stay where a script needs them; in a Latin text one of them
    alone would make a text of one segment three.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = _NEVER_SENT.sub("", text)
    if not _COMPLEX_SCRIPT.search(text):
        text = _STRAY.sub("", text)
    return unicodedata.normalize("NFC", text)
