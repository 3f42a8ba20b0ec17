"""Is it alive, and does it answer texts?"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from bot.service import Service
from bot.store import migrate


def routes(service: Service) -> APIRouter:
    router = APIRouter()

    @router.get("/health")
    async def health() -> dict[str, str]:
        return {"service": "alive"}

    @router.get("/ready")
    async def ready() -> JSONResponse:
        """200 when exact texts are answered; the brain may be away all the same, and the JSON says so."""
        answers = await run_in_threadpool(_database_works, service)
        brain = await run_in_threadpool(service.brain.is_ready)
        told = {"service": "ready" if answers else "database away", "brain": "ready" if brain else "away"}
        return JSONResponse(told, status_code=200 if answers else 503)

    return router


def _database_works(service: Service) -> bool:
    try:
        with service.database.read() as session:
            session.execute(text("SELECT 1"))
        return migrate.is_current(service.database)
    except SQLAlchemyError:
        return False
