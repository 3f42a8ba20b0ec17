"""How shares are printed."""

from __future__ import annotations

import pytest

from bot.evaluation.measures import Share
from bot.evaluation.table import reaching


@pytest.mark.parametrize(
    ("part", "whole", "shown", "met"),
    [
        pytest.param(481, 496, "96.9%", False, id="one text too few is not rounded up to the aim"),
        pytest.param(482, 496, "97.1%", True, id="enough"),
        pytest.param(97, 100, "97.0%", True, id="exactly the aim"),
        pytest.param(0, 0, "0.0%", False, id="of no text"),
    ],
)
def test_a_share_that_misses_its_aim_does_not_look_as_if_it_did_not(
    part: int, whole: int, shown: str, met: bool
) -> None:
    cell = reaching(Share(part, whole), 0.97)
    assert (cell.words, cell.met) == (shown, met)
