"""The first look of a page: what a reader came for, sent with the address, by the builders of the page itself."""

from __future__ import annotations

import gzip
import html
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from playwright.sync_api import Browser, Page
from serving import Client
from starlette.applications import Starlette
from starlette.testclient import TestClient

from portal.api.first import route
from portal.api.shell import Shell
from portal.services.both_sides.claims import claims
from portal.services.both_sides.statements import threads
from portal.services.library.library import Library

MOST_BYTES = 40_000
READY_MS = 60_000
TOWN = "/?area=town:tiverton"
YEAR = "&from=2014-01&to=2014-12"
# Of every kind: the landing, a place of each level, a chosen period and crime, a claim and an exchange.
VIEWS = ("/", TOWN, f"{TOWN}{YEAR}&crime=burglary", "/?area=E23000035", "/check")
WATCH = """
window.seen = {headings: [], shift: 0, broken: []};
new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) seen.shift += e.value; }))
  .observe({type: "layout-shift", buffered: true});
document.addEventListener("securitypolicyviolation", e => {
  // The framework asks whether it may compile such code, and does without.
  if (e.blockedURI !== "wasm-eval") seen.broken.push(e.violatedDirective);
});
const look = () => {
  if (document.body) seen.headings.push([...document.querySelectorAll("h1")].filter(h => !h.closest("[inert]")).length);
  requestAnimationFrame(look);
};
if (window === window.top) look();
"""


def words(markup: str) -> str:
    """The text of a page as somebody reads it."""
    inside = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", markup, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", inside)).split())


def joined(text: str) -> str:
    return "".join(text.split())


def some_areas(library: Library) -> list[str]:
    """All sectors, and of every other level each twentieth."""
    by_level: dict[str, list[str]] = {}
    for area in library.areas.values():
        by_level.setdefault(area.level, []).append(area.code)
    return [code for level, codes in by_level.items() for code in (codes if len(codes) < 20 else codes[::20])]


def thread_ids(library: Library) -> list[str]:
    return [thread.thread_id for thread in threads(library)]


def test_first_look_has_the_numbers_of_the_plain_page(client: Client, library: Library) -> None:
    for code in some_areas(library)[::3]:
        first, plain = words(client.get(f"/?area={code}").text), words(client.get(f"/area/{code}").text)
        card = re.search(r"Recorded · .*? ([\d,]+) crimes? recorded", first)
        if card:
            assert f" {card[1]} crime" in plain, code
        for modelled in re.findall(r"If [^.]*? recorded as the force did: [^.]*\.", first):
            assert modelled in plain, code
        assert library.areas[code].name in first


@pytest.mark.browser
@pytest.mark.parametrize("view", [TOWN, f"{TOWN}{YEAR}&crime=burglary", "/?area=E07000042"])
def test_first_look_has_the_very_cards_of_the_page(server: str, browser: Browser, view: str) -> None:
    without = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    first = without.new_page()
    first.goto(server + view)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(server + view)
    taken_over(page)
    parts = ["h1", ".crumb", ".figure-card", ".missing-card, h2#missing + p", ".note"]
    # Of 2014 no neighbourhood has a rate: nothing is coloured, and no colour has a key.
    parts += [] if YEAR in view else [".legend"]
    for part in parts:
        shown = page.locator(part).first.inner_text()
        assert joined(first.locator(part).first.inner_text()) == joined(shown), part
    assert first.locator(".legend").count() == page.locator(".legend").count() == parts.count(".legend")
    without.close()
    page.close()


def taken_over(page: Page) -> None:
    page.locator("#first").wait_for(state="detached", timeout=READY_MS)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("view", VIEWS)
