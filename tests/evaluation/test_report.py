"""The report in a real browser: a picture a language, nothing cut off, nothing from elsewhere, texts as texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.commands.registry import by_intent
from bot.conversation.rehearsal import Would
from bot.evaluation.comparing import compare
from bot.evaluation.report import Evaluation, render
from bot.evaluation.scores import Result
from bot.text.phones import mask
from tests.support.held_out import outcome, result

CHROMIUM = Path("/usr/bin/chromium")
INTENTS = sorted(intent for intent, command in by_intent().items() if command.texted)
HOSTILE = "<script>document.title = 'taken'</script><img src=http://192.0.2.1/x> call +15550101234"
LONG = "x" * 600
WIDE = "မြန်မာ" * 60

pytestmark = pytest.mark.browser


def _language(name: str, shift: int) -> Result:
    """Each intent three times; one of the three is taken for the intent `shift` further on."""
    texts = [
        outcome(text, intent, INTENTS[(place + shift * (number == 0)) % len(INTENTS)], confidence)
        for place, intent in enumerate(INTENTS)
        for number, (text, confidence) in enumerate([(HOSTILE, 0.55), (LONG, 0.75), (WIDE, 0.98)])
    ]
    return result(
        name, [*texts, outcome("ok", INTENTS[0], None)], [outcome("rain", None, "pause_group", would=Would.DO)]
    )


def _evaluation() -> Evaluation:
    before, now = [_language("ar", 0), _language("fa", 0)], [_language("ar", 0), _language("fa", 1)]
    return Evaluation("new-model", tuple(now), "old-model", compare(before, now))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"NO BROWSER: {CHROMIUM} is missing, so the report was NOT looked at; install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(
        render(_evaluation(), datetime(2026, 1, 2, tzinfo=UTC), partial(mask, region=None)), encoding="utf-8"
    )
    return path


@pytest.fixture
def page(browser: Browser, written: Path) -> Iterator[Page]:
    """The report, opened; in the end it may have asked nobody for anything."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    complaints: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda said: complaints.append(said.text))
    opened.goto(written.as_uri())
    yield opened
    opened.close()
    assert asked == [written.as_uri()]
    assert complaints == []


def test_each_language_has_its_picture_and_its_curve(page: Page) -> None:
    expect(page.locator("svg.matrix")).to_have_count(2)
    expect(page.locator("svg.curve")).to_have_count(3)
    matrix = page.get_by_role("img", name="Confusion matrix, fa")
    expect(matrix).to_be_visible()
    expect(matrix.locator(".hit")).to_have_count(len(INTENTS))
    expect(matrix.locator(".miss")).to_have_count(len(INTENTS) + 1)
    counted = [int(cell) for cell in matrix.locator(".hit > text, .miss > text").all_text_contents()]
    assert sum(counted) == 3 * len(INTENTS) + 1
    expect(matrix.locator(".miss title").first).to_contain_text(" taken for ")


def test_every_label_of_the_picture_is_within_it_and_large_enough_to_read(page: Page) -> None:
    outside = page.evaluate(
        """() => [...document.querySelectorAll("svg")].flatMap(svg => {
            const frame = svg.getBoundingClientRect();
            return [...svg.querySelectorAll("text")].filter(text => {
                const box = text.getBoundingClientRect();
                return box.left < frame.left - 1 || box.right > frame.right + 1
                    || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
            }).map(text => text.textContent);
        })"""
    )
    assert outside == []
    sizes = page.eval_on_selector_all(
        "svg.matrix text", "texts => texts.map(t => parseFloat(getComputedStyle(t).fontSize))"
    )
    assert min(sizes) >= 11


@pytest.mark.parametrize("width", [1280, 800, 360])
def test_nothing_makes_the_page_wider_than_the_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_picture_needs_no_scrolling_on_a_desktop(page: Page) -> None:
    frames = page.eval_on_selector_all(".confusions", "all => all.map(one => one.scrollWidth <= one.clientWidth)")
    assert frames == [True, True]


def test_a_hostile_text_is_shown_as_text_and_its_phone_number_hidden(page: Page, written: Path) -> None:
    expect(page).to_have_title("How well new-model understands")
    expect(page.locator("script, img")).to_have_count(0)
    shown = HOSTILE.replace("+15550101234", "+00000000000")
    expect(page.locator(".examples .words").filter(has_text="<script>").first).to_have_text(shown)
    assert "15550101234" not in written.read_text(encoding="utf-8")


def test_the_language_that_regressed_is_named(page: Page) -> None:
    expect(page.locator(".warning")).to_have_text("Regressed: fa")
    expect(page.locator(".regressed")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_stand_out_from_their_squares(browser: Browser, written: Path, scheme: str) -> None:
    opened = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    opened.goto(written.as_uri())
    drawn = opened.evaluate(
        """() => [...document.querySelectorAll(".hit, .miss")].map(square => {
            const style = part => getComputedStyle(square.querySelector(part));
            const card = getComputedStyle(square.closest(".card")).backgroundColor;
            return [style("text").fill, style("rect").fill, parseFloat(style("rect").fillOpacity), card];
        })"""
    )
    opened.close()
    contrasts = [_contrast(_rgb(ink), _over(_rgb(fill), share, _rgb(card))) for ink, fill, share, card in drawn]
    assert min(contrasts) >= 3.5


def _rgb(colour: str) -> list[float]:
    """As the browser writes it, rgb(1, 2, 3)."""
    return [float(part) for part in colour.removeprefix("rgb(").rstrip(")").split(", ")]


def _over(fill: list[float], share: float, paper: list[float]) -> list[float]:
    return [share * above + (1 - share) * below for above, below in zip(fill, paper, strict=True)]


def _contrast(one: list[float], other: list[float]) -> float:
    """The ratio of WCAG 2.1 between two colours, 1 to 21."""

    def light(colour: list[float]) -> float:
        shares = [part / 255 for part in colour]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lower, higher = sorted((light(one), light(other)))
    return (higher + 0.05) / (lower + 0.05)
