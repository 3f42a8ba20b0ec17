"""The texts that the brain learns from, those that its confidence is measured on, and those that judge it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
import yaml

from actions.actions import ENTITY_KINDS
from bot.evaluation.cases import unmarked
from bot.settings import ROOT
from bot.text.digits import western
from bot.text.normalise import fold, key

LANGUAGES = ("ar", "en", "fa", "my")
PAIRS, UNSEEN = ROOT / "data" / "pairs", ROOT / "tests" / "understanding" / "unseen"
FEWEST_TO_LEARN, FEWEST_TO_JUDGE, FEWEST_NEWS = 80, 15, 500
FEWEST_WORDS = 4
"""Of shorter texts one word makes another text."""
OWN_SCRIPT = {"ar": "\u0600-\u06ff", "fa": "\u0600-\u06ff", "my": "\u1000-\u109f"}
FEWEST_ROMANISED = 0.05
MASKED = re.compile(r"\+?0(?:[\s().-]{0,2}0){6,}")
DIALLED = re.compile(r"[+0](?:[\s().-]{0,2}\d){8,}|\d{9,}")
FEWEST_DIGITS_OF_A_PHONE = 7
MARKED = re.compile(r"\[[^\]]*\]\((\w+)\)")

Examples = list[tuple[str, str]]


def examples(path: Path) -> Examples:
    """Intent and text, marked as written, of a file or of all files of a folder."""
    found = []
    for file in sorted(path.glob("*.yml")) if path.is_dir() else [path]:
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            found += [(block["intent"], line.removeprefix("- ")) for line in block["examples"].splitlines()]
    return found


@cache
def learned(language: str) -> Examples:
    return examples(ROOT / "data" / "nlu" / language)


@cache
def held_out(language: str) -> Examples:
    return examples(ROOT / "tests" / "understanding" / f"{language}.yml")


@cache
def calibrating(language: str) -> Examples:
    return examples(ROOT / "calibration" / f"{language}.yml")


@cache
def news(language: str, folder: str = "tests/understanding") -> tuple[str, ...]:
    return tuple((ROOT / folder / f"news_{language}.txt").read_text(encoding="utf-8").splitlines())


def plain(marked: str) -> str:
    return unmarked(marked)[0]


def all_texts(language: str) -> dict[str, list[str]]:
    return {
        "learned": [plain(text) for _, text in learned(language)],
        "calibrating": [*(plain(text) for _, text in calibrating(language)), *news(language, "calibration")],
        "held out": [plain(text) for _, text in held_out(language)],
        "news": list(news(language)),
    }


def nearly(text: str) -> set[str]:
    """What a text shares with any other that differs in one word."""
    words = fold(text).split()
    if len(words) < FEWEST_WORDS:
        return {key(text)}
    return {" ".join(words), *(" ".join([*words[:place], "", *words[place + 1 :]]) for place in range(len(words)))}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["held out", "news"])
def test_no_text_that_judges_was_learned_not_even_with_one_other_word(language: str, kind: str) -> None:
    texts = all_texts(language)
    seen = {trace for text in texts["learned"] for trace in nearly(text)}
    leaked = [text for text in texts[kind] if not seen.isdisjoint(nearly(text))]
    assert not leaked, f"{len(leaked)} of {len(texts[kind])}"


@pytest.mark.parametrize("language", sorted(path.stem for path in PAIRS.glob("*.tsv")))
def test_no_text_that_judges_stands_among_the_pairs_of_sentences(language: str) -> None:
    lines = (PAIRS / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    sides = list(zip(*(line.split("\t") for line in lines), strict=True))
    judging = [plain(text) for _, text in examples(UNSEEN / f"{language}.yml")]
    for side, texts in zip(sides, (judging, all_texts("en")["held out"]), strict=True):
        seen = {trace for text in side for trace in nearly(text)}
        assert not [text for text in texts if not seen.isdisjoint(nearly(text))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_that_calibrates_was_learned(language: str) -> None:
    texts = all_texts(language)
    assert not set(map(fold, texts["calibrating"])) & set(map(fold, texts["learned"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_that_judges_also_calibrates(language: str) -> None:
    texts = all_texts(language)
    seen = {trace for text in texts["calibrating"] for trace in nearly(text)}
    leaked = [text for kind in ("held out", "news") for text in texts[kind] if not seen.isdisjoint(nearly(text))]
    assert not leaked


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_learned_twice(language: str) -> None:
    counted = Counter(fold(plain(text)) for _, text in learned(language) if fold(plain(text)))
    assert not [text for text, times in counted.items() if times > 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_texts_of_every_intent(language: str) -> None:
    intents = {path.stem for path in (ROOT / "data" / "nlu" / "en").glob("*.yml")}
    to_learn = Counter(intent for intent, _ in learned(language))
    to_judge = Counter(intent for intent, _ in held_out(language))
    assert set(to_learn) == set(to_judge) == intents
    assert min(to_learn.values()) >= FEWEST_TO_LEARN, min(to_learn, key=lambda intent: to_learn[intent])
    assert min(to_judge.values()) >= FEWEST_TO_JUDGE, min(to_judge, key=lambda intent: to_judge[intent])
    assert len(news(language)) >= FEWEST_NEWS


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_are_of_entities_that_there_are(language: str) -> None:
    texts = [*learned(language), *held_out(language), *calibrating(language)]
    names = {name for _, text in texts for name in MARKED.findall(text)}
    assert names <= set(ENTITY_KINDS)


@pytest.mark.parametrize("language", OWN_SCRIPT)
def test_some_write_in_latin_letters(language: str) -> None:
    for texts in (learned(language), held_out(language)):
        latin = [text for _, text in texts if not re.search(f"[{OWN_SCRIPT[language]}]", plain(text))]
        assert len(latin) >= FEWEST_ROMANISED * len(texts)


def dialled(texts: Iterable[str]) -> list[str]:
    """What looks like a phone number that somebody could have."""
    runs = (run for text in texts for run in DIALLED.findall(MASKED.sub("|", western(text))))
    return [run for run in runs if sum(digit in "123456789" for digit in run) >= FEWEST_DIGITS_OF_A_PHONE]


@pytest.mark.parametrize("language", LANGUAGES)
def test_phone_numbers_are_zeros(language: str) -> None:
    assert not dialled(text for texts in all_texts(language).values() for text in texts)


@pytest.mark.parametrize("path", sorted(PAIRS.glob("*.tsv")), ids=lambda path: path.stem)
def test_phone_numbers_among_pairs_of_sentences_are_zeros(path: Path) -> None:
    assert not dialled(path.read_text(encoding="utf-8").splitlines())
    assert dialled(["call 0170 1234567"]), "what is looked for is found"
