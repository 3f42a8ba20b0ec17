"""Figures for Prometheus: counts only, nobody's words or number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from fastapi import APIRouter, Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool

from bot.service import Service
from bot.store import events, inbox, outbox
from bot.store.states import Act, InboxState, OutboxState


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
            done = events.counts(session)
        yield _family("smsup_inbox", "Texts that came, by state", {s: inbound.get(s, 0) for s in InboxState})
        yield _family("smsup_outbox", "Texts that leave, by state", {s: outbound.get(s, 0) for s in OutboxState})
        yield _family("smsup_events", "What was done, by act", {act: done.get(act, 0) for act in Act}, "act")
        yield GaugeMetricFamily("smsup_brain_ready", "1 when the brain answers", value=self._service.brain.is_ready())


def _family(name: str, meaning: str, counts: Mapping[StrEnum, int], label: str = "state") -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, meaning, labels=[label])
    for word, count in counts.items():
        family.add_metric([word.value], count)
    return family