def test_page_takes_over_with_one_heading_at_any_time_and_without_a_jump(
    server: str, browser: Browser, view: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.add_init_script(WATCH)
    sent = page.goto(server + view)
    # What was sent is looked at, not the page: that may have taken over already.
    assert sent is not None
    assert '<div id="first"' in sent.text()
    taken_over(page)
    page.wait_for_timeout(1500)
    seen = page.evaluate("seen")
    began = seen["headings"].index(1)
    assert set(seen["headings"][:began]) <= {0}
    assert set(seen["headings"][began:]) == {1}
    assert seen["shift"] <= 0.05
    assert seen["broken"] == []
    page.close()


@pytest.mark.browser
def test_reader_who_types_in_the_first_search_is_not_interrupted(server: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(server, wait_until="commit")
    box = page.locator("#first-q")
    box.fill("Bampt")
    page.locator("#root .st-key-footer").wait_for(state="attached", timeout=READY_MS)
    page.wait_for_timeout(2000)
    assert box.input_value() == "Bampt"
    assert page.evaluate("document.activeElement.id") == "first-q"
    page.evaluate("document.activeElement.blur()")
    taken_over(page)
    page.close()


@pytest.mark.browser
def test_without_scripts_the_first_look_is_the_page(server: str, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(server)
    page.get_by_label("Postcode, town or village").fill("Tiverton")
    page.get_by_role("button", name="Find").click()
    assert "/find?q=Tiverton" in page.url
    assert page.locator('a[href="/area/town:tiverton"]').count() == 1
    page.context.close()


def test_every_first_page_is_small_as_sent(client: Client, library: Library) -> None:
    views = [f"/?area={code}" for code in some_areas(library)]
    views += [f"/both-sides?thread={key}" for key in thread_ids(library)]
    views += [f"/both-sides?thread={claim.claim_id}" for claim in claims(library)]
    for view in [*VIEWS, *views]:
        for packing, unpack in (("gzip", gzip.decompress), ("br", brotli.decompress)):
            reply = client.get(view, Accept_Encoding=packing)
            assert reply.headers["content-encoding"] == packing
            assert len(reply.body) <= MOST_BYTES, view
            assert unpack(reply.body).count(b"<h1") == 1, view


def test_each_address_says_what_it_is_to_whoever_shows_a_link_to_it(client: Client, library: Library) -> None:
    thread, claim = thread_ids(library)[0], claims(library)[0]
    heads = {}
    views = (
        "/",
        TOWN,
        TOWN + YEAR,
        "/check",
        f"/both-sides?thread={thread}",
        f"/both-sides?thread={claim.claim_id}",
    )
    for view in views:  # fmt: skip
        text = client.get(view).text
        head = {
            name: html.unescape(re.search(pattern, text)[1])  # type: ignore[index]
            for name, pattern in {
                "title": r"<title>(.*?)</title>",
                "description": r'<meta name="description" content="(.*?)"',
                "image": r'property="og:image" content="(.*?)"',
                "address": r'property="og:url" content="(.*?)"',
            }.items()
        }
        image = urlsplit(head["image"])
        picture = client.get(f"{image.path}?{image.query}")
        assert picture.headers["content-type"] == "image/png", view
        heads[view] = head
    assert heads[TOWN]["title"] == "Recorded crime in Tiverton, Mid Devon – On the Record"
    assert "1,627" in heads[TOWN]["description"]
    assert claim.heading in heads[views[-1]]["title"]
    for name in ("description", "address"):
        assert len({head[name] for head in heads.values()}) == len(views), name


def test_chosen_months_are_those_of_the_first_look(client: Client) -> None:
    assert "Recorded · January to December 2014" in words(client.get(TOWN + YEAR).text)
    mended = words(client.get("/?area=nowhere&from=2014-01&to=2014-12").text)
    assert "No area of the name in the address is held here; the usual one is shown instead." in mended
    unheld = words(client.get("/?area=town:tiverton&from=2023-05&to=2023-05").text)
    assert "None of the months in the address is held here; the usual ones are shown instead." in unheld


def test_what_has_no_first_look_is_the_page_as_before(client: Client) -> None:
    for view in ("/recording", "/both-sides", "/both-sides?thread=nothing", f"{TOWN}&release=nothing"):
        text = client.get(view).text
        assert 'id="first"' not in text, view
        assert '<div id="root"></div>' in text, view
        assert "<title>On the Record</title>" in text, view


@dataclass
class Counted:
    """How often a first page was worked out."""

    times: int = 0

    def __call__(self, library: Library, name: str, asked: dict[str, str]) -> route.First | None:
        self.times += 1
        return self.made(library, name, asked)

    made = staticmethod(route.first_of)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Counted, TestClient]:
    found = Counted()
    monkeypatch.setattr(route, "first_of", found)
    index = '<html lang="en"><head><title>Streamlit</title></head><body><div id="root"></div></body></html>'
    app = Starlette(routes=[route.shell_route(Shell(index, "On the Record", "A strapline."), tmp_path)])
    return found, TestClient(app, base_url="http://localhost")


def test_first_look_is_worked_out_once_for_an_address(counted: tuple[Counted, TestClient]) -> None:
    found, client = counted
    for view in (TOWN, TOWN, f"{TOWN}&nothing=of-ours", f"{TOWN}&q=words"):
        assert client.get(view).status_code == 200
    assert found.times == 1
    client.get(TOWN + YEAR)
    assert found.times == 2


def test_first_look_is_stamped_with_its_release(
    counted: tuple[Counted, TestClient], library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, client = counted
    first = client.get(TOWN)
    assert first.headers["cache-control"] == "public, max-age=0, s-maxage=300"
    assert first.headers["etag"].startswith(f'W/"{library.release}-')
    again = client.get(TOWN, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    monkeypatch.setattr(type(library), "release", "2099-01-00000000")
    after = client.get(TOWN, headers={"if-none-match": first.headers["etag"]})
    assert after.status_code == 200
    assert after.headers["etag"].startswith('W/"2099-01-00000000-')
    assert found.times == 2


def test_fault_in_a_first_look_leaves_the_page(
    counted: tuple[Counted, TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(route, "first_of", broken)
    reply = counted[1].get(TOWN)
    assert reply.status_code == 200
    assert '<div id="root"></div>' in reply.text


def test_picture_of_a_link_is_on_this_site(client: Client) -> None:
    image = re.search(r'property="og:image" content="(.*?)"', client.get(TOWN).text)[1]  # type: ignore[index]
    assert urlsplit(html.unescape(image)).path == "/figure.png"


def links_ahead(page: str) -> list[str]:
    return re.findall(
        r'href="([^"]+)"', "".join(re.findall(r'<template id="ahead.*?</template>', page, re.S))
    )


@pytest.mark.parametrize("view", ["/", TOWN, "/check"])
def test_what_a_page_asks_for_ahead_is_there_and_is_named_once(client: Client, view: str) -> None:
    page = client.get(view).text
    asked = links_ahead(page)
    assert len(asked) == len(set(asked)) > 20
    for link in asked:
        assert client.get(link.removeprefix(".")).status == 200, link
        assert page.count(link.rpartition("/")[2]) == 1, link


def test_map_is_asked_for_ahead_by_the_page_that_shows_it(client: Client) -> None:
    of_map = [link for link in links_ahead(client.get(TOWN).text) if link.startswith("/shapes/")]
    assert [link.split(".")[0] for link in of_map] == ["/shapes/surroundings", "/shapes/msoa"]
    assert not [link for link in links_ahead(client.get("/check").text) if link.startswith("/shapes/")]
