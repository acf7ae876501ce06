"""Plain pages without scripts, for people, archives and screen readers that run none, and for search engines; and what stands at no address."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

from starlette.convertors import register_url_convertor
from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from portal import bootstrap, markup
from portal.api.answers import NEVER_STORED, Answer, Anything, Door, release_held
from portal.api.faults import Fault, not_found, shown
from portal.api.listings import said_address
from portal.api.parameters import area_named, read
from portal.api.plain.area_page import area_values, link
from portal.bootstrap.address import lasting_root, root
from portal.bootstrap.forces import elsewhere, next_door
from portal.domain.record.area import BEST_FIT, Area
from portal.services.both_sides.claim_review import claim_path
from portal.services.both_sides.claims import claims
from portal.services.search.answer import search

POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "strict-origin-when-cross-origin"}
HTML = "text/html"
SECURITY_PATH = "/.well-known/security.txt"
# Less than a year, as the standard asks; a copy that still runs says a later day each day.
SECURITY_HOLDS_DAYS = 180


def render(template: str, values: dict[str, Any]) -> Answer:
    text = markup.render(f"plain/{template}", **values)
    return Answer(text.encode("utf-8"), HTML, HEADERS)


def with_search(answer: Answer) -> Answer:
    """The same page, from which a form of ours may be sent to this server."""
    policy = POLICY.replace("form-action 'none'", "form-action 'self'")
    return replace(answer, headers={**answer.headers, "Content-Security-Policy": policy})


def fault_as_html(fault: Fault) -> Answer:
    title = "There is no such page" if fault.status == 404 else "The page cannot be shown"
    message = fault.message[:1].upper() + fault.message[1:].rstrip(".")
    values = {
        "title": title,
        "description": message,
        "canonical": "",
        "release": release_held(),
    }
    return with_search(render("fault.html", values))


def area(request: Request) -> Answer:
    asked = read(request, ("release",))
    named = area_named(request.path_params["code"], "path: code", asked.library)
    return _area_page(root(), asked.library.release, named.code, asked.text("release") or "")


# Every area of a force fits; on the evening a town is in the news, its page is worked out once.
@lru_cache(maxsize=2000)
def _area_page(at: str, release: str, code: str, fixed_to: str) -> Answer:
    library = bootstrap.library_of(release)
    return render("area.html", area_values(library, library.areas[code], fixed_to))


def areas(_: Request) -> Answer:
    """The force, its sectors, and the towns, neighbourhoods, wards and parishes of each; small areas are on their own pages' parents."""
    library = bootstrap.library()
    sectors = [
        {**link(sector), "areas": _inside(sector), "fitted": _fitted(sector)}
        for sector in sorted(library.areas.values(), key=lambda each: each.name)
        if sector.level == "sector"
    ]
    values = {
        "title": f"Every area in {library.force.name}",
        "description": f"Recorded crime in every sector, town, neighbourhood, ward and parish of {library.force.name} that is counted here, each on a plain page. Small areas are listed on the page of their neighbourhood.",
        "canonical": f"{root()}/areas",
        "force": link(library.force),
        "sectors": sectors,
        "next_door": next_door(),
        "release": library.release,
    }
    return render("areas.html", values)


def _inside(sector: Area) -> list[dict[str, Any]]:
    library = bootstrap.library()
    inside = [
        each
        for each in library.areas.values()
        if each.level in ("town", "msoa") and library.sector_of(each) == sector
    ]
    ordered = sorted(inside, key=lambda each: (each.level != "town", each.name))
    return [{**link(each), "is_town": each.level == "town"} for each in ordered]


def _fitted(sector: Area) -> list[dict[str, Any]]:
    library = bootstrap.library()
    inside = [
        each
        for each in library.areas.values()
        if each.level in BEST_FIT and library.sector_of(each) == sector
    ]
    return [link(each) for each in sorted(inside, key=lambda each: each.name)]


# Made in plain_pages, which is built on this module.
PLAIN_PAGES = tuple(f"/plain/{name}" for name in ("recording", "both-sides", "corrections", "releases"))


