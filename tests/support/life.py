"""The whole life of a person who is erased then: Bilal's."""

from __future__ import annotations

from sqlalchemy import select

from bot.carriers.base import Receipt, ReceiptState
from bot.delivery import receipts
from bot.store.tables import OutboxRow, PersonRow
from tests.support.seed import CAST
from tests.support.stage import Stage, name_of
from tests.support.told import code_in, hears

NICKNAME = "Lantern"
POSTED, ALERTED = "the well is behind the old mill", "the river comes over the bridge"
ASKED, ANSWERED, REPORTED = "who has the keys of the hall", "the baker keeps all of them", "somebody there shouts at me"
MEANT, FREE_FORM = "a word that never went out", "would you kindly gather my neighbours"
WORDS = (POSTED, ALERTED, ASKED, ANSWERED, REPORTED, MEANT, FREE_FORM)
PHONE = CAST["Bilal"]
SECRETS = (PHONE, PHONE.removeprefix("+"), PHONE[-7:], NICKNAME, *WORDS)

LIFE = [
    ("Amina", "4321"),
    ("Bilal", "4321"),
    ("Chit", "4321"),
    ("Bilal", "7020"),
    ("Chit", "7020"),
    ("Dina", "5555"),
    ("Dina", f"INVITE 5555 {PHONE}"),
    ("Bilal", f"ME {NICKNAME}"),
    ("Bilal", "ME 7020 Lantern Bearer"),
    ("Bilal", f"4321 {POSTED}"),
    ("Bilal", f"ALERT 4321 {ALERTED}"),
    ("Amina", "4321 thank you"),
    ("Bilal", f"ASK 4321 {ASKED}"),
    ("Amina", "ANSWER 1 I have them"),
    ("Chit", "ASK 7020 and the keys"),
    ("Bilal", f"ANSWER 1 {ANSWERED}"),
    ("Bilal", f"REPORT 4321 {REPORTED}"),
    ("Bilal", f"INVITE 7020 {CAST['Dina']}"),
    ("Dina", "ABOUT 7020"),
    ("Amina", "8088"),
    ("Amina", "APPROVE 8088"),
    ("Bilal", "8088"),
    ("Bilal", "PAUSE 4321 8 hours"),
    ("Bilal", "LANGUAGE English"),
    ("Chit", f"MOVED {PHONE}"),
    ("Bilal", f"5555 {MEANT}"),
    ("Bilal", FREE_FORM),
]
"""Bilal's is the life that is erased. The brain is away, so his last text waits for it."""


def live(stage: Stage) -> None:
    """All of it, and every post has come."""
    for sender, text in LIFE:
        stage.clock.tick(1)
        stage.says(sender, text)
    _deliver(stage)


def _deliver(stage: Stage) -> None:
    """The network says that every post has come."""
    for text in stage.carrier.taken:
        receipt = Receipt(text.message_id, text.outbox_id, ReceiptState.delivered, None)
        with stage.database.write() as session:
            if session.get_one(OutboxRow, text.outbox_id).post_id is not None:
                receipts.note(session, receipt, stage.clock.now())


def asks_for_code(stage: Stage, name: str = "Bilal") -> str:
    stage.clock.tick(1)
    return code_in(stage, stage.says(name, "FORGET ME"))


def forget(stage: Stage, name: str = "Bilal") -> list[tuple[str, str]]:
    """Who was told what when the code came back."""
    return hears(stage, name, asks_for_code(stage, name))


def people(stage: Stage) -> set[str]:
    """Whose phones are kept."""
    with stage.database.read() as session:
        sealed = session.scalars(select(PersonRow.phone_sealed))
        return {name_of(stage.vault.open(phone)) for phone in sealed if phone}
