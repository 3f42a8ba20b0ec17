"""In which language, and in which letters, free-form texts are answered: the brain is away, so with the guide."""

import re

import pytest
from sqlalchemy.orm import Session

from bot.conversation.voice import Voice, voice_of
from bot.store import inbox
from bot.store.directory import Directory
from bot.store.states import InboxState
from bot.text.zawgyi import is_zawgyi, to_zawgyi
from tests.support.seed import receive
from tests.support.stage import Stage

ARABIC, PERSIAN = re.compile("[\u0621-\u064a]"), re.compile("[پچگکی]")
BURMESE = re.compile("[\u1000-\u1021]")


def heard(stage: Stage, text: str, default: str) -> Voice:
    """What the first text of somebody shows."""

    def listen(session: Session) -> Voice:
        receive(session, stage.vault, stage.clock.now(), "Amina", text)
        stored = inbox.claim(session, stage.vault, stage.clock.now(), InboxState.RECEIVED)
        assert stored is not None
        return voice_of(stored, Directory(session, stage.vault, stage.clock.now()), stage.replies, default)

    return stage.database.in_transaction(listen)


def answer(stage: Stage, text: str) -> str:
    """What somebody who texts for the second time is answered."""
    stage.says("Amina", "5005")
    stage.receive("Amina", text)
    stage.settle()
    stage.clock.tick(stage.settings.brain_patience)
    texts = stage.settle()
    assert texts
    return texts[-1].body


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        pytest.param("bidi a3ref wein el 3iyade law sama7t", ARABIC, id="Arabizi"),
        pytest.param("lotfan begid shafakhana koja ast", PERSIAN, id="Finglish"),
        pytest.param("say khan bal hma lal pyaw pya par", BURMESE, id="Burmese in Latin letters"),
    ],
)
def test_a_text_in_latin_letters_is_answered_in_the_letters_of_its_language(
    sqlite_stage: Stage, text: str, letters: re.Pattern[str]
) -> None:
    assert letters.search(answer(sqlite_stage, text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("مجھے پانی اور ڈاکٹر چاہیے", id="Urdu"),
        pytest.param("زه غواړم ډلې ته راشم", id="Pashto"),
        pytest.param("waxaan u baahanahay biyo iyo cunto", id="Somali"),
        pytest.param("je voudrais parler avec un médecin", id="French"),
    ],
)
def test_an_unsupported_language_is_answered_in_the_default_one(sqlite_stage: Stage, text: str) -> None:
    voice = heard(sqlite_stage, text, default="my")
    assert (voice.reader.language, voice.unsupported) == ("my", True)


def test_who_writes_zawgyi_is_answered_in_it_until_a_text_shows_unicode(sqlite_stage: Stage) -> None:
    old, alike, new = to_zawgyi("ကျေးဇူးပြုပြီး ကူညီပါ"), "မလိုပါဘူး", "ကျေးဇူးတင်ပါတယ်"
    assert [is_zawgyi(answer(sqlite_stage, text)) for text in (old, alike, new)] == [True, True, False]
