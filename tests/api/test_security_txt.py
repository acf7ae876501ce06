"""Where a fault is reported stands where programs look for it, and only while there is somebody to tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from portal import bootstrap
from portal.api.plain import html_pages
from portal.settings import Settings

PATH = "/.well-known/security.txt"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable:
    def ask(contact: str):
        told = Settings(operator_contact=contact, public_url="https://crime.example.org")
        monkeypatch.setattr(bootstrap, "settings", lambda: told)
        return TestClient(Starlette(routes=html_pages.ROUTES)).get(PATH)

    return ask


@pytest.mark.parametrize(("contact", "line"), [
    ("ada@example.org", "Contact: mailto:ada@example.org"), ("https://example.org/tell", "Contact: https://example.org/tell"),
])  # fmt: skip
def test_it_names_the_contact_and_expires_within_a_year(asked: Callable, contact: str, line: str) -> None:
    said = asked(contact)
    assert said.headers["content-type"].startswith("text/plain")
    assert line in said.text.splitlines()
    over = datetime.fromisoformat(re.search(r"^Expires: (\S+)$", said.text, re.M)[1].replace("Z", "+00:00"))
    assert datetime.now(UTC) < over < datetime.now(UTC) + timedelta(days=365)
    assert f"Canonical: https://crime.example.org{PATH}" in said.text


@pytest.mark.parametrize("contact", ["", "the front desk", "https://example.org/a b"])
def test_it_is_not_there_without_a_contact_that_programs_can_read(asked: Callable, contact: str) -> None:
    assert asked(contact).status_code == 404
