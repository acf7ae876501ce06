"""One address has a fair share of each minute: it is told what is left, refused plainly, and nobody else is."""

from __future__ import annotations

import pytest
from serving import Client
from test_answers import expect_fault

from portal.api.fairness import reader
from portal.errors import BadSetting
from portal.settings import Settings

FIGURES = "/api/v1/figures?level=sector&from=2025-01&to=2025-12&limit=1"


def test_every_answer_says_what_is_left_and_a_dear_one_takes_more(client: Client) -> None:
    first = client.get("/api/v1/releases").headers
    assert first["ratelimit-limit"] == "1200"
    assert 1 <= int(first["ratelimit-reset"]) <= 60
    second = client.get(FIGURES).headers
    assert int(first["ratelimit-remaining"]) - int(second["ratelimit-remaining"]) == 10
    fault = client.get("/api/v1/nothing").headers
    assert int(second["ratelimit-remaining"]) - int(fault["ratelimit-remaining"]) == 1
    exposed = first["access-control-expose-headers"]
    assert all(name in exposed for name in ("RateLimit-Remaining", "Retry-After"))


def test_address_that_asks_too_much_is_refused_in_the_usual_shape_and_others_are_not(client: Client) -> None:
    crowd = {"X_Forwarded_For": "198.51.100.7"}
    replies = [client.get(FIGURES, **crowd) for _ in range(121)]
    assert {reply.status for reply in replies[:120]} == {200}
    error = expect_fault(replies[120], 429, "connection")
    assert replies[120].headers["retry-after"] in error["next"]
    assert replies[120].headers["ratelimit-remaining"] == "0"
    assert client.get("/area/E07000042", **crowd).status == 429
    assert client.get("/healthz", **crowd).status == 200
    assert client.get(FIGURES, X_Forwarded_For="198.51.100.8").status == 200


@pytest.mark.parametrize(
    ("address", "name"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::/64"), ("2001:db8::ff:1", "2001:db8::/64"), ("", "unknown")],
)  # fmt: skip
def test_reader_of_ipv6_is_one_however_many_addresses(address: str, name: str) -> None:
    assert reader(address) == name


def test_limit_that_is_no_number_refuses_to_start() -> None:
    assert Settings.from_environment({"PORTAL_API_LIMIT": "0"}).api_limit == 0
    with pytest.raises(BadSetting, match="PORTAL_API_LIMIT must be a whole number"):
        Settings.from_environment({"PORTAL_API_LIMIT": "many"})
