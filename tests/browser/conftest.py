"""A real server and a real Chromium that can reach nothing but this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from painting import wait_until_taken_over
from playwright.sync_api import Browser, BrowserContext, Page
from serving import leaves, running_server

POLICY = "Content Security Policy"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The portal on the committed data at a free port; its address."""
    with running_server(tmp_path_factory.mktemp("server") / "server.log") as address:
        yield address


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    made = browser.new_context(
        **{"viewport": {"width": 1280, "height": 1000}, **getattr(request, "param", {})}
    )
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, server: str) -> Iterator[Page]:
    """A page that fails the test on a script error, a breach of the content policy or a request that leaves this machine."""
    opened = context.new_page()
    left, broken, breaches = [], [], []
    opened.on("console", lambda said: breaches.append(said.text) if POLICY in said.text else None)
    opened.on("request", lambda request: left.append(request.url) if leaves(request.url, server) else None)
    opened.on("pageerror", lambda error: broken.append(str(error)))
    wait_until_taken_over(opened)
    yield opened
    assert not left, f"the page asked for {left[0]}"
    assert not broken, f"a script failed: {broken[0]}"
    assert not breaches, f"the browser refused something: {breaches[0]}"


@pytest.fixture
def browsers(browser: Browser) -> Iterator[Callable[[], Page]]:
    """A browser for each person, with no cookie of another."""
    contexts = []

    def another() -> Page:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 1000}))
        return wait_until_taken_over(contexts[-1].new_page())

    yield another
    for context in contexts:
        context.close()
