"""The landing and a place's page as budgets: words, screens, where the answer stands, stops of the keyboard, and their ring."""

from __future__ import annotations

import io
import re

import pytest
from area_page import MID_DEVON, choose, expect_painted, map_frame, open_view
from axe_playwright_python.sync_playwright import Axe
from painting import LONG_LINES, PAINT_MS
from PIL import Image
from playwright.sync_api import Page, expect

PHONE = {"viewport": {"width": 360, "height": 740}}
NARROW = {"viewport": {"width": 320, "height": 740}}
DARK = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"}
SCREEN = 740
PLACES = [
    "?area=town:tiverton&level=msoa",
    "?area=E07000042",
    "?area=E06000052&level=msoa",
    "?area=E02004170&level=msoa",
]
# What a reader sees before anything is opened, without masthead, strap and footer, which stand on every page.
WORDS = """() => {
  const said = [];
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        const holder = child.parentElement;
        if (!holder || (holder.checkVisibility({ visibilityProperty: true }) && !holder.closest(".unseen"))) said.push(child.data);
      } else if (child.nodeType === Node.ELEMENT_NODE && !child.matches("style, script, .st-key-masthead, .st-key-footer, .strap-line")) {
        if (child.matches("details:not([open])")) { walk(child.querySelector("summary")); continue; }
        if (child.shadowRoot) walk(child.shadowRoot);
        walk(child);
      }
    }
  };
  walk(document.querySelector("[data-testid=stMain]"));
  return said.join(" ").split(/\\s+/).filter(Boolean).length;
}"""
TALL = "document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight"


def at_rest(page: Page, server: str, query: str = "") -> None:
    page.goto(f"{server}/{query}")
    page.locator("iframe[data-painted], .columns[data-drawn]").first.wait_for(timeout=PAINT_MS)
    expect(page.get_by_text(re.compile(r"^Release 2"))).to_be_visible(timeout=PAINT_MS)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=PAINT_MS)
    page.wait_for_timeout(300)


def top_of(page: Page, selector: str) -> float:
    """From the top of the page, in pixels, once it is there."""
    page.locator(selector).first.wait_for(timeout=PAINT_MS)
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["y"] + page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")


def foot_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


@pytest.mark.parametrize("context", [PHONE], indirect=True, ids=["360"])
def test_landing_keeps_to_its_words_and_screens(page: Page, server: str) -> None:
    at_rest(page, server)
    assert page.evaluate(WORDS) <= 220
    assert page.evaluate(TALL) <= 3 * SCREEN


@pytest.mark.parametrize("context", [PHONE], indirect=True, ids=["360"])
@pytest.mark.parametrize("query", PLACES)
def test_place_keeps_to_its_words_and_screens_and_answers_on_the_first(
    page: Page, server: str, query: str
) -> None:
    at_rest(page, server, query)
    assert page.evaluate(WORDS) <= 900
    assert page.evaluate(TALL) <= 6 * SCREEN
    assert top_of(page, ".figure-card .big") < 330
    assert foot_of(page, ".figure-card .strip-rows") <= SCREEN
    assert top_of(page, ".missing-card") < 900


@pytest.mark.parametrize("query", PLACES)
def test_place_keeps_to_its_words_on_a_desk(page: Page, server: str, query: str) -> None:
    at_rest(page, server, query)
    assert page.evaluate(WORDS) <= 900
    assert page.evaluate(LONG_LINES) == []


@pytest.mark.parametrize("context", [NARROW], indirect=True, ids=["320"])
@pytest.mark.parametrize("query", ["", PLACES[0], f"{PLACES[0]}&measure=unrecorded"])
def test_nothing_scrolls_sideways_at_320(page: Page, server: str, query: str) -> None:
    at_rest(page, server, query)
    main = page.get_by_test_id("stMain")
    assert main.evaluate("element => element.scrollWidth - element.clientWidth") <= 0


