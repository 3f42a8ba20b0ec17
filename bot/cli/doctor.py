"""Looks at everything that can be wrong before a text is lost, and says how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from bot.carriers.twilio import doctor
from bot.carriers.twilio.doctor import Finding
from bot.cli import rasa
from bot.conversation.brain import Brain
from bot.errors import SmsupError
from bot.replies import catalogue
from bot.service import twilio_config
from bot.settings import ROOT, Settings, load
from bot.store import migrate
from bot.store.database import Database


def run() -> int:
    """Print a line for each finding; 0 when all is well, else 1."""
    findings = list(examine())
    for finding in findings:
        click.echo(f"{'ok  ' if finding.ok else 'MEND'}  {finding.what}")
        if not finding.ok:
            click.echo(f"      {finding.mend}")
    return 0 if all(finding.ok for finding in findings) else 1


def examine() -> Iterator[Finding]:
    try:
        settings = load()
    except SmsupError as error:
        yield Finding(False, f"Settings: {error}", "Correct the environment or .env; docs/settings.md lists all.")
        return
    yield Finding(True, f"Settings, carrier {settings.carrier}")
    yield Finding(
        bool(settings.operators) or settings.carrier == "simulator",
        "Operators who get reports" if settings.operators else "Nobody gets reports but the leaders of a group",
        "Set SMSUP_OPERATOR_PHONES: a report about the only leader reaches nobody else.",
    )
    yield _key(settings)
    yield _database(settings)
    yield _locales(settings)
    yield from _brain(settings)
    yield from doctor.check(twilio_config(settings))


def _key(settings: Settings) -> Finding:
    path: Path = settings.data_dir / "secret_key"
    if path.exists() and path.stat().st_mode & 0o077:
        return Finding(False, "Secret key can be read by others", f"Run: chmod 600 {path.name} in the data folder.")
    return Finding(True, "Secret key")


def _database(settings: Settings) -> Finding:
    try:
        database = Database(settings.database)
        current = migrate.is_current(database)
        database.close()
    except SQLAlchemyError as error:
        return Finding(False, f"Database: {type(error).__name__}", "Check SMSUP_DATABASE_URL and that it runs.")
    mend = "Start the service once: it brings the database to the newest migration."
    return Finding(current, "Database", "" if current else mend)


def _locales(settings: Settings) -> Finding:
    try:
        languages = catalogue.load(ROOT).languages
    except SmsupError as error:
        return Finding(False, f"Locales: {error}", "Run: make locales")
    if settings.default_language not in languages:
        return Finding(False, "Default language", f"Set SMSUP_DEFAULT_LANGUAGE to one of {', '.join(languages)}.")
    return Finding(True, f"Locales: {', '.join(languages)}")


def _brain(settings: Settings) -> Iterator[Finding]:
    if not rasa.installed():
        yield Finding(False, "Brain: not installed", "Install Python 3.10 and run: make setup")
        return
    if rasa.model(settings) is None:
        yield Finding(False, "Brain: no model", "Run: smsup train")
        return
    brain = Brain(settings.rasa_url, settings.rasa_token.get_secret_value())
    ready = brain.is_ready()
    brain.close()
    yield Finding(
        ready, "Brain", "" if ready else "Start it with `smsup run` or `smsup brain`; var/brain.log tells more."
    )
