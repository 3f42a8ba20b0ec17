"""Is it alive, does it answer, and what is in its queues: told without anybody's words or number."""

from __future__ import annotations

from pathlib import Path

from tests.support.seed import CAST
from tests.support.stage import Stage
from tests.support.webhook import Webhook


async def test_it_is_alive(webhook: Webhook) -> None:
    answer = await webhook.request("GET", "/health")
    assert (answer.status_code, answer.json()) == (200, {"service": "alive"})


async def test_it_is_ready_while_the_brain_is_away(webhook: Webhook) -> None:
    answer = await webhook.request("GET", "/ready")
    assert (answer.status_code, answer.json()) == (200, {"service": "ready", "brain": "away"})


def spoil(stage: Stage) -> None:
    Path(str(stage.database.url.database)).write_bytes(b"no database")


async def test_it_is_not_ready_without_its_database(webhook: Webhook, stage: Stage, database_kind: str) -> None:
    if database_kind == "SQLite":
        stage.database.close()
        spoil(stage)
    else:
        with stage.database.write() as session:
            session.connection().exec_driver_sql("DROP TABLE alembic_version")
    answer = await webhook.request("GET", "/ready")
    assert (answer.status_code, answer.json()["service"]) == (503, "database away")


async def test_metrics_count_what_is_in_the_queues(webhook: Webhook, stage: Stage) -> None:
    stage.says("Amina", "4321")
    stage.receive("Bilal", "4321 hello everybody")
    answer = await webhook.request("GET", "/metrics")
    assert answer.status_code == 200
    for line in (
        'smsup_inbox{state="received"} 1.0',
        'smsup_inbox{state="done"} 1.0',
        'smsup_outbox{state="sent"} 2.0',  # the answer, and the terms of use
        'smsup_outbox{state="queued"} 0.0',
        "smsup_brain_ready 0.0",
    ):
        assert line in answer.text
    for secret in (*CAST.values(), "hello everybody", "4321"):
        assert secret not in answer.text