def stops(page: Page) -> list[str]:
    """Every stop of the keyboard by its words, frames entered, until the browser's own controls are reached."""
    found: list[str] = []
    for _ in range(90):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                const inside = at?.tagName === 'IFRAME' ? at.contentDocument?.activeElement : at;
                return !inside || inside === document.body ? '' : (inside.innerText || inside.getAttribute('aria-label') || inside.tagName).slice(0, 60); }"""
        )
        if not here:
            break
        found.append(here)
    return found


def test_keyboard_has_sixty_stops_at_most(page: Page, server: str) -> None:
    at_rest(page, server, PLACES[0])
    found = stops(page)
    assert 20 < len(found) <= 60, found


def luminance(pixel: tuple[int, ...]) -> float:
    linear = [
        s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4
        for s in (each / 255 for each in pixel[:3])
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: float, other: float) -> float:
    low, high = sorted((one, other))
    return (high + 0.05) / (low + 0.05)


FOCUSED = """() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    let [x, y] = [0, 0];
    if (at?.tagName === 'IFRAME' && at.contentDocument?.activeElement) {
        const frame = at.getBoundingClientRect(); [x, y] = [frame.x, frame.y]; at = at.contentDocument.activeElement; }
    if (!at || at === document.body) return null;
    at.scrollIntoView({block: 'center'});
    const box = (at.closest('[data-testid=stSelectbox] div:has(> input), [data-testid=stTextInputRootElement], label') ?? at).getBoundingClientRect();
    return {x: box.x + x, y: box.y + y, width: box.width, height: box.height, name: (at.innerText || at.getAttribute('aria-label') || at.tagName).slice(0, 50)}; }"""
UNFOCUS = "() => { document.documentElement.classList.add('no-ring'); }"


@pytest.mark.parametrize(
    "context", [{"viewport": {"width": 1280, "height": 900}}, DARK], indirect=True, ids=["light", "dark"]
)
def test_ring_of_every_stop_is_seen_on_the_pixels(page: Page, server: str) -> None:
    """Some pixel around the stop differs at least 3:1 from the same one when the stop is left."""
    at_rest(page, server, PLACES[0])
    weak, seen = [], 0
    for _ in range(60):
        page.keyboard.press("Tab")
        box = page.evaluate(FOCUSED)
        if box is None:
            break
        clip = {
            "x": max(box["x"] - 8, 0),
            "y": max(box["y"] - 8, 0),
            "width": max(box["width"] + 16, 1),
            "height": max(box["height"] + 16, 1),
        }
        box = page.evaluate(FOCUSED)
        clip |= {"x": max(box["x"] - 8, 0), "y": max(box["y"] - 8, 0)}
        clip["width"] = min(clip["width"], 1280 - clip["x"])
        clip["height"] = min(clip["height"], 900 - clip["y"])
        with_ring = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
        page.evaluate("""() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
            if (at?.tagName === 'IFRAME' && at.contentDocument?.activeElement) at = at.contentDocument.activeElement;
            window.left = at; at.blur(); }""")
        without = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
        page.evaluate("() => window.left.focus({preventScroll: true, focusVisible: true})")
        pairs = zip(with_ring.get_flattened_data(), without.get_flattened_data(), strict=True)
        changed = sum(
            one != other and contrast(luminance(one), luminance(other)) >= 3 for one, other in pairs
        )
        seen += 1
        if changed < 2 * (clip["width"] - 16 + clip["height"] - 16):
            weak.append((box["name"], changed))
    assert seen > 20
    assert weak == []


@pytest.mark.parametrize(
    "context", [{"viewport": {"width": 1280, "height": 900}}, DARK], indirect=True, ids=["light", "dark"]
)
def test_inside_of_the_frame_has_no_fault_and_names_its_areas(page: Page, server: str) -> None:
    at_rest(page, server, PLACES[0])
    frame = map_frame(page)
    response = Axe().run(frame, options={"rules": {"target-size": {"enabled": True}}}).response  # type: ignore[arg-type]
    assert [
        (rule["id"], node["html"][:120]) for rule in response["violations"] for node in rule["nodes"]
    ] == []
    heard = frame.locator("#heard li").all_inner_texts()
    assert "Cullompton: 69.8 per 1,000 residents" in heard
    assert len(heard) == 11


def test_wheel_scrolls_the_page_until_the_map_is_pressed(page: Page, server: str) -> None:
    at_rest(page, server, PLACES[0])
    frame = page.locator("iframe[data-painted]")
    frame.scroll_into_view_if_needed()
    zoom = "map_areas.getZoom()"
    before, box = map_frame(page).evaluate(zoom), frame.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 60)
    page.mouse.wheel(0, 200)
    page.wait_for_timeout(400)
    assert map_frame(page).evaluate(zoom) == before
    moved = frame.bounding_box()
    assert moved is not None
    assert moved["y"] < box["y"] - 50
    page.mouse.click(moved["x"] + moved["width"] / 2, max(moved["y"] + moved["height"] / 2, 150))
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(600)
    assert map_frame(page).evaluate(zoom) > before


@pytest.mark.parametrize("context", [{**PHONE, "has_touch": True}], indirect=True, ids=["touch"])
def test_one_finger_scrolls_the_page_and_the_buttons_are_large_enough(page: Page, server: str) -> None:
    at_rest(page, server, PLACES[0])
    inside = map_frame(page)
    assert inside.evaluate("getComputedStyle(map_areas.getContainer()).touchAction") == "pan-x pan-y"
    assert inside.evaluate("[map_areas.dragging.enabled(), map_areas.touchZoom.enabled()]") == [False, True]
    for button in inside.locator(".leaflet-bar a").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_land_stands_in_the_frame_before_the_map_does(page: Page, server: str) -> None:
    page.route("**/shapes/**", lambda route: None)
    page.goto(f"{server}/{PLACES[0]}")
    outline = page.frame_locator("iframe").locator(".outline path")
    expect(outline).to_be_visible(timeout=PAINT_MS)


@pytest.mark.parametrize("failing", ["cut off", "refused"])
def test_blocked_outlines_are_said_in_the_map_and_come_when_asked_for_again(
    page: Page, server: str, failing: str
) -> None:
    stop = (
        (lambda route: route.abort()) if failing == "cut off" else (lambda route: route.fulfill(status=503))
    )
    page.route("**/shapes/**", stop)
    page.goto(f"{server}/?area=E07000042")
    failed = page.frame_locator("iframe").locator(".failed[role=alert]")
    expect(failed).to_contain_text("outlines did not arrive", timeout=PAINT_MS)
    expect(page.locator(".figure-card").first).to_be_visible()
    # Still blocked: it says so again.
    failed.get_by_role("button", name="Try again").click()
    expect(failed).to_be_visible(timeout=PAINT_MS)
    page.unroute("**/shapes/**")
    failed.get_by_role("button", name="Try again").click()
    page.locator("iframe[data-painted]").wait_for(timeout=PAINT_MS)
    expect(failed).to_have_count(0)


def test_looking_at_what_may_be_missing_and_back_leaves_everything_as_it_was(page: Page, server: str) -> None:
    open_view(page, server, "?area=E07000042&from=2020-01&to=2020-12&crime=burglary")
    start = page.evaluate("location.search")
    card = page.locator(".figure-card").inner_text()
    page.locator("label").filter(has_text="What may be missing").first.click()
    page.locator(".columns[data-drawn]").wait_for(timeout=PAINT_MS)
    expect(page.locator(".changed")).to_have_text("The map shows what may be missing.", timeout=PAINT_MS)
    assert page.locator(".figure-card").inner_text() == card
    page.locator("label").filter(has_text="Recorded").first.click()
    page.locator("iframe[data-painted]").wait_for(timeout=PAINT_MS)
    assert page.evaluate("location.search") == start
    assert page.locator(".figure-card").inner_text() == card


def test_every_choice_is_confirmed_beside_the_control(page: Page, server: str) -> None:
    open_view(page, server)
    status = page.locator(".changed[role=status]")
    expect(status).to_have_text("")
    choose(page, "Crime type", "Burglary")
    expect(status).to_contain_text("burglary, January to December 2025", timeout=PAINT_MS)
    choose(page, "Period", "2020")
    expect(status).to_contain_text("January to December 2020", timeout=PAINT_MS)


def test_landing_leads_to_each_answer_in_one_action(page: Page, server: str) -> None:
    at_rest(page, server)
    page.get_by_role("link", name="Mid Devon", exact=True).click()
    # A link loads the page anew, and its first look has the same card until the page takes over.
    expect(page.get_by_test_id("stMain").locator(".figure-card .big")).to_contain_text(
        "4,275", timeout=PAINT_MS
    )
    page.locator("#first").wait_for(state="detached", timeout=PAINT_MS)
    assert top_of(page, ".missing-card") - top_of(page, ".figure-card") < 1.5 * 900
    at_rest(page, server)
    page.locator(".door").get_by_role("link", name="Write in").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PAINT_MS)
    expect(page).to_have_url(re.compile("/tell"), timeout=PAINT_MS)
    at_rest(page, server)
    page.locator(".door").get_by_role("link", name="Check a number").click()
    expect(page.get_by_role("button", name="Copy sentence").first).to_be_visible(timeout=PAINT_MS)


def test_map_of_the_landing_opens_the_sector_that_is_pressed(page: Page, server: str) -> None:
    at_rest(page, server)
    spot = map_frame(page).evaluate(
        """code => { let found; map_areas.eachLayer(group => group.eachLayer && group.eachLayer(layer => {
            if (layer.feature?.id === code) found = layer; }));
            const at = map_areas.latLngToContainerPoint(found.getCenter()); return [at.x, at.y]; }""",
        MID_DEVON,
    )
    box = page.locator("iframe[data-painted]").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + spot[0], box["y"] + spot[1])
    expect_painted(page, f"{MID_DEVON} 2025-01 2025-12 all recorded_per_1000 sector")


def test_failed_search_on_the_landing_shows_no_place(page: Page, server: str) -> None:
    at_rest(page, server)
    page.get_by_label("Postcode, town or village").fill("xyzzy")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("status").filter(has_text="xyzzy")).to_be_visible(timeout=PAINT_MS)
    assert "area=" not in page.evaluate("location.search")


@pytest.mark.parametrize(
    ("query", "name"),
    [("?area=town:tiverton", "Tiverton"), ("?area=town:tiverton&level=sector", "Mid Devon")],
)
def test_flag_says_the_name_and_rate_of_the_outline_it_stands_on(
    page: Page, server: str, query: str, name: str
) -> None:
    open_view(page, server, query)
    flag = map_frame(page).locator(".flag").first
    expect(flag).to_contain_text(name, timeout=PAINT_MS)
    said = re.search(r"[\d.]+ per 1,000", flag.inner_text())
    assert said
    assert said.group().split()[0] in page.locator(".key").first.inner_text()
