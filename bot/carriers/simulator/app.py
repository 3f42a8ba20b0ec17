"""The stand-in as one ASGI app: mounted in the service, or alone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError

from bot.carriers.simulator.api import api_routes, twilio_error
from bot.carriers.simulator.errors import TwilioError
from bot.carriers.simulator.events import event_routes
from bot.carriers.simulator.guard import own_page_only
from bot.carriers.simulator.page import page_routes
from bot.carriers.simulator.phones import phone_routes, refused
from bot.carriers.simulator.settings import SimulatorSettings
from bot.carriers.simulator.simulator import Simulator


def build(settings: SimulatorSettings) -> FastAPI:
    """The app; its parts are in `app.state.simulator`.

    A mounted app's lifespan is not run by the app around it: that one should enter
    `app.router.lifespan_context(app)` in its own. Without it, the first request starts the work.
    """
    simulator = Simulator(settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        simulator.start()
        yield
        await simulator.close()

    async def started() -> None:
        simulator.start()

    # No generated documentation: its page would load scripts from elsewhere.
    app = FastAPI(
        title="SMSUp simulator",
        openapi_url=None,
        lifespan=lifespan,
        dependencies=[Depends(started)],
    )
    app.state.simulator = simulator
    app.add_exception_handler(TwilioError, twilio_error)
    app.add_exception_handler(RequestValidationError, refused)
    app.include_router(api_routes(simulator))
    guard = [Depends(own_page_only(settings.public_url))]
    for router in (phone_routes(simulator), event_routes(simulator), page_routes(simulator)):
        app.include_router(router, dependencies=guard)
    return app
