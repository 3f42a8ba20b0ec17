"""The page, in a real browser: typing in any script, live answers, seven lines, and nothing from elsewhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from simulator_line import AMINA, SERVICE, Line, eventually, running

CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
YUSUF = "+15550100008"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"NO BROWSER: {CHROMIUM} is missing, so the simulator's page was NOT tested; install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, line: Line) -> Iterator[Page]:
    """The page, opened; in the end nothing may have gone wrong in it or been asked of another host."""
    opened = browser.new_page(viewport={"width": 1280, "height": 860})
    asked: list[str] = []
    complaints: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.goto(line.url)
    expect(opened.locator("#live")).to_have_text("live")
    yield opened
    opened.close()
    assert {urlsplit(url).hostname for url in asked} == {"127.0.0.1"}
    assert complaints == []


def _add(page: Page, number: str, kind: str, label: str) -> Locator:
    page.get_by_label("Name").fill(label)
    page.get_by_label("Number").fill(number)
    page.locator("#add select").select_option(kind)
    page.get_by_role("button", name="Add phone").click()
    phone = page.get_by_role("article", name=label)
    expect(phone).to_be_visible()
    return phone


def _type(phone: Locator, words: str) -> None:
    phone.get_by_label("Text to the service").fill(words)
    phone.get_by_label("Text to the service").press("Enter")


def test_texts_in_arabic_and_burmese_are_typed_sent_and_answered_live(page: Page, line: Line, tmp_path: Path) -> None:
    amina = _add(page, AMINA, "feature", "أمينة")
    mya = _add(page, YUSUF, "smartphone", "မြ")
    line.listener.body = "<Response><Message>أُنشئت المجموعة ٤٣٢١. أخبر الناس برقمها.</Message></Response>"
    _type(amina, "أنشئ مجموعة ٤٣٢١")
    expect(amina.locator(".from_phone .words")).to_have_text("أنشئ مجموعة ٤٣٢١")
    expect(amina.locator(".to_phone .words")).to_have_text("أُنشئت المجموعة ٤٣٢١. أخبر الناس برقمها.")
    expect(amina.locator(".to_phone .state")).to_have_text(re.compile(r"delivered · UCS-2 · 1 SMS"))
    line.listener.body = "<Response><Message>အဖွဲ့ ၄၃၂၁ သို့ ဝင်ပြီးပါပြီ။</Message></Response>"
    _type(mya, "အဖွဲ့ ၄၃၂၁ သို့ ဝင်ချင်ပါတယ်")
    expect(mya.locator(".to_phone .words")).to_have_text("အဖွဲ့ ၄၃၂၁ သို့ ဝင်ပြီးပါပြီ။")
    assert [posted["Body"] for posted in line.listener.texts] == ["أنشئ مجموعة ٤٣٢١", "အဖွဲ့ ၄၃၂၁ သို့ ဝင်ချင်ပါတယ်"]
    assert _direction(amina.locator(".to_phone .words")) == "rtl"
    assert _direction(mya.locator(".to_phone .words")) == "ltr"
    page.screenshot(path=tmp_path / "phones.png", full_page=True)
    assert (tmp_path / "phones.png").stat().st_size > 20_000


@pytest.mark.parametrize(
    ("words", "font"),
    [("سلام، حالتان چطور است؟", "Noto Sans Arabic"), ("မင်္ဂလာပါ", "Noto Sans Myanmar")],
    ids=["Farsi", "Burmese"],
)
def test_a_script_is_drawn_with_the_font_that_the_page_brings(page: Page, words: str, font: str) -> None:
    _type(_add(page, AMINA, "smartphone", "Amina"), words)
    expect(page.locator(".words")).to_have_text(words)
    # Asked again and again from here: the page's policy forbids the browser to do so from a string.
    eventually(lambda: page.evaluate("[...document.fonts].some(face => face.status === 'loaded')"))
    drawn = _fonts(page, ".words")
    assert drawn[0]["familyName"] == font
    assert drawn[0]["isCustomFont"]
    assert all(other["glyphCount"] < drawn[0]["glyphCount"] for other in drawn[1:])


def test_the_counter_shows_units_left_and_segments_as_one_types(page: Page) -> None:
    phone = _add(page, AMINA, "feature", "Amina")
    words, counter = phone.get_by_label("Text to the service"), phone.locator(".left")
    expect(counter).to_have_text("160/1")
    words.press_sequentially("JOIN 4321")
    expect(counter).to_have_text("151/1")
    words.press_sequentially(" س")
    expect(counter).to_have_text("59/1")
    words.fill("س" * 71)
    expect(counter).to_have_text("63/2")


def test_a_feature_phone_shows_seven_lines_and_scrolls_by_one(page: Page) -> None:
    phone = _add(page, AMINA, "feature", "Amina")
    _type(phone, "\n".join(f"line {place}" for place in range(1, 21)))
    expect(phone.locator("li")).to_have_count(1)
    thread = phone.locator(".thread")
    measured = thread.evaluate("thread => [thread.clientHeight, parseFloat(getComputedStyle(thread).lineHeight)]")
    assert measured[0] == 7 * measured[1]
    bottom = thread.evaluate("thread => thread.scrollTop")
    phone.get_by_role("button", name="Scroll up").click()
    assert thread.evaluate("thread => thread.scrollTop") == bottom - measured[1]
    phone.get_by_role("button", name="Scroll down").click()
    assert thread.evaluate("thread => thread.scrollTop") == bottom


def test_the_keypad_types_digits_and_sends(page: Page, line: Line) -> None:
    phone = _add(page, AMINA, "feature", "Amina")
    for key in "4321":
        phone.get_by_role("button", name=key, exact=True).click()
    phone.locator(".keys .send").click()
    eventually(lambda: [posted["Body"] for posted in line.listener.texts] == ["4321"])


def test_a_phone_switched_off_shows_it_and_cannot_text(page: Page, line: Line) -> None:
    phone = _add(page, AMINA, "smartphone", "Amina")
    phone.get_by_label("State of this phone").select_option("off")
    expect(phone.get_by_label("Text to the service")).to_be_disabled()
    line.twilio.messages.create(to=AMINA, from_=SERVICE, body="hello")
    expect(phone.locator(".state")).to_have_text(re.compile("undelivered 30003"))


def test_a_failed_webhook_shows_in_the_debugger(page: Page, line: Line) -> None:
    line.listener.status = 500
    _type(_add(page, AMINA, "feature", "Amina"), "hello")
    expect(page.locator("#debugger .count")).to_have_text("1")
    page.locator("#debugger summary").click()
    expect(page.locator("#debugger li")).to_contain_text("11200")


def test_phones_and_threads_are_there_again_after_a_reload_and_gone_when_removed(page: Page) -> None:
    _type(_add(page, AMINA, "feature", "Amina"), "<b>hello</b> & 'bye'")
    phone = page.get_by_role("article", name="Amina")
    expect(phone.locator("li")).to_have_count(1)
    page.reload()
    expect(phone.locator(".words")).to_have_text("<b>hello</b> & 'bye'")
    phone.get_by_label("Remove this phone").click()
    expect(page.get_by_role("article")).to_have_count(0)


def test_a_phone_added_later_shows_what_was_sent_to_its_number_before(page: Page, line: Line) -> None:
    line.twilio.messages.create(to=AMINA, from_=SERVICE, body="an invitation")
    phone = _add(page, AMINA, "feature", "Amina")
    expect(phone.locator(".to_phone .words")).to_have_text("an invitation")


def test_the_page_goes_on_where_it_was_after_the_service_was_away(browser: Browser, tmp_path: Path) -> None:
    with running(tmp_path) as line:
        port = urlsplit(line.url).port or 0
        opened = browser.new_page()
        opened.goto(line.url)
        phone = _add(opened, AMINA, "feature", "Amina")
    expect(opened.locator("#live")).to_have_text("connecting")
    with running(tmp_path, port=port) as line:
        line.text("after the restart")
        expect(phone.locator(".words")).to_have_text("after the restart", timeout=15_000)
    opened.close()


def test_the_page_is_usable_on_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    _add(page, AMINA, "smartphone", "Amina")
    _add(page, YUSUF, "feature", "Yusuf")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_policy_allows_nothing_from_elsewhere(line: Line) -> None:
    answer = line.http.get("/")
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert "http://127.0.0.1" not in answer.text.split("</head>")[0]


def _fonts(page: Page, selector: str) -> list[dict[str, Any]]:
    """The fonts that the browser really draws an element with, the most used first."""
    tools = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        tools.send(f"{domain}.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    node = tools.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts: list[dict[str, Any]] = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return sorted(fonts, key=lambda font: font["glyphCount"], reverse=True)


def _direction(place: Locator) -> str:
    return str(place.evaluate("element => getComputedStyle(element).direction"))
