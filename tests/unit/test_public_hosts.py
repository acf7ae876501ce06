"""Which address a link carries: the one a reader came by where it is ours, and none that nobody else can open."""

from __future__ import annotations

import pytest

from portal.domain.site import address_at, is_public
from portal.services.checking.citing import NO_ADDRESS, cited_link

SET = "https://crime.example.org"


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("crime.example.org", SET),
        ("crime.example.org:8443", "https://crime.example.org:8443"),
        ("localhost:8600", "http://localhost:8600"),
        ("evil.example.net", SET),
        ("", SET),
        ("[::1", SET),
    ],
)
def test_host_is_believed_only_where_it_is_ours(host: str, address: str) -> None:
    assert address_at(SET, host) == address


def test_link_that_nobody_else_can_open_says_so() -> None:
    assert cited_link(f"{SET}/", "/quote?of=claim") == f"{SET}/quote?of=claim"
    assert cited_link("http://localhost:8501", "/quote") == f"/quote ({NO_ADDRESS})"
    assert not is_public("http://127.0.0.1:8501")
    assert is_public(SET)
