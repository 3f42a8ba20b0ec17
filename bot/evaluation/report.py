"""The report: one page of HTML that needs nothing else, neither network nor script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.evaluation.comparing import Comparison
from bot.evaluation.measures import Level, bins, calibration_error
from bot.evaluation.outcomes import NO_COMMAND, Outcome
from bot.evaluation.pictures import Curve, Matrix, curve, matrix
from bot.evaluation.scores import Confusion, Result, Scores, confusions, score
from bot.evaluation.table import COMPARED, compared, levels, percent, rows

FOLDER = Path(__file__).parent / "templates"
CONFUSIONS = 10
EXAMPLES = 2
Hide = Callable[[str], str]
"""Takes phone numbers out of a text before anybody sees it."""


@dataclass(frozen=True)
class Font:
    """Letters that not every machine can draw, brought along: the file of a font in base64."""

    script: str
    base64: str


@dataclass(frozen=True)
class Section:
    """What the report says of one language."""

    name: str
    language: str
    matrix: Matrix
    confusions: tuple[Confusion, ...]
    misfires: tuple[Outcome, ...]
    mistakes: tuple[Outcome, ...]


@dataclass(frozen=True)
class Evaluation:
    """One model on all texts; `against`: on the same texts, what another one, of that name, does."""

    model: str
    results: tuple[Result, ...]
    against: str = ""
    comparisons: tuple[Comparison, ...] = ()

    @property
    def scores(self) -> tuple[Scores, ...]:
        return tuple(map(score, self.results))

    @property
    def levels(self) -> tuple[Level, ...]:
        """Of all languages together."""
        return levels([bet for result in self.results for bet in result.bets])

    @property
    def regressed(self) -> tuple[str, ...]:
        return tuple(comparison.name for comparison in self.comparisons if comparison.regressed)


def render(evaluation: Evaluation, now: datetime, hide: Hide, fonts: Sequence[Font] = ()) -> str:
    """The page as HTML. Whatever a text holds is shown as text, its phone numbers as `hide` leaves them."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"hide": hide, "intent": intent_name, "percent": percent}
    return environment.get_template("report.html").render(
        evaluation=evaluation,
        now=now,
        rows=rows(evaluation.scores),
        compared=list(zip(evaluation.comparisons, map(compared, evaluation.comparisons), strict=True)),
        compared_head=COMPARED,
        curves=_curves(evaluation),
        sections=[_section(result) for result in evaluation.results],
        examples=EXAMPLES,
        fonts=fonts,
    )


def intent_name(intent: str | None) -> str:
    """How people are told of an intent, or of none."""
    return intent or NO_COMMAND


def _curves(evaluation: Evaluation) -> list[Curve]:
    """All texts together, then each language."""
    everything = bins([bet for result in evaluation.results for bet in result.bets])
    single = [curve(one.name, one.bins, one.calibration) for one in evaluation.scores]
    return [curve("all", everything, calibration_error(everything)), *single]


def _section(result: Result) -> Section:
    return Section(
        result.held.name,
        result.held.language,
        matrix(result.pairs),
        tuple(confusions(result.texts)[:CONFUSIONS]),
        tuple(result.misfires),
        tuple(result.mistakes),
    )
