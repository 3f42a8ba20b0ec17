"""The real app on a database of each kind; its threads stay idle, tests work the queues themselves."""

from __future__ import annotations

import pytest

from bot.gateway import app
from tests.support.stage import Stage
from tests.support.webhook import Webhook


@pytest.fixture
def webhook(stage: Stage) -> Webhook:
    service = stage.service()
    return Webhook(app.build(service, work=False), service)
