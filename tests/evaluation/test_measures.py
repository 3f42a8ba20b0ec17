"""Each figure against one worked out by hand, and what holds for any texts at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation import measures
from bot.evaluation.comparing import mcnemar
from bot.evaluation.measures import Share

INTENTS = st.sampled_from(["join_group", "leave_group", "greet", "help"])
PAIRS = st.lists(st.tuples(INTENTS, st.one_of(st.none(), INTENTS)))
BETS = st.lists(st.tuples(st.floats(0, 1), st.booleans()))
COUNTS = st.integers(0, 400)


def test_f1_of_an_intent_is_that_of_its_hits_misses_and_false_alarms() -> None:
    pairs = [("a", "a"), ("a", "a"), ("a", "b"), ("b", "b"), ("b", None), ("c", "a")]
    a, b, c = measures.intents(pairs)
    assert (a.right, a.found, a.wanted) == (2, 3, 3)
    assert (a.precision, a.recall, a.f1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert (b.precision, b.recall, b.f1) == pytest.approx((1 / 2, 1 / 2, 1 / 2))
    assert (c.precision, c.recall, c.f1) == (0, 0, 0)
    assert measures.macro_f1(pairs) == pytest.approx((2 / 3 + 1 / 2 + 0) / 3)


def test_an_intent_that_no_text_means_does_not_count_in_macro_f1() -> None:
    assert measures.macro_f1([("a", "a"), ("b", "z")]) == pytest.approx((1 + 0) / 2)


def test_calibration_error_weighs_each_bin_by_its_texts() -> None:
    bets = [(0.95, True), (0.95, True), (0.95, False), (0.25, False)]
    held = measures.bins(bets)
    assert [(one.low, one.right) for one in held if one.right.whole] == [(0.2, Share(0, 1)), (0.9, Share(2, 3))]
    assert measures.calibration_error(held) == pytest.approx((3 * abs(2 / 3 - 0.95) + 1 * 0.25) / 4)


def test_a_confidence_on_an_edge_is_in_the_upper_bin_and_certainty_in_the_last() -> None:
    held = measures.bins([(0.5, True), (1.0, True), (0.0, False)])
    assert [place for place, one in enumerate(held) if one.right.whole] == [0, 5, 9]


def test_a_level_lets_pass_what_reaches_it() -> None:
    one = measures.level(0.7, [(0.7, True), (0.9, False), (0.69, True), (0.1, False)])
    assert (one.passing, one.wrong) == (Share(2, 4), Share(1, 2))


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [(Share(81, 100), 0.7222, 0.8749), (Share(0, 10), 0.0, 0.2775), (Share(10, 10), 0.7225, 1.0), (Share(0, 0), 0, 1)],
    ids=["81 of 100", "none of ten", "all of ten", "none at all"],
)
def test_wilson_interval_of(share: Share, low: float, high: float) -> None:
    assert share.interval == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(
    ("won", "lost", "p"),
    [(0, 0, 1.0), (5, 5, 1.0), (0, 5, 0.0625), (1, 8, 0.0390625), (0, 6, 0.03125), (2, 10, 158 / 4096)],
)
def test_mcnemar_exactly(won: int, lost: int, p: float) -> None:
    assert mcnemar(won, lost) == pytest.approx(p)


@given(PAIRS)
def test_a_perfect_guess_is_right_and_a_confusion_counts_every_text(pairs: list[tuple[str, str | None]]) -> None:
    perfect = [(meant, meant) for meant, _ in pairs]
    assert measures.macro_f1(perfect) == (1.0 if pairs else 0.0)
    assert measures.confusion(pairs).total() == len(pairs)
    assert 0 <= measures.macro_f1(pairs) <= 1
    assert sum(found.wanted for found in measures.intents(pairs)) == len(pairs)


@given(BETS)
def test_calibration_error_is_a_share_and_its_bins_hold_every_text(bets: list[tuple[float, bool]]) -> None:
    held = measures.bins(bets)
    assert sum(one.right.whole for one in held) == len(bets)
    assert 0 <= measures.calibration_error(held) <= 1
    assert all(one.low <= one.confidence <= one.high + 1e-9 for one in held if one.right.whole)


@given(COUNTS, COUNTS)
def test_an_interval_holds_its_share(part: int, more: int) -> None:
    share = Share(part, part + more)
    low, high = share.interval
    assert 0 <= low <= share.value + 1e-12
    assert share.value - 1e-12 <= high <= 1


@given(COUNTS, COUNTS)
def test_mcnemar_is_a_chance_and_the_same_from_either_side(won: int, lost: int) -> None:
    assert mcnemar(won, lost) == mcnemar(lost, won)
    assert 0 < mcnemar(won, lost) <= 1


@given(COUNTS, COUNTS)
def test_a_more_uneven_split_is_less_likely_to_be_chance(won: int, lost: int) -> None:
    worse = (won, lost + 1) if lost >= won else (won + 1, lost)
    assert mcnemar(*worse) <= mcnemar(won, lost)
