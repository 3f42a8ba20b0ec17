"""Figures for Prometheus: counts only, nobody's words or number."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool

from bot.service import Service
from bot.store import inbox, outbox
from bot.store.states import InboxState, OutboxState


def routes(service: Service) -> APIRouter:
    router = APIRouter()
    registry = CollectorRegistry()
    registry.register(Queues(service))

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(await run_in_threadpool(generate_latest, registry), media_type=CONTENT_TYPE_LATEST)

    return router


class Queues(Collector):
    """How many texts are in which state, read when asked."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterator[GaugeMetricFamily]:
        with self._service.database.read() as session:
            inbound, outbound = inbox.counts(session), outbox.counts(session)
        yield _family("smsup_inbox", "Texts that came, by state", {s: inbound.get(s, 0) for s in InboxState})
        yield _family("smsup_outbox", "Texts that leave, by state", {s: outbound.get(s, 0) for s in OutboxState})
        yield GaugeMetricFamily("smsup_brain_ready", "1 when the brain answers", value=self._service.brain.is_ready())


def _family(name: str, meaning: str, counts: dict[InboxState, int] | dict[OutboxState, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, meaning, labels=["state"])
    for state, count in counts.items():
        family.add_metric([state.value], count)
    return family
