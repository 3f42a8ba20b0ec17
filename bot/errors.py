"""Every error of our own, with fields instead of sentences; the edge chooses words or a status for them.

SmsupError
├── SettingsError            the operator must change something before the service can start
│   ├── UnknownSetting       a SMSUP_ key that nobody reads (a typing mistake, most likely)
│   ├── WrongSetting         a value that cannot be right
│   └── MissingSetting       needed by the chosen carrier, or by what was asked for
├── StoreError
│   ├── WrongKey             the database was written with another SMSUP_SECRET_KEY
│   ├── WrongMove            a row may not go from this state to that one
│   ├── BrokenReferences     after a migration, rows refer to others that are not there: a defect of ours
│   └── NoAuthor             a post by somebody who is not in the group: a defect of ours
├── CatalogueError           a reply or locale is missing or broken
└── BrainAway                Rasa did not answer; the text waits
"""

from __future__ import annotations

from dataclasses import dataclass


class SmsupError(Exception):
    """Root of the tree."""


class SettingsError(SmsupError):
    """Something the operator has to set right."""


@dataclass
class UnknownSetting(SettingsError):
    name: str
    nearest: str | None

    def __str__(self) -> str:
        hint = f"; did you mean {self.nearest}?" if self.nearest else ""
        return f"nothing reads the setting {self.name}{hint}"


@dataclass
class WrongSetting(SettingsError):
    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.name}: {self.why}"


@dataclass
class MissingSetting(SettingsError):
    name: str
    needed_for: str

    def __str__(self) -> str:
        return f"{self.name} must be set for {self.needed_for}"


class StoreError(SmsupError):
    """The database is not as it should be."""


@dataclass
class WrongKey(StoreError):
    def __str__(self) -> str:
        return "the database was written with another SMSUP_SECRET_KEY; put that key back"


@dataclass
class WrongMove(StoreError):
    row: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"row {self.row} may not go from {self.before} to {self.after}"


@dataclass
class BrokenReferences(StoreError):
    rows: int

    def __str__(self) -> str:
        return f"{self.rows} rows refer to rows that are not there"


@dataclass
class NoAuthor(StoreError):
    group: int

    def __str__(self) -> str:
        return f"a post to group row {self.group} by somebody who is not in it"


@dataclass
class CatalogueError(SmsupError):
    locale: str
    what: str

    def __str__(self) -> str:
        return f"locale {self.locale}: {self.what}"


@dataclass
class BrainAway(SmsupError):
    why: str

    def __str__(self) -> str:
        return f"the brain does not answer: {self.why}"
