"""Before any script has run, and without scripts, a page already says whose it is and where the plain pages are."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser
from serving import Client, leaves


@pytest.mark.parametrize("path", ["/", "/recording", "/no-such-page"])
def test_shell_bears_our_name_and_points_at_nothing_shut(client: Client, path: str) -> None:
    reply = client.get(path)
    assert reply.status == 200
    assert "<title>On the Record</title>" in reply.text
    assert '<meta name="description" content="Crime as police recorded it.' in reply.text
    assert not re.search(r"<title>Streamlit|service-desc|agent/", reply.text)
    assert 'src="./static/js/' in reply.text


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
