"""A reply costs one SMS in every language, filled with the longest usual values."""

from __future__ import annotations

import pytest
from babel.messages.pofile import read_po

from bot.replies.catalogue import ALL as ALL_WORDS
from bot.replies.catalogue import FILLERS, NAMES, PARTICLES, TIMES, WORDS
from bot.replies.render import Reader, Renderer
from bot.settings import ROOT
from bot.text.digits import DigitScript
from bot.text.segments import count
from tests.support.stage import installed
from tests.support.worst import filled

CATALOGUE = installed()
RENDERER = Renderer(CATALOGUE)
DIGITS = {"ar": DigitScript.ARABIC, "fa": DigitScript.PERSIAN, "my": DigitScript.MYANMAR}
LISTS = (WORDS, NAMES, FILLERS, PARTICLES, TIMES, ALL_WORDS)
SENT = [name for name in CATALOGUE.languages["en"].responses if not name.startswith(LISTS)]
ALL = [(code, name) for code in CATALOGUE.languages for name in SENT if name != "utter_comma"]


def reasons(code: str) -> dict[str, str]:
    """Replies of a locale that may be longer: a translator's comment "over: why" says so."""
    path = ROOT / "locales" / code / "LC_MESSAGES" / "smsup.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = list(read_po(file, locale=code))
    return {
        str(message.context): comment.removeprefix("over:").strip()
        for message in messages
        for comment in message.user_comments
        if comment.startswith("over:")
    }


def longest(code: str, name: str) -> tuple[int, str]:
    """Segments and text of the longest form of a reply."""
    reader = Reader(code, DIGITS.get(code, DigitScript.WESTERN))
    texts = [RENDERER.render(reply, reader) for reply in filled(CATALOGUE, code, name)]
    return max((count(text).segments, text) for text in texts)


@pytest.mark.parametrize(("code", "name"), ALL, ids=[f"{code} {name}" for code, name in ALL])
def test_a_reply_fits_one_sms(code: str, name: str) -> None:
    if name in reasons(code):
        return
    segments, text = longest(code, name)
    assert segments == 1, f"{count(text).units} units: {text}"


@pytest.mark.parametrize("code", CATALOGUE.languages)
def test_every_exception_gives_its_reason_and_is_still_one(code: str) -> None:
    for name, reason in reasons(code).items():
        assert len(reason) >= 10, f"{name}: say why"
        assert longest(code, name)[0] > 1, f"{name} fits by now: take its comment out"


def test_english_is_written_in_letters_that_cost_half() -> None:
    for name in SENT:
        if name != "utter_language_unknown":  # names of other languages are in their own letters
            assert CATALOGUE.languages["en"].template(name).isascii(), name
