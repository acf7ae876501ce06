"""A link in another case, with one stroke too many, or with what a network added leads where it was meant to."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from serving import Client

from portal.api.connection.addresses import TRACKERS, Addresses, is_tracker, paths_of, without_trackers
from portal.api.routes import ROUTES
from portal.domain.site import PAGE_NAMES

ASKED = "area=E07000042&from=2025-01&to=2025-12"
QUOTED = "of=claim&id=one-in-five"
SERIES = f"/api/v1/series?{ASKED.split('&')[0]}"
# One real question for every public route, by the route's own path.
QUESTIONS = {
    "/api/v1/areas": "/api/v1/areas?level=sector",
    "/api/v1/areas/{code:anything}": "/api/v1/areas/E07000042",
    "/api/v1/figure": f"/api/v1/figure?{ASKED}",
    "/api/v1/figures": "/api/v1/figures?level=sector&from=2025-01&to=2025-12",
    "/api/v1/series": SERIES,
    "/api/v1/inspections": "/api/v1/inspections",
    "/api/v1/statements": "/api/v1/statements",
    "/api/v1/claims": "/api/v1/claims",
    "/api/v1/quote": f"/api/v1/quote?{QUOTED}",
    "/api/v1/releases": "/api/v1/releases",
    "/api/v1/search": "/api/v1/search?q=Tiverton",
    "/api/v1/openapi.json": "/api/v1/openapi.json",
    "/api": "/api",
    "/download/areas.{kind}": "/download/areas.csv?level=sector&from=2025-01&to=2025-12",
    "/download/everything.zip": "/download/everything.zip",
    "/area/{code:anything}": "/area/town:tiverton",
    "/areas": "/areas",
    "/find": "/find?q=Tiverton",
    "/sitemap.xml": "/sitemap.xml",
    "/robots.txt": "/robots.txt",
    "/desk/sign-in": "/desk/sign-in",
    "/desk/sign-out": "/desk/sign-out",
    "/plain/recording": "/plain/recording",
    "/plain/both-sides": "/plain/both-sides?area=E07000042",
    "/plain/corrections": "/plain/corrections",
    "/plain/releases": "/plain/releases",
    "/plain/settling": "/plain/settling",
    "/api/v1/verify": "/api/v1/verify?text=Nothing+that+was+printed+here",
    "/download/sentences.csv": "/download/sentences.csv?areas=E07000042&from=2025-01&to=2025-12",
    "/write": "/write",
    "/write/follow": "/write/follow",
    "/api/v1/settling": "/api/v1/settling",
    "/download/settling.csv": "/download/settling.csv",
    "/feeds/months/{name:anything}": "/feeds/months/E07000042.atom",
    "/feeds/corrections.atom": "/feeds/corrections.atom",
    "/feeds/releases.atom": "/feeds/releases.atom",
    "/feeds/evidence.atom": "/feeds/evidence.atom",
    "/said": "/said",
    "/said/{code:anything}": "/said/E07000042",
    "/feeds/{name:anything}": "/feeds/E07000042.atom",
    "/figure": f"/figure?{ASKED}",
    "/figure.svg": f"/figure.svg?{ASKED}",
    "/figure.png": f"/figure.png?{ASKED}",
    "/embed/figure": f"/embed/figure?{ASKED}",
    "/embed/map": f"/embed/map?{ASKED}",
    "/quote": f"/quote?{QUOTED}",
    "/quote.svg": f"/quote.svg?{QUOTED}",
    "/quote.png": f"/quote.png?{QUOTED}",
    "/embed/quote": f"/embed/quote?{QUOTED}",
    "/brief/{name:anything}": "/brief/E07000042.pdf",
    "/meeting/{name:anything}": "/meeting/E07000042.pdf",
    **{
        path: f"{path}?{ASKED}&with=E07000046"
        for path in ("/compare", "/compare.svg", "/compare.png", "/download/compare.csv", "/api/v1/compare")
    },
    "/claims": "/claims",
    "/claim/{claim_id:anything}": "/claim/one-in-five",
    "/healthz": "/healthz",
    "/readyz": "/readyz",
    **{f"/{name}": f"/{name}" for name in PAGE_NAMES if name},
}
# Names of content and secrets are right to the letter; the last takes what no address of the API is.
# Of the last, two are pages of one reader alone, and one is an address that others have fixed.
EXACT = (
    "/assets/",
    "/maps/",
    "/shapes/",
    "/alerts/",
    "/api/{",
    "/write/{",
    "/write/follow/{",
    "/.well-known/",
)


def test_every_public_route_is_asked_here() -> None:
    public = {path for path in paths_of(ROUTES) if not path.startswith(EXACT)}
    assert public | {f"/{name}" for name in PAGE_NAMES if name} == set(QUESTIONS)


def swapped(address: str) -> str:
    split = urlsplit(address)
    return split.path.swapcase() + (f"?{split.query}" if split.query else "")


def slashed(address: str) -> str:
    split = urlsplit(address)
    return f"{split.path}/" + (f"?{split.query}" if split.query else "")


@pytest.mark.parametrize("bent", [swapped, slashed], ids=["case", "slash"])
@pytest.mark.parametrize("address", QUESTIONS.values(), ids=QUESTIONS)
def test_case_and_slash_lead_on_to_the_address_meant(client: Client, address: str, bent: object) -> None:
    reply = client.get(bent(address))  # type: ignore[operator]
    assert (reply.status, reply.headers.get("location")) == (308, address)
    # The desk may be shut, and the API has no page of its own: refusals in their own words.
    assert client.get(address).status in (200, 303, 404 if address.startswith(("/desk/", "/api")) else 200)


@pytest.mark.parametrize("address", QUESTIONS.values(), ids=QUESTIONS)
def test_names_of_trackers_change_no_answer(client: Client, address: str) -> None:
    join = "&" if "?" in address else "?"
    plain, followed = (
        client.get(address),
        client.get(f"{address}{join}fbclid=x&utm_source=y&UTM_Medium=z&gclid"),
    )
    assert (plain.status, plain.headers.get("etag")) == (followed.status, followed.headers.get("etag"))


@pytest.mark.parametrize("address", ["/figure", "/api/v1/figure", "/figure.png", "/embed/figure"])
def test_code_of_an_area_may_be_in_any_case(client: Client, address: str) -> None:
    asked = f"{address}?{ASKED}"
    assert client.get(asked.replace("E07000042", "e07000042")).body == client.get(asked).body


@pytest.mark.parametrize("path", ["/no-such-page/", "//example.org/", "/area/", "/claim/", "/FIGURE.GIF"])
def test_what_is_no_address_is_not_sent_on(client: Client, path: str) -> None:
    # The framework itself refuses two strokes at the start.
    assert client.get(path).status == (400 if path.startswith("//") else 404)


def test_what_is_asked_is_handed_on_to_the_letter_without_trackers() -> None:
    assert without_trackers(b"a=%2B+b&fbclid=1&c=&utm_id=2") == b"a=%2B+b&c="
    assert without_trackers(b"a=1&&b") == b"a=1&&b"
    assert all(is_tracker(name.upper()) for name in TRACKERS)
    assert not any(
        is_tracker(name) for name in ("area", "from", "to", "q", "of", "id", "release", "measure", "thread")
    )


def test_no_address_is_changed_that_is_right() -> None:
    addresses = Addresses(paths_of(ROUTES), lambda text: text)
    paths = [urlsplit(address).path for address in QUESTIONS.values()]
    assert [addresses.meant(path) for path in paths] == paths
    assert addresses.meant("/alerts/stop/AbC/") == "/alerts/stop/AbC/"
