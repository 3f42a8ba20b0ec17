"""The page with the phones, its script, its look and its fonts; nothing comes from anywhere else."""

import importlib.resources
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader

from bot.carriers.simulator.simulator import Simulator

FOLDER = Path(__file__).parent / "page"
FILES = {"page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}
FONTS = {
    "arabic.ttf": ("justmytype_intl_rtl", "fonts/ofl/notosansarabic/NotoSansArabic[wdth,wght].ttf"),
    "myanmar.ttf": ("justmytype_intl_sea", "fonts/ofl/notosansmyanmar/NotoSansMyanmar[wdth,wght].ttf"),
}
POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def page_routes(simulator: Simulator) -> APIRouter:
    """The page itself and /static."""
    router = APIRouter()
    template = Environment(loader=FileSystemLoader(FOLDER), autoescape=True).get_template("page.html")

    @router.get("/")
    async def page(request: Request) -> HTMLResponse:
        text = template.render(
            root=request.scope.get("root_path", ""),
            revision=simulator.database.revision(),
            number=simulator.settings.phone_number,
            webhooks=simulator.webhooks.get(),
        )
        return HTMLResponse(text, headers=HEADERS | {"Cache-Control": "no-store"})

    @router.get("/static/{name}")
    async def file(name: str) -> Response:
        if name not in FILES:
            raise HTTPException(404)
        headers = HEADERS | {"Cache-Control": "no-cache"}
        return FileResponse(FOLDER / name, media_type=FILES[name], headers=headers)

    @router.get("/static/fonts/{name}")
    async def font(name: str) -> Response:
        if (path := font_file(name)) is None:
            raise HTTPException(404)
        return FileResponse(path, media_type="font/ttf", headers=HEADERS | {"Cache-Control": "max-age=604800"})

    return router


def font_file(name: str) -> Path | None:
    """Where the font lies that the page calls `name`; None when unknown or its package is not installed.

    Without it the page uses what fonts the machine has.
    """
    if name not in FONTS:
        return None
    package, inside = FONTS[name]
    try:
        path = Path(str(importlib.resources.files(package) / inside))
    except ModuleNotFoundError:
        return None
    return path if path.is_file() else None
