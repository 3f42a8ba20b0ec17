"""The stand-in without the service around it."""

from datetime import UTC, datetime
from pathlib import Path

import httpx
from simulator_line import ACCOUNT, SERVICE, TOKEN

from bot.carriers.simulator import SimulatorSettings, build
from bot.carriers.simulator.records import Kind
from bot.carriers.simulator.simulator import Simulator


async def test_it_runs_alone_and_serves_its_page_at_the_root(tmp_path: Path) -> None:
    app = build(
        SimulatorSettings(
            account_sid=ACCOUNT,
            auth_token=TOKEN,
            phone_number=SERVICE,
            database=tmp_path / "new folder" / "simulator.sqlite",
            clock=lambda: datetime.now(UTC),
            public_url="http://phones.example.org",
        )
    )
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://phones.example.org") as http,
    ):
        page = await http.get("/")
        assert SERVICE in page.text
        assert 'href="/static/page.css"' in page.text
        assert (await http.get("/static/fonts/arabic.ttf")).headers["content-type"] == "font/ttf"
        assert (await http.get("/static/fonts/unknown.ttf")).status_code == 404


def test_the_token_is_not_shown_with_the_settings(tmp_path: Path) -> None:
    settings = SimulatorSettings(ACCOUNT, TOKEN, SERVICE, tmp_path, lambda: datetime.now(UTC), "http://127.0.0.1")
    assert TOKEN not in repr(settings)


async def test_phones_lie_ready_the_first_time_and_a_removed_one_stays_away(tmp_path: Path) -> None:
    settings = SimulatorSettings(
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        phone_number=SERVICE,
        database=tmp_path / "simulator.sqlite",
        clock=lambda: datetime.now(UTC),
        public_url="http://127.0.0.1",
        first_phones=(Kind.FEATURE, Kind.SMARTPHONE),
    )
    simulator = Simulator(settings)
    simulator.start()
    ready = simulator.phones.all()
    assert [phone.kind for phone in ready] == [Kind.FEATURE, Kind.SMARTPHONE]
    simulator.phones.change(ready[0].number, removed=True)
    simulator.phones.change(ready[1].number, removed=True)
    await simulator.close()
    again = Simulator(settings)
    again.start()
    assert again.phones.all() == []
    await again.close()
