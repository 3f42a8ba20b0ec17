"""`smsup`: one command a job. What a command needs is imported when it runs, so that --help is quick."""

from __future__ import annotations

import logging
import sys

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
def doctor() -> None:
    """Look at settings, database, brain and carrier, and say how to mend what is wrong."""
    from bot.cli import doctor as examination

    sys.exit(examination.run())
