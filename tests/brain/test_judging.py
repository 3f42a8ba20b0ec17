"""How meaning and letters judge a text together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Probe = Callable[..., Any]


def test_the_same_examples_always_teach_the_same(probe: Probe) -> None:
    one, other = probe("learned_twice")
    assert one == other


def test_probabilities_of_a_text_sum_up_to_one(probe: Probe) -> None:
    for row in probe("learned_twice")[0]:
        assert sum(row) == pytest.approx(1)


def test_what_is_of_no_use_on_calibration_texts_is_trusted_less(probe: Probe) -> None:
    meaning, letters = probe("trusted", "meaning")
    assert meaning < 0.2 < letters, "vectors were exchanged among the texts: only the letters tell"
    meaning, letters = probe("trusted", "letters")
    assert letters < 0.2 < meaning, "texts were exchanged among the vectors: only the meaning tells"


def test_a_regression_is_read_as_it_was_written(probe: Probe, tmp_path: Path) -> None:
    before, after = probe("kept_on_disk", str(tmp_path))
    assert before == after


def test_letters_count_as_they_do_in_scikit_learn(probe: Probe) -> None:
    learned = ["let me in", "Let me out!", "گروه ۴۳۲۱", "از گروه", "အဖွဲ့ က", "အဖွဲ့"]
    texts = [*learned, "", "x", "let let let", "out of گروه", "۱۲۳", "letme" * 40]
    assert probe("off_from_vectorizer", learned, texts) < 1e-6


def test_logarithms_of_probabilities_are_scipys(probe: Probe) -> None:
    assert probe("off_from_scipy") < 1e-9
