"""All figures of one language, from what came of its texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.commands.base import Arguments
from bot.evaluation.cases import HeldOut
from bot.evaluation.measures import Bet, Bin, Found, Pair, Share, bins, calibration_error, macro_f1, mean
from bot.evaluation.outcomes import Outcome
from bot.text.normalise import key

MEASURED_APART = frozenset({"group", "body"})
FIELDS = {"phone": "phones"}
"""Entities whose argument has another name."""


@dataclass(frozen=True)
class Result:
    """What came of the texts of one language and of its news."""

    held: HeldOut
    texts: tuple[Outcome, ...]
    news: tuple[Outcome, ...]

    @property
    def pairs(self) -> list[Pair]:
        return [(outcome.case.intent or "", outcome.intent) for outcome in self.texts]

    @property
    def bets(self) -> list[Bet]:
        """Of the brain only: an exact text needs none."""
        return [(outcome.confidence, outcome.right) for outcome in self.texts if not outcome.exact]

    @property
    def mistakes(self) -> list[Outcome]:
        """The surest first."""
        wrong = [outcome for outcome in self.texts if not outcome.right]
        return sorted(wrong, key=lambda outcome: -outcome.confidence)

    @property
    def misfires(self) -> list[Outcome]:
        """Texts that act where nobody asked for it; news first."""
        return [outcome for outcome in (*self.news, *self.texts) if outcome.misfires]


@dataclass(frozen=True)
class Scores:
    """The figures of one language. `body`: mean overlap over the `bodies` texts that have words to pass on."""

    name: str
    right: Share
    macro_f1: float
    three: Share
    language: Share
    group: Share
    known_group: Share
    body: float
    bodies: int
    invented: Share
    kinds: tuple[Found, ...]
    calibration: float
    bins: tuple[Bin, ...]
    news_acted: Share
    news_taken: Share
    wrong_acts: Share
    sent_unasked: Share
    sent_typed: Share


@dataclass(frozen=True)
class Confusion:
    """One intent taken for another, and the texts where that happened."""

    meant: str
    guess: str | None
    outcomes: tuple[Outcome, ...]

    @property
    def count(self) -> int:
        return len(self.outcomes)


def score(result: Result) -> Scores:
    """Add up what came of the texts."""
    texts, news = result.texts, result.news
    overlaps = [found for outcome in texts if (found := outcome.body_overlap) is not None]
    held = bins(result.bets)
    return Scores(
        name=result.held.name,
        right=_share([outcome.right for outcome in texts]),
        macro_f1=macro_f1(result.pairs),
        three=_share([outcome.among_three for outcome in texts]),
        language=_share([outcome.language == result.held.language for outcome in texts]),
        group=_share([outcome.group_right for outcome in texts]),
        known_group=_share([outcome.known_group_right for outcome in texts]),
        body=mean(overlaps),
        bodies=len(overlaps),
        invented=_share([outcome.body_invented for outcome in texts if outcome.body_overlap is None]),
        kinds=kinds(texts),
        calibration=calibration_error(held),
        bins=held,
        news_acted=_share([outcome.misfires for outcome in news]),
        news_taken=_share([outcome.taken_for_command for outcome in news]),
        wrong_acts=_share([outcome.misfires for outcome in texts]),
        sent_unasked=_share([outcome.sends_unasked for outcome in (*news, *texts)]),
        sent_typed=_share([outcome.sends_unasked and outcome.exact for outcome in (*news, *texts)]),
    )


def kinds(outcomes: Sequence[Outcome]) -> tuple[Found, ...]:
    """How well names, members, durations ... are found, of the kinds that the texts mark; by what a command gets."""
    marked = {entity.kind for outcome in outcomes for entity in outcome.case.entities} - MEASURED_APART
    return tuple(_kind(kind, outcomes) for kind in sorted(marked))


def confusions(outcomes: Iterable[Outcome]) -> list[Confusion]:
    """Each mistake of the intent with its texts, the most frequent first, then by name."""
    found: dict[tuple[str, str | None], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if not outcome.right:
            found[outcome.case.intent or "", outcome.intent].append(outcome)
    all_of_them = [Confusion(meant, guess, tuple(texts)) for (meant, guess), texts in found.items()]
    return sorted(all_of_them, key=lambda one: (-one.count, one.meant, one.guess or ""))


def _kind(kind: str, outcomes: Sequence[Outcome]) -> Found:
    both = [(outcome.case.first(kind), _argument(outcome.arguments, kind)) for outcome in outcomes]
    right = sum(wanted is not None and found is not None and key(wanted) == key(found) for wanted, found in both)
    there, seen = sum(wanted is not None for wanted, _ in both), sum(found is not None for _, found in both)
    return Found(kind, right, seen, there)


def _argument(arguments: Arguments, kind: str) -> str | None:
    return getattr(arguments, FIELDS.get(kind, kind), None)


def _share(held: Sequence[bool]) -> Share:
    return Share(sum(held), len(held))