def sitemap(_: Request) -> Answer:
    """The pages worth finding by search; small areas are reached through the neighbourhoods they lie in."""
    shown = [each for each in bootstrap.library().areas.values() if each.level != "lsoa"]
    said = [said_address(each) for each in shown if each.level in ("force", "sector")]
    cards = [claim_path(claim) for claim in claims(bootstrap.library())]
    paths = ["/", "/areas", "/claims", *PLAIN_PAGES, *cards, *(link(each)["page"] for each in shown), *said]
    answer = render("sitemap.xml", {"addresses": [root() + path for path in paths]})
    return Answer(answer.content, "application/xml")


def robots(_: Request) -> Answer:
    """For the whole site: a robot asks for it at the root alone, and there every force that is served is named."""
    # Streamlit's own addresses hold nothing to index.
    shut = ("/_stcore/", "/api/v1/search", "/download/", "/alerts/")
    folders = ["", *(f"/{force}" for force in bootstrap.settings().others)]
    lines = ["User-agent: *", *(f"Disallow: {folder}{path}" for folder in folders for path in shut)]
    lines += [f"Sitemap: {root()}{folder}/sitemap.xml" for folder in folders]
    return Answer("\n".join([*lines, ""]).encode("utf-8"), "text/plain")


def security(_: Request) -> Answer:
    """Where a fault is reported (RFC 9116). Not there while the operator has named no address that a program can read."""
    contact = bootstrap.settings().operator_contact.strip()
    if contact and "@" in contact and "://" not in contact:
        contact = f"mailto:{contact}"
    if not re.fullmatch(r"(?:mailto:|https://|tel:)\S+", contact):
        raise not_found(
            "page", "the operator has named no contact", "path", "The page About says who runs this copy."
        )
    over = bootstrap.now().date() + timedelta(days=SECURITY_HOLDS_DAYS)
    lines = (
        f"Contact: {contact}", f"Expires: {over}T00:00:00Z", "Preferred-Languages: en",
        f"Canonical: {lasting_root()}{SECURITY_PATH}",
    )  # fmt: skip
    return Answer("\n".join((*lines, "")).encode("utf-8"), "text/plain")


# What the framework answers itself: its own files and sockets, uploads, and where a sign-in provider sends people back to.
_FRAMEWORKS = r"_stcore/|static/|media/|component/|app/|auth/|oauth2callback$|favicon\.png$|index\.html$|manifest\.json$"


class Elsewhere(Anything):
    """Any path that is not the framework's. Below a page its scripts look for their sockets, and go on looking above it."""

    regex = rf"(?!(?:{_FRAMEWORKS}))(?![\s\S]*/_stcore/)[\s\S]+"


register_url_convertor("elsewhere", Elsewhere())


def lost(request: Request) -> Answer:
    raise not_found(
        "page", f"nothing stands at '{shown(request.url.path)}'", "path", "Search for a place, or start at /."
    )


def find(request: Request) -> Answer:
    """What fits what was typed, as links: places, claims, exchanges. What was typed is kept nowhere."""
    library = bootstrap.library()
    found = search(library, request.query_params.get("q", "")[:80], elsewhere)
    first = [link(found.area)] if found.area else []
    offered = [{**link(offer.area), "name": offer.words} for offer in found.choices]
    values = {
        "title": "Find a place",
        "description": found.sentence,
        "canonical": "",
        "places": [*first, *offered],
        "printed": found.printed,
        "release": library.release,
    }
    answer = with_search(render("find.html", values))
    # Its own address holds what was typed: no page that is opened from here is told of it.
    return replace(answer, headers={**answer.headers, "Referrer-Policy": "no-referrer"})


ROUTES: list[BaseRoute] = [
    Route("/area/{code:anything}", Door(area, fault_as_html), name="area-page"),
    Route("/areas", Door(areas, fault_as_html), name="areas-page"),
    Route("/find", Door(find, fault_as_html, NEVER_STORED), name="find-page"),
    Route("/sitemap.xml", Door(sitemap, fault_as_html), name="sitemap"),
    Route(SECURITY_PATH, Door(security, fault_as_html), name="security"),
    Route("/robots.txt", Door(robots, fault_as_html), name="robots"),
]
# After every other route, the framework's own pages among them.
LAST: list[BaseRoute] = [Route("/{path:elsewhere}", Door(lost, fault_as_html), name="lost")]
