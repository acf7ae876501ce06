"""Before any script has run, and without scripts, a page already says whose it is and where the plain pages are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from serving import Client, leaves

from portal.domain.site import PAGE_NAMES, SITE_PAGES


@pytest.mark.parametrize("path", ["/", "/recording", "/you-said"])
def test_shell_bears_our_name_and_points_at_nothing_shut(client: Client, path: str) -> None:
    reply = client.get(path)
    assert reply.status == 200
    assert "<title>On the Record</title>" in reply.text
    assert re.search('<meta name="description" content="[^"]*Crime as police recorded it.', reply.text)
    assert not re.search(r"<title>Streamlit|service-desc|agent/", reply.text)
    assert 'src="./static/js/' in reply.text


def test_every_script_of_a_page_has_an_address_and_a_place_where_it_is_found(repo: Path) -> None:
    scripts = {path.stem for path in (repo / "portal" / "ui" / "pages").glob("*.py")} - {"__init__"}
    assert {page.script for page in SITE_PAGES} == scripts
    assert len(set(PAGE_NAMES)) == len(SITE_PAGES)
    assert all(page.in_menu or page.footer for page in SITE_PAGES)


@pytest.mark.parametrize(
    "path", ["/no-such-page", "/no/such/page", "/recording/more", "/%3Cb%3E", "/wp-login.php"]
)
def test_unknown_address_is_our_own_page_with_status_404_and_a_search(client: Client, path: str) -> None:
    reply = client.get(path)
    assert reply.status == 404
    assert "There is no such page" in reply.text
    assert 'action="/find"' in reply.text
    assert "/<b>" not in reply.text
    assert "form-action 'self'" in reply.headers["content-security-policy"]


def test_search_of_that_page_finds_places_without_scripts(client: Client) -> None:
    assert 'href="/area/town:tiverton"' in client.get("/find?q=Tiverton,%20Devon").text
    nothing = client.get("/find?q=xyzzy")
    assert nothing.status == 200
    assert "/area/" not in nothing.text
    assert "<script" not in client.get("/find?q=%3Cscript%3E").text


def test_page_with_a_stroke_too_many_leads_to_the_page(client: Client) -> None:
    reply = client.get("/recording/?release=x")
    assert (reply.status, reply.headers["location"]) == (308, "/recording?release=x")


def test_framework_answers_for_its_own_addresses(client: Client) -> None:
    assert client.get("/_stcore/health").status == 200
    assert client.get("/favicon.png").status == 200


def test_page_below_the_root_asks_its_server_at_once(server: str, browser: Browser) -> None:
    page = browser.new_page()
    refused: list[str] = []
    page.on("response", lambda reply: refused.append(reply.url) if reply.status >= 400 else None)
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(f"{server}/recording")
    page.get_by_role("heading", level=1).wait_for(timeout=60_000)
    assert refused == []
    page.close()


def test_sign_in_comes_back_to_streamlit(client: Client) -> None:
    assert "<title>On the Record</title>" not in client.get("/oauth2callback").text


def test_reader_without_scripts_finds_the_plain_pages(server: str, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    left: list[str] = []
    page.on("request", lambda request: left.append(request.url) if leaves(request.url, server) else None)
    page.goto(server)
    page.get_by_role("link", name="Every area is on a plain page as well").click()
    assert page.get_by_role("heading", level=1).inner_text() == "All areas"
    assert left == []
    page.context.close()
