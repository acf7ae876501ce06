"""What only a copy says: where it begins, and one sentence with what next at every address that needs the site itself."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api.answers import Answer, Door
from portal.api.faults import not_found
from portal.api.plain.area_page import link
from portal.api.plain.html_pages import fault_as_html, render
from portal.api.routes import ROUTES
from portal.bootstrap.address import root
from portal.domain.site import PURPOSE
from portal.measures.change import latest_complete_year
from portal.services.counted.figure import figure

AWAY = "/away"


@dataclass(frozen=True)
class Away:
    """Why something is not here, in one sentence, and what to do next."""

    title: str
    sentence: str
    next: str


LATER = "Come back later: the whole site is at the same address."
KINDS = {
    "write": Away(
        "You cannot write in just now",
        "So many people are reading that only the pages are served; no message is taken in, and none is kept.",
        f"{LATER} Who else to turn to stands on the page of your place, below “Where to turn here”.",
    ),
    "follow": Away(
        "You cannot follow a message just now",
        "Nothing you sent is lost; it cannot be looked up while only the pages are served.",
        f"{LATER} Keep the code on your receipt.",
    ),
    "find": Away(
        "Search is closed just now",
        "So many people are reading that only the pages are served, and search is not one of them.",
        "Choose your place from the list of all areas.",
    ),
    "desk": Away(
        "The desk is closed just now",
        "Nothing at the desk is lost; nobody can sign in while only the pages are served.",
        LATER,
    ),
    "said": Away(
        "Published messages are not shown just now",
        "What people wrote must be gone at once when it is taken down, so it is never copied.",
        LATER,
    ),
    "other": Away(
        "This needs the whole site",
        "So many people are reading that only the pages that most people read are served, and this is not one of them.",
        f"The page of each place has its latest full year. For other months and for files: {LATER[0].lower()}{LATER[1:]}",
    ),
    "nothing": Away(
        "There is no such page",
        "Nothing stands at this address.",
        "Choose your place from the list of all areas.",
    ),
}


def home(_: Request) -> Answer:
    """Where a copy begins: the whole force in one sentence, and the way to every place."""
    library = bootstrap.library()
    sectors = sorted(
        (each for each in library.areas.values() if each.level == "sector"), key=lambda each: each.name
    )
    values = {
        "title": PURPOSE,
        "description": figure(library, library.force.code, latest_complete_year(library.record)).sentence,
        "canonical": f"{root()}/",
        "force": link(library.force),
        "sectors": [link(sector) for sector in sectors],
        "release": library.release,
    }
    return render("copy/home.html", values)


def away(request: Request) -> Answer:
    kind = KINDS.get(request.path_params["kind"])
    if kind is None:
        raise not_found("page", "no such kind", "path", f"Kinds: {', '.join(KINDS)}.")
    values = {"title": kind.title, "description": kind.sentence, "canonical": "", "next": kind.next}
    return render("copy/away.html", values | {"release": bootstrap.library().release})


OWN: list[BaseRoute] = [
    Route("/", Door(home, fault_as_html), name="copy-home"),
    Route(f"{AWAY}/{{kind}}", Door(away, fault_as_html), name="copy-away"),
]


def own_addresses() -> list[str]:
    return ["/", *(f"{AWAY}/{kind}" for kind in KINDS)]


def site() -> Starlette:
    """The site as it answers for a copy: its own routes, behind what only a copy says."""
    return Starlette(routes=[*OWN, *ROUTES])
