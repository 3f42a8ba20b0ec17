"""`smsup`: one command a job. What a command needs is imported when it runs, so that --help is quick."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import click

from bot.errors import SmsupError


class Operators(click.Group):
    """Errors of ours become one plain line and exit code 2: the operator has to mend something."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except SmsupError as error:
            click.echo(f"smsup: {error}", err=True)
            sys.exit(2)


@click.group(cls=Operators)
def main() -> None:
    """Group messaging by plain SMS."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    for talkative in ("httpx", "httpcore", "twilio.http_client", "alembic", "rasa_sdk"):
        logging.getLogger(talkative).setLevel(logging.WARNING)


@main.command()
def run() -> None:
    """Everything on this machine: service, workers, brain, and the simulator unless a carrier is set."""
    from bot.cli import run as everything

    everything.run()


@main.command()
def gateway() -> None:
    """Only the webhooks and pages; texts are handled by `smsup worker`."""
    from bot.cli import run as everything

    everything.serve(work=False)


@main.command()
def worker() -> None:
    """Only the workers; start as many as the database bears."""
    from bot.cli import run as everything

    everything.work()


@main.command()
def brain() -> None:
    """Only Rasa, with the newest trained model."""
    from bot.cli import rasa
    from bot.settings import load

    sys.exit(rasa.run(load()))


@main.command()
@click.option("--force", is_flag=True, help="Train even if a model of this very data is there.")
def train(force: bool) -> None:
    """Train the brain from data/; nothing to do when the data has not changed."""
    from bot.cli import rasa
    from bot.settings import load

    rasa.train(load(), force=force)


@main.command()
def understand() -> None:
    """What each text means and what would be done with it: JSON lines in ({"text": …}), JSON lines out."""
    from bot.cli import understand as reader
    from bot.settings import load

    for line in reader.lines(load(), sys.stdin):
        click.echo(line)


@main.command()
@click.argument("model", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Another model: says which language MODEL understands worse, and then ends with 1.",
)
@click.option("--language", "languages", multiple=True, help="Only this one; may be given several times.")
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the held-out texts; tests/understanding unless given.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Where the report goes; evaluation.html in the data folder unless given.",
)
def evaluate(
    model: Path | None, against: Path | None, languages: tuple[str, ...], texts: Path | None, report: Path | None
) -> None:
    """How well MODEL, the newest unless given, understands texts that it never saw. Trains nothing."""
    from bot.cli import evaluate as examination
    from bot.settings import load

    sys.exit(examination.run(load(), model, against, languages, texts or examination.TEXTS, report))


@main.command()
def doctor() -> None:
    """Look at settings, database, brain and carrier, and say how to mend what is wrong."""
    from bot.cli import doctor as examination

    sys.exit(examination.run())
