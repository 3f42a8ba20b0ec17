"""The parts of the documents that are made from the code, so that they cannot disagree with it: `make documents`.

docs/settings.md is made whole; in README.md the table of exact texts, between two marks.
"""

from __future__ import annotations

from pathlib import Path

from babel import Locale

from bot.conversation.voice import LANGUAGE_OF_DIGITS
from bot.replies import catalogue
from bot.replies.catalogue import WORDS, Catalogue
from bot.settings import ROOT, Settings, names
from bot.text.digits import DigitScript, to_script

BEGIN, END = "<!-- made by `make documents` from the catalogue -->", "<!-- until here -->"

DIGITS = {code: script for script, code in LANGUAGE_OF_DIGITS.items()}
ROWS = (
    ("4321", "", "a free number: makes the group; a group's: joins it; your own group's: what it is"),
    ("4321 …", "", "your words: writes to the whole group"),
    ("{} 4321 …", "create", "makes the group; a name may follow"),
    ("{} 4321", "join", "joins"),
    ("{} 4321", "leave", "leaves; without a number, from a list"),
    ("{}", "groups", "your groups"),
    ("{} 4321", "about", "how many people, who runs it"),
    ("{} …", "me", "and a name: what others see instead of #17; a group's number between: in that group only"),
    ("{} 4321 …", "pause", "no posts for a while: 8 hours, until morning; alerts still come, but for PAUSE ALL"),
    ("{} 4321", "resume", "posts again"),
    ("{} 4321 …", "alert", "and words: urgent, before all else; 9 says that it was a false alarm"),
    ("{} 4321 …", "ask", "and words: to its leaders only, who do not learn who asks"),
    ("{} 4321 …", "invite", "and phone numbers: each gets one text, nobody is added"),
    ("{} 4321 …", "report", "and words: to its leaders and the operators, without your name"),
    ("{} 12 …", "answer", "leaders: answers question 12"),
    ("{} 4321 …", "name", "leaders: names the group"),
    ("{} 4321", "approve", "leaders: they decide who joins; with a member number: lets that one in"),
    ("{} 4321", "announce", "leaders: only they write"),
    ("{} 4321", "open", "leaders: everybody joins, or writes, again"),
    ("{} 4321", "guests", "leaders: whether people outside may ask them"),
    ("{} 4321 17", "remove", "leaders: takes #17 out"),
    ("{} 4321 17", "ban", "leaders: for good"),
    ("{} 4321 17", "unban", "leaders: may come back"),
    ("{} 4321 17", "moderator", "owners: #17 leads, too"),
    ("{} 4321 17", "member", "owners: leads no more"),
    ("{} 4321 17", "owner", "owners: another owner, after a code"),
    ("{} 4321", "close", "owners: ends the group, after a code"),
    ("{} +1555…", "moved", "and your old phone number: your groups on this phone, after a code"),
    ("{}", "forget", "erases you, after a code"),
    ("{} …", "language", "and a language: answers come in it from now on"),
    ("{}", "help", "how it works"),
    ("{}", "stop", "no texts at all"),
    ("{}", "start", "texts again, after that"),
)


def settings() -> str:
    """docs/settings.md."""
    rows = [
        f"| `{names(name)[0]}` | `{_default(field.default)}` | {field.description or ''} |"
        for name, field in Settings.model_fields.items()
    ]
    head = (
        "# Settings\n\nFrom the environment, or from `.env`. A `SMSUP_` name that is not in this list stops the start."
    )
    return "\n".join([head, "", "| name | default | meaning |", "|---|---|---|", *rows, ""])


def exact_texts(known: Catalogue) -> str:
    """The README's table: each language's first word of each command."""
    codes = list(known.languages)
    titles = [Locale.parse(code).get_display_name("en") or code for code in codes]
    lines = [" | ".join(["|", *titles, "what it does |"]), "|---" * (len(codes) + 1) + "|"]
    for form, word, meaning in ROWS:
        cells = [_cell(known, code, form, word) for code in codes]
        lines.append(" | ".join(["|", *cells, f"{meaning} |"]))
    return "\n".join(lines).replace("| | ", "| ")


def _cell(known: Catalogue, code: str, form: str, word: str) -> str:
    first = known.language(code).words(WORDS + word)[0].upper() if word else ""
    return f"`{to_script(form, DIGITS.get(code, DigitScript.WESTERN)).format(first)}`"


def _default(value: object) -> str:
    shown = value.get_secret_value() if hasattr(value, "get_secret_value") else value
    return "" if shown is None else str(shown)


def readme(text: str, known: Catalogue) -> str:
    """The README with its table made anew."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{exact_texts(known)}\n{END}{after}"


def write(root: Path = ROOT) -> None:
    (root / "docs" / "settings.md").write_text(settings(), encoding="utf-8")
    path = root / "README.md"
    path.write_text(readme(path.read_text(encoding="utf-8"), catalogue.load(root)), encoding="utf-8")


if __name__ == "__main__":
    write()
