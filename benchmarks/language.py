"""Share of texts whose language is found, by language and by number of words.

    python -m benchmarks.language FILE... [--prior own|ar|en|fa|my] [--half 0|1] [--wrong]

In: `*.tsv`, lines of a language code, a tab and a sentence, each cut to its first 1, 2, 4 and 8 words (a Burmese word:
six letters); `<language>.yml`, texts as Rasa has them (tests/understanding, data/nlu), taken whole and put with others
of as many words, those without a letter of the language's own script apart ("ar in Latin letters").
`--prior` is the person's earlier language: one for all, or `own`, that of the text where it is one that is answered.
`--half` takes every other line of a file, so that one half can be looked at with `--wrong`, which prints what was
mistaken, and the other not. A text that has no letters is not counted.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.text.language import identify

ANSWERED = ("ar", "fa", "my", "en")
LENGTHS = ("1 word", "2 words", "3 words", "4 and more", "8 and more")
_CUTS = {1: "1 word", 2: "2 words", 4: "4 and more", 8: "8 and more"}
_LETTERS_OF_A_BURMESE_WORD = 6
_EXAMPLE = re.compile(r"^\s+- (?!intent:|lookup:|synonym:|regex:)(.+)$", re.MULTILINE)
_ENTITY = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
_OWN_LETTER = {"ar": re.compile("[\u0600-\u06ff]"), "fa": re.compile("[\u0600-\u06ff]"), "my": re.compile("[က-႟]")}
_WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Sample:
    """A text, the language it is in, and the line of the table that it counts for."""

    text: str
    language: str
    row: str
    length: str


def sentences(path: Path, half: int | None) -> Iterator[Sample]:
    """The first words of each sentence of a tab-separated file."""
    for code, _, sentence in (line.partition("\t") for line in _lines(path, half)):
        language = "fa" if code == "prs" else code
        for words, length in _CUTS.items():
            yield Sample(_cut(sentence, language, words), language, code, length)


def _lines(path: Path, half: int | None) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return lines if half is None else lines[half::2]


def _cut(sentence: str, language: str, words: int) -> str:
    if language == "my":
        return sentence[: words * _LETTERS_OF_A_BURMESE_WORD]
    return " ".join(sentence.split()[:words])


def examples(path: Path, half: int | None) -> Iterator[Sample]:
    """The texts of a file of examples; its name, or its folder's, says the language."""
    language = next(code for code in (path.parent.name, path.stem.split(".")[0]) if code in ANSWERED)
    for line in _EXAMPLE.findall("\n".join(_lines(path, half))):
        text = _ENTITY.sub(r"\1", line)
        own = _OWN_LETTER.get(language)
        row = language if own is None or own.search(text) else f"{language} in Latin letters"
        words = sum(1 for word in text.split() if _WORD.search(word))
        length = LENGTHS[min(words, 4) - 1] if words < 8 else LENGTHS[-1]
        if words:
            yield Sample(text, language, row, length)


def main() -> None:
    """Print a line for each language: texts, share that is right, share taken for another one that is answered."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--prior", choices=("own", *ANSWERED))
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    outcomes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in options.files:
        for sample in (sentences if path.suffix == ".tsv" else examples)(path, options.half):
            own = sample.language if sample.language in ANSWERED else None
            guess = identify(sample.text, own if options.prior == "own" else options.prior)
            if guess is None:
                continue
            right = guess.language == sample.language
            outcomes[sample.row, sample.length].append("right" if right else guess.language)
            if options.wrong and not right:
                print(sample.row, sample.length, guess, sample.text, sep="\t")
    for row in sorted({row for row, _ in outcomes}):
        print(row.ljust(20), *(_cell(outcomes.get((row, length), [])) for length in LENGTHS), sep="  ")


def _cell(results: list[str]) -> str:
    if not results:
        return " " * 22
    taken = sum(result in ANSWERED for result in results)
    return f"{len(results):4} {results.count('right') / len(results):7.2%} ({taken / len(results):7.2%})"


if __name__ == "__main__":
    main()
