"""The service as one ASGI app, made from a composed service; nothing happens at import."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from bot.carriers.simulator import app as simulator
from bot.carriers.simulator.records import Kind
from bot.carriers.simulator.settings import SimulatorSettings
from bot.gateway import actions, arrivals, health, metrics, webhooks
from bot.loop import Loop
from bot.service import Service
from bot.settings import Settings
from bot.store.database import now

SIMULATOR = "/simulator"
RECOVER_SECONDS = 60.0


def build(service: Service, work: bool = True) -> FastAPI:
    """All routes. The app's lifespan starts (with `work`) and stops the service's threads."""
    stand_in = simulator.build(simulator_settings(service.settings)) if _simulated(service.settings) else None

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            if stand_in is not None:
                await stack.enter_async_context(stand_in.router.lifespan_context(stand_in))
            recovery = Loop("recovery", partial(arrivals.recover, service), RECOVER_SECONDS)
            if work:
                service.start()
            recovery.start()
            yield
            await run_in_threadpool(recovery.stop)  # it may be waiting for an answer of this very server
            await run_in_threadpool(service.close)

    # No generated documentation: its page would load scripts from elsewhere.
    app = FastAPI(title="SMSUp", openapi_url=None, lifespan=lifespan)
    app.include_router(webhooks.routes(service))
    app.include_router(actions.routes(service))
    app.include_router(health.routes(service))
    app.include_router(metrics.routes(service))
    if stand_in is not None:
        app.mount(SIMULATOR, stand_in)
    return app


def simulator_settings(settings: Settings) -> SimulatorSettings:
    return SimulatorSettings(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.auth_tokens[0],
        phone_number=settings.twilio_phone_number,
        database=settings.data_dir / "simulator.db",
        clock=now,
        public_url=settings.public + SIMULATOR,
        sms_url=settings.public + webhooks.SMS_PATH,
        status_url=settings.public + webhooks.STATUS_PATH,
        first_phones=(Kind.FEATURE, Kind.FEATURE, Kind.SMARTPHONE),
    )


def _simulated(settings: Settings) -> bool:
    return settings.carrier == "simulator"
