"""`smsup evaluate`: how well a trained model understands texts that it never saw, also compared with another one."""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Iterator, Sequence, Set
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.carriers.simulator.page import font_file
from bot.cli import rasa
from bot.cli.interpreter import Interpreter
from bot.cli.understand import EXACT, Told, Understanding
from bot.evaluation import cases
from bot.evaluation.cases import Case, HeldOut
from bot.evaluation.comparing import compare
from bot.evaluation.outcomes import Outcome
from bot.evaluation.report import EXAMPLES, Evaluation, Font, Hide, intent_name, render
from bot.evaluation.scores import Result, confusions
from bot.evaluation.table import COMPARED, aligned, compared, percent, rows
from bot.settings import ROOT, Settings
from bot.text.phones import mask

TEXTS = ROOT / "tests" / "understanding"
WORST = 10
FONTS = {
    "Arabic": ("arabic.ttf", frozenset({"ar", "fa", "ur"})),
    "Myanmar": ("myanmar.ttf", frozenset({"my"})),
}


def run(
    settings: Settings,
    model: Path | None,
    against: Path | None,
    languages: Sequence[str],
    texts: Path,
    report: Path | None,
) -> int:
    """Measure, print, and write the report; 1 when a language regressed, else 0.

    Raises NoRasa, NoModel, ModelUnreadable, UnreadableTexts.
    """
    model = model or rasa.model(settings)
    if model is None:
        raise rasa.NoModel
    held = cases.read(texts, _wanted(texts, languages))
    # The older one first: it is the one that may no longer be readable.
    before = tried(settings, against, held) if against else ()
    results = tried(settings, model, held)
    evaluation = Evaluation(_name(model), results)
    if against:
        evaluation = Evaluation(_name(model), results, _name(against), compare(before, results))
    hide = partial(mask, region=settings.region)
    for line in lines(evaluation, hide):
        click.echo(line)
    path = report or settings.data_dir / "evaluation.html"
    now = datetime.now(ZoneInfo(settings.timezone))
    path.write_text(render(evaluation, now, hide, fonts({one.language for one in held})), encoding="utf-8")
    click.echo(f"\nThe report: {path}")
    return 1 if evaluation.regressed else 0


def tried(settings: Settings, model: Path, held: Sequence[HeldOut]) -> tuple[Result, ...]:
    """What the model makes of all texts, with a bar that shows how far it is."""
    click.echo(f"Loading {_name(model)}...", err=True)
    count = sum(len(one.all) for one in held)
    with Interpreter(settings, model.resolve()) as interpreter:
        stranger = Understanding(settings, interpreter)
        with click.progressbar(length=count, label=f"{count} texts", show_pos=True, file=sys.stderr) as bar:

            def texts(one: HeldOut) -> Iterator[Outcome]:
                member = Understanding(settings, interpreter, one.names)
                for case in one.texts:
                    yield outcome(case, stranger.of(case.written), member.of(case.written, own=one.own(case)))
                    bar.update(1)

            def news(one: HeldOut) -> Iterator[Outcome]:
                for case in one.news:
                    yield outcome(case, stranger.of(case.written))
                    bar.update(1)

            return tuple(Result(one, tuple(texts(one)), tuple(news(one))) for one in held)


def outcome(case: Case, told: Told, member: Told | None = None) -> Outcome:
    """What comes of one text: of somebody of whom nothing is known, and of a member of some of the groups there are."""
    foreseen = told.foreseen
    return Outcome(
        case=case,
        language=told.language,
        exact=told.route == EXACT,
        intent=foreseen.intent,
        ranking=told.ranking,
        entities=told.entities,
        arguments=foreseen.arguments,
        would=foreseen.would,
        among_groups=member.foreseen.arguments.group if member else None,
    )


def fonts(languages: Set[str]) -> tuple[Font, ...]:
    """For these languages, the fonts that the simulator's page has, too."""
    wanted = {script: file for script, (file, of) in FONTS.items() if of & languages}
    found = {script: font_file(file) for script, file in wanted.items()}
    return tuple(Font(script, b64encode(path.read_bytes()).decode()) for script, path in found.items() if path)


def lines(evaluation: Evaluation, hide: Hide) -> Iterator[str]:
    """What is printed."""
    scores = evaluation.scores
    body = [(row.label, *(cell.words for cell in row.cells), row.target) for row in rows(scores)]
    yield from aligned([("", *(one.name for one in scores), "target"), *body])
    yield from _levels(evaluation)
    yield from _worst(evaluation, hide)
    yield from _misfires(evaluation, hide)
    if evaluation.comparisons:
        yield from ("", f"Against {evaluation.against}:")
        yield from aligned([COMPARED, *map(compared, evaluation.comparisons)])
        yield f"Regressed: {', '.join(evaluation.regressed) or 'none'}"


def _levels(evaluation: Evaluation) -> Iterator[str]:
    levels = evaluation.levels
    yield ""
    yield from aligned(
        [
            ("level of confidence", *(str(one.level) for one in levels)),
            ("texts that pass", *(percent(one.passing) for one in levels)),
            ("of these, wrong", *(percent(one.wrong) for one in levels)),
        ]
    )


def _worst(evaluation: Evaluation, hide: Hide) -> Iterator[str]:
    everything = [one for result in evaluation.results if not _is_twin(result) for one in result.texts]
    yield from ("", "Worst confusions:")
    for confusion in confusions(everything)[:WORST]:
        yield f"  {confusion.count:3}  {confusion.meant} taken for {intent_name(confusion.guess)}"
        yield from (f"         {hide(one.case.text)}" for one in _spread(confusion.outcomes, EXAMPLES))


def _misfires(evaluation: Evaluation, hide: Hide) -> Iterator[str]:
    """Texts that would be acted upon as nobody asked; that is never many, or all else is in vain."""
    for result in evaluation.results:
        if result.misfires and not _is_twin(result):
            yield from ("", f"Misfires, {result.held.name}:")
            for one in result.misfires:
                meant = one.case.intent or "nothing"
                yield f"  {meant} → {one.act}, {one.sure}: {hide(one.case.text)}"


def _is_twin(result: Result) -> bool:
    """The same texts in another way of writing."""
    return result.held.name != result.held.language


def _spread(outcomes: Sequence[Outcome], many: int) -> Sequence[Outcome]:
    """So many of them, from beginning to end: they stand language after language."""
    return outcomes[:: max(1, len(outcomes) // many)][:many]


def _wanted(texts: Path, languages: Sequence[str]) -> tuple[str, ...]:
    there = cases.languages(texts)
    for language in languages:
        if language not in there:
            raise cases.UnreadableTexts(language, f"there are texts only in {', '.join(there)}")
    return tuple(language for language in there if not languages or language in languages)


def _name(model: Path) -> str:
    return model.name.removesuffix(".tar.gz")
