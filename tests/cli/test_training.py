"""What is shown while the brain is trained."""

from __future__ import annotations

import pytest

from bot.cli import rasa

BEGUN, ENDED = "Starting to train component '{}'.\n", "Finished training component '{}'.\n"


@pytest.mark.parametrize(
    ("log", "bar"),
    [
        ("", "[------------------------] the texts"),
        (BEGUN.format("RulePolicy"), "[------------------------] rules"),
        (BEGUN.format("RulePolicy") + ENDED.format("RulePolicy"), "[########----------------] the texts"),
        (
            BEGUN.format("MeaningClassifier") + BEGUN.format("TextEntityExtractor"),
            "[------------------------] intents, entities",
        ),
        (
            BEGUN.format("MeaningClassifier") + BEGUN.format("TextEntityExtractor") + ENDED.format("MeaningClassifier"),
            "[########----------------] entities",
        ),
        (BEGUN.format("OwnPolicy"), "[------------------------] OwnPolicy"),
    ],
)
def test_the_bar_says_how_much_is_trained_and_what_is_being_trained(log: str, bar: str) -> None:
    assert rasa._bar(log).rstrip() == bar


def test_a_shorter_bar_covers_what_a_longer_one_wrote() -> None:
    both = rasa._bar(BEGUN.format("MeaningClassifier") + BEGUN.format("TextEntityExtractor"))
    assert len(both) == len(rasa._bar(""))
