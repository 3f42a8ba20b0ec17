"""Share of texts whose language is found, by language and by number of words.

    python -m benchmarks.language sentences.tsv [--prior own|ar|en|fa|my] [--wrong]

In: lines of a language code, a tab and a sentence; each is cut to its first 1, 2, 4 and 8 words (a Burmese word:
six letters). `--prior` is the person's earlier language: one for all, or `own`, that of the text where it is one
that is answered. `--wrong` also prints what was mistaken. A text of no letters is not counted.
"""

import argparse
from collections import defaultdict
from pathlib import Path

from bot.text.language import identify

LENGTHS = (1, 2, 4, 8)
ANSWERED = ("ar", "fa", "my", "en")
_LETTERS_OF_A_BURMESE_WORD = 6


def cut(sentence: str, language: str, words: int) -> str:
    """The first words of a sentence."""
    if language == "my":
        return sentence[: words * _LETTERS_OF_A_BURMESE_WORD]
    return " ".join(sentence.split()[:words])


def main() -> None:
    """Print a line a language: right, and for languages not answered also taken for one that is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--prior", choices=("own", *ANSWERED))
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    outcomes: dict[tuple[str, int], list[str]] = defaultdict(list)
    for line in options.sentences.read_text(encoding="utf-8").splitlines():
        code, sentence = line.split("\t", 1)
        language = "fa" if code == "prs" else code
        own = language if language in ANSWERED else None
        prior = own if options.prior == "own" else options.prior
        for words in LENGTHS:
            text = cut(sentence, language, words)
            if guess := identify(text, prior):
                outcomes[code, words].append("right" if guess.language == language else guess.language)
                if options.wrong and guess.language != language:
                    print(code, words, guess, text, sep="\t")
    for code in sorted({code for code, _ in outcomes}):
        print(code.ljust(4), *(_line(outcomes[code, words], words) for words in LENGTHS), sep="  ")


def _line(results: list[str], words: int) -> str:
    taken = sum(result in ANSWERED for result in results)
    return (
        f"{words} words: {results.count('right') / len(results):6.1%} (answered as another {taken / len(results):5.1%})"
    )


if __name__ == "__main__":
    main()
