"""The words that people text, counted in the training texts: `language_texted.tsv`, made by scripts/count-words."""

import re
from collections import Counter
from pathlib import Path

from bot.text.language_signs import Candidate
from bot.text.language_tokens import weighed_words

TABLE = Path(__file__).with_name("language_texted.tsv")

_OWN_SCRIPT = {"ar": "ARABIC", "fa": "ARABIC"}  # scripts of one language need no counts
_OWN_LETTER = {"ar": re.compile("[\u0600-\u06ff]"), "fa": re.compile("[\u0600-\u06ff]"), "my": re.compile("[က-႟]")}
_EXAMPLE = re.compile(r"^\s+- (?!intent:|lookup:|synonym:|regex:)(.+)$", re.MULTILINE)
_MESSAGE = re.compile(r"\[([^\]]*)\]\((?:body|question_text)\)")
_ENTITY = re.compile(r"\[[^\]]*\](?:\([^)]*\)|\{[^}]*\})")


def count(folder: Path) -> dict[str, Counter[str]]:
    """The words of a folder of Rasa's examples, named by its language, in its `own` letters and in `latin` ones."""
    counted: dict[str, Counter[str]] = {}
    own = _OWN_LETTER.get(folder.name)
    for path in sorted(folder.glob("*.yml")):
        for example in _EXAMPLE.findall(path.read_text(encoding="utf-8")):
            text = _ENTITY.sub(" ", _MESSAGE.sub(r"\1", example))
            romanised = own is not None and not own.search(text)
            script = "LATIN" if romanised or own is None else _OWN_SCRIPT.get(folder.name)
            if script:
                words = (word for word, _ in weighed_words(text, script))
                counted.setdefault("latin" if romanised else "own", Counter()).update(words)
    return counted


def texted() -> dict[Candidate, Counter[str]]:
    """How often each word was seen, by language and whether it was written in Latin instead of its own letters."""
    counted: dict[Candidate, Counter[str]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        language, letters, times, words = line.split("\t")
        candidate = (language, letters == "latin")
        counted.setdefault(candidate, Counter()).update(dict.fromkeys(words.split(" "), int(times)))
    return counted
