"""Whether what came of a text is right, and what a language's figures are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.rehearsal import Would
from bot.evaluation import scores, table
from bot.evaluation.comparing import compare
from bot.evaluation.measures import Share
from bot.evaluation.outcomes import Outcome, overlap
from tests.support.held_out import outcome, result


@pytest.mark.parametrize(
    ("marked", "found", "cut", "right"),
    [
        ("join [4321](group)", "4321", "4321", True),
        ("join [٤٣٢١](group)", "4321", "٤٣٢١", True),
        ("join [43 21](group)", "4321", "43 21", True),
        ("join [six oh one](group)", "601", "six oh one", True),
        ("join [six oh one](group) at 1500", "1500", "1500", False),
        ("join [Mothers](group)", "mothers", "mothers", True),
        ("join [4321](group)", None, "", False),
        ("join at 1500", "1500", "1500", False),
        ("join", None, "", True),
    ],
    ids=[
        "the number itself",
        "the same in other digits",
        "the same with a space",
        "a number in words, found where they stand",
        "another number than that in words",
        "a name in another case",
        "none found",
        "an hour taken for a group",
        "rightly none",
    ],
)
def test_a_group_is_right(marked: str, found: str | None, cut: str, right: bool) -> None:
    given = {"group": found} if found else {}
    entities = (("group", cut),) if cut else ()
    assert outcome(marked, "join_group", "join_group", entities=entities, **given).group_right is right


@pytest.mark.parametrize(
    ("wanted", "found", "f1"),
    [
        ("the clinic is closed", "the clinic is closed", 1.0),
        ("the clinic is closed", "that the clinic is closed", 8 / 9),
        ("The clinic, closed!", "the clinic closed", 1.0),
        ("no no no", "no", 0.5),
        ("ဆေးခန်းပိတ်တယ်", "ပိတ်တယ်", 2 / 3),
        ("closed", "", 0.0),
    ],
    ids=[
        "the very words",
        "one word too many",
        "but for signs and case",
        "each word as often",
        "by syllables in Burmese",
        "nothing",
    ],
)
def test_words_to_pass_on_overlap(wanted: str, found: str, f1: float) -> None:
    assert overlap(wanted, found) == pytest.approx(f1)


NEWS = None


@pytest.mark.parametrize(
    ("one", "misfires"),
    [
        (outcome("my bus is late", NEWS, "pause_group", would=Would.DO), True),
        (outcome("my bus is late", NEWS, "list_groups", would=Would.DO), False),
        (outcome("my bus is late", NEWS, "send_message", would=Would.CONFIRM), False),
        (outcome("let me in [4321](group)", "join_group", "leave_group", would=Would.DO, group="4321"), True),
        (outcome("let me in [4321](group)", "join_group", "join_group", would=Would.DO, group="4321"), False),
        (outcome("let me in [4321](group)", "join_group", "join_group", would=Would.DO, group="15"), True),
        (outcome("Arabic in [4321](group)", "set_language", "set_language", would=Would.DO), False),
        (outcome("let me in [4321](group)", "join_group", "leave_group", would=Would.CHOOSE, group="4321"), False),
    ],
    ids=[
        "news that pauses something",
        "news answered with a list",
        "news that would be sent after a digit only",
        "another act than the one meant",
        "the act that was meant",
        "the right act on another group",
        "an act that needs no group, whichever was found",
        "another act, offered only",
    ],
)
def test_a_text_misfires_when_it_acts_as_nobody_asked(one: Outcome, misfires: bool) -> None:
    assert one.misfires is misfires


def test_what_others_would_see_unasked_is_counted_apart() -> None:
    post = outcome("4321 let me in", "join_group", "send_message", would=Would.DO, exact=True, group="4321")
    own = outcome("let me in", "join_group", "pause_group", would=Would.DO)
    assert (post.sends_unasked, own.sends_unasked) == (True, False)
    assert (post.act, post.sure) == ("send_message 4321", "typed")


def test_of_what_is_sent_unasked_it_is_told_how_much_was_typed() -> None:
    typed = outcome("4321 let me in", "join_group", "send_message", would=Would.DO, exact=True, group="4321")
    understood = [outcome("rain again", None, "send_alert", would=Would.DO) for _ in range(2)]
    of = scores.score(result("en", [typed], understood))
    assert (of.sent_unasked, of.sent_typed) == (Share(3, 3), Share(1, 3))


def test_the_figures_of_a_language() -> None:
    texts = [
        outcome("let me in [4321](group)", "join_group", "join_group", 0.8, group="4321"),
        outcome(
            "tell [4321](group) [closed today](body)", "send_message", "join_group", 0.6, group="4321", body="closed"
        ),
        outcome("I am [Amina](nickname)", "set_nickname", "set_nickname", 0.9, nickname="amina"),
        outcome("call me [Nana](nickname)", "set_nickname", "greet", 0.5),
        outcome("greetings", "greet", "send_message", 0.9, body="greetings", nickname="tings"),
        outcome("HELP", "help", "help", 1.0, exact=True),
    ]
    news = [outcome("rain again", None, "pause_group", would=Would.DO), outcome("rain", None, "greet")]
    of = scores.score(result("en", texts, news))
    assert of.right == Share(3, 6)
    assert of.macro_f1 == pytest.approx((0 + 1 + 2 / 3 + 0 + 2 / 3) / 5)
    assert of.language == Share(6, 6)
    assert of.group == Share(6, 6)
    assert (of.body, of.bodies, of.invented) == (pytest.approx(2 / 3), 1, Share(1, 5))
    (nickname,) = of.kinds
    assert (nickname.right, nickname.found, nickname.wanted) == (1, 2, 2)
    assert sum(one.right.whole for one in of.bins) == 5  # the exact text is no bet
    assert (of.news_acted, of.news_taken, of.wrong_acts) == (Share(1, 2), Share(1, 2), Share(0, 6))


def test_confusions_come_most_frequent_first_with_their_texts() -> None:
    texts = [
        outcome("a", "greet", "thank"),
        outcome("b", "join_group", "leave_group"),
        outcome("c", "join_group", "leave_group"),
        outcome("d", "help", "help"),
        outcome("e", "help", None),
    ]
    found = [(one.meant, one.guess, [of.case.text for of in one.outcomes]) for one in scores.confusions(texts)]
    assert found == [
        ("join_group", "leave_group", ["b", "c"]),
        ("greet", "thank", ["a"]),
        ("help", None, ["e"]),
    ]


def test_what_zawgyi_costs_is_a_row_of_its_own() -> None:
    def row(now: str) -> tuple[str, bool | None]:
        both = [scores.score(_told("my", "r" * 100)), scores.score(_told("my (Zawgyi)", now))]
        (found,) = [row for row in table.rows(both) if row.label == "points by Zawgyi"]
        return found.cells[1].words, found.cells[1].met

    assert row("r" * 100) == ("+0.0", True)
    assert row("r" * 99 + "w") == ("-1.0", True)
    assert row("r" * 98 + "ww") == ("-2.0", False)
    assert [row for row in table.rows([scores.score(_told("ar", "r"))]) if "Zawgyi" in row.label] == []


def test_columns_are_as_wide_as_their_widest_word() -> None:
    assert table.aligned([("", "ar", "my"), ("intent right", "7%", "100%")]) == [
        "              ar    my",
        "intent right  7%  100%",
    ]


def _told(language: str, right: str) -> scores.Result:
    """A text for each letter: r is right, w is wrong."""
    return result(
        language, [outcome(str(place), "help", "help" if r == "r" else "greet") for place, r in enumerate(right)]
    )


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        ("r" * 200, "r" * 200, "as good"),
        ("r" * 200, "w" * 2 + "r" * 198, "as good"),
        ("r" * 200, "w" * 3 + "r" * 197, "regressed"),
        ("r" * 1000, "w" * 6 + "r" * 994, "regressed"),
        ("r" * 1000, "w" * 5 + "r" * 995, "as good"),
        ("w" * 6 + "r" * 194, "r" * 200, "better"),
        ("w" * 3 + "r" * 197, "r" * 200, "as good"),
    ],
    ids=[
        "the same",
        "worse by one point",
        "worse by more than a point",
        "worse by less than a point, hardly by chance",
        "worse by half a point, maybe by chance",
        "better, hardly by chance",
        "better, maybe by chance",
    ],
)
def test_a_language_has(before: str, now: str, verdict: str) -> None:
    (one,) = compare([_told("fa", before)], [_told("fa", now)])
    assert (one.verdict, one.regressed) == (verdict, verdict == "regressed")


def test_only_the_language_that_lost_has_regressed_and_its_lost_texts_are_named() -> None:
    before = [_told("ar", "rrrw"), _told("fa", "rrww")]
    now = [_told("ar", "rrwr"), _told("fa", "rwww")]
    ar, fa = compare(before, now)
    assert (ar.regressed, fa.regressed) == (False, True)
    assert [one.case.text for one in fa.lost] == ["1"]
    assert [one.case.text for one in ar.won] == ["3"]


def test_models_are_compared_on_the_same_texts_only() -> None:
    with pytest.raises(ValueError, match="same texts"):
        compare([_told("ar", "rr")], [_told("fa", "rr")])


def test_a_group_that_is_found_only_where_groups_are_known_counts_for_a_member_alone() -> None:
    overlooked = outcome("out of [Bread](group)", "leave_group", "leave_group")
    found = replace(overlooked, among_groups="Bread")
    invented = replace(outcome("out now", "leave_group", "leave_group", group="now"), among_groups=None)
    figures = scores.score(result("en", [overlooked, found, invented]))
    assert (figures.group, figures.known_group) == (Share(0, 3), Share(2, 3))
