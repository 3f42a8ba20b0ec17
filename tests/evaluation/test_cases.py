"""Held-out texts are read exactly: every mark, every offset, and no mark where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation import cases
from bot.evaluation.cases import UnreadableTexts, unmarked
from bot.settings import ROOT
from bot.text.zawgyi import is_zawgyi

WORDS = st.text(st.characters(exclude_characters="[]()", exclude_categories=["Cs"]), min_size=1, max_size=12)
FILE = """version: "3.1"
nlu:
- intent: join_group
  examples: |
    - let me in [4321](group): please
    - [مجموعة النساء](group)
- intent: send_message
  examples: |
    - tell [4321](group) that [- it is closed: (today)](body)

    - "quoted" # no comment
"""


@pytest.mark.parametrize(
    ("marked", "text", "found"),
    [
        ("put me in [4321](group)", "put me in 4321", [("group", "4321", "4321")]),
        ("[six oh one](group:601) pls", "six oh one pls", [("group", "six oh one", "601")]),
        ("[۴۳۲۱](group)[سلام](body)", "۴۳۲۱سلام", [("group", "۴۳۲۱", "۴۳۲۱"), ("body", "سلام", "سلام")]),
        ("[closed (till 5)](body)", "closed (till 5)", [("body", "closed (till 5)", "closed (till 5)")]),
        ("see [1] (and) [2]", "see [1] (and) [2]", []),
        ("[[4321](group)]", "[4321]", [("group", "4321", "4321")]),
        ("🚌 [4321](group) 🚌 [x](name)", "🚌 4321 🚌 x", [("group", "4321", "4321"), ("name", "x", "x")]),
        ("[](group) [a](B)", "[](group) [a](B)", []),
        ("", "", []),
    ],
    ids=[
        "a number at the end",
        "a value that differs from the words",
        "two marks that touch, in another script",
        "round brackets inside the words",
        "brackets that mark nothing",
        "a mark within brackets",
        "after letters beyond the first plane",
        "empty words, and a kind in capitals",
        "nothing",
    ],
)
def test_marks_are_taken_out_of(marked: str, text: str, found: list[tuple[str, str, str]]) -> None:
    plain, entities = unmarked(marked)
    assert plain == text
    assert [(entity.kind, plain[entity.start : entity.end], entity.value) for entity in entities] == found


@given(st.lists(st.tuples(WORDS, st.booleans())))
def test_offsets_cut_the_marked_words_out_of_any_text(pieces: list[tuple[str, bool]]) -> None:
    marked = "".join(f"[{words}](name)" if is_name else words for words, is_name in pieces)
    text, entities = unmarked(marked)
    assert text == "".join(words for words, _ in pieces)
    assert [text[one.start : one.end] for one in entities] == [words for words, is_name in pieces if is_name]


def test_a_file_is_read_with_its_intents_and_its_news(tmp_path: Path) -> None:
    (tmp_path / "ar.yml").write_text(FILE, encoding="utf-8")
    (tmp_path / "ar.new.yml").write_text("not read", encoding="utf-8")
    (tmp_path / "news_ar.txt").write_text("the road is closed\n\n [4321] is my bus \n", encoding="utf-8")
    assert cases.languages(tmp_path) == ("ar",)
    (held,) = cases.read(tmp_path, ["ar"])
    assert [(case.intent, case.text) for case in held.all] == [
        ("join_group", "let me in 4321: please"),
        ("join_group", "مجموعة النساء"),
        ("send_message", "tell 4321 that - it is closed: (today)"),
        ("send_message", '"quoted" # no comment'),
        (None, "the road is closed"),
        (None, "[4321] is my bus"),
    ]
    assert held.texts[2].first("body") == "- it is closed: (today)"
    assert held.texts[2].first("name") is None


def test_burmese_texts_are_there_in_zawgyi_too_and_mean_the_same(tmp_path: Path) -> None:
    words = "အဖွဲ့ [၄၃၂၁](group) သို့ ဝင်ချင်ပါတယ် ကျေးဇူးပြုပြီး"
    (tmp_path / "my.yml").write_text(f"nlu:\n- intent: join_group\n  examples: |\n    - {words}\n", encoding="utf-8")
    unicode, zawgyi = cases.read(tmp_path, ["my"])
    assert (unicode.name, zawgyi.name, zawgyi.language) == ("my", "my (Zawgyi)", "my")
    assert is_zawgyi(zawgyi.texts[0].written)
    assert not is_zawgyi(unicode.texts[0].written)
    assert zawgyi.texts[0].text == unicode.texts[0].text
    assert zawgyi.texts[0].first("group") == "၄၃၂၁"


@pytest.mark.parametrize(
    "content",
    ["", "nlu: 7", "nlu:\n- intent: greet", "nlu:\n- intent: greet\n  examples: |\n    hello\n", "nlu: [", "[]"],
    ids=["nothing", "no list", "no texts", "a line that is no item", "broken YAML", "a list instead"],
)
def test_a_file_in_another_form_is_refused_by_its_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "en.yml").write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableTexts, match=r"^en\.yml: "):
        cases.read(tmp_path, ["en"])


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTexts):
        cases.languages(tmp_path)


def test_the_texts_that_are_held_out_here_are_all_read() -> None:
    folder = ROOT / "tests" / "understanding"
    held = cases.read(folder, cases.languages(folder))
    assert [one.name for one in held] == ["ar", "en", "fa", "my", "my (Zawgyi)"]
    assert all("](" not in case.text for one in held for case in one.all)
    assert all(len(one.texts) >= 300 and len(one.news) >= 100 for one in held)


def test_who_sends_a_text_is_in_the_group_that_it_names_and_in_two_others_always_the_same(tmp_path: Path) -> None:
    names = ["Bread", "Night Bus", "Garden", "Clinic"]
    lines = [f"    - out of [{name}](group)\n" for name in (*names, "bread", "4321")]
    file = 'version: "3.1"\nnlu:\n- intent: leave_group\n  examples: |\n' + "".join(lines) + "    - out\n"
    (tmp_path / "en.yml").write_text(file, encoding="utf-8")
    (held,) = cases.read(tmp_path, ["en"])
    assert {name.lower() for name in held.names} == {name.lower() for name in names}, "a number is no name"
    for case in held.texts:
        own = held.own(case)
        assert held.own(case) == own
        named = case.first("group")
        assert (own[0] if named else None) == named
        others = {name.lower() for name in own[1 if named else 0 :]}
        assert len(others - {(named or "").lower()}) == 2
