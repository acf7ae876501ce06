"""Addresses at which nothing stands: our own page with status 404 and a search; and what the search finds, without scripts."""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api.answers import Answer, Door
from portal.api.area_page import link
from portal.api.faults import not_found, shown
from portal.api.html_pages import fault_as_html, render, with_search
from portal.services.search.places import find_place

# What the framework answers itself: its own files and sockets, uploads, and where a sign-in provider sends people back to.
_FRAMEWORKS = r"_stcore/|static/|media/|component/|app/|auth/|oauth2callback$|favicon\.png$|index\.html$|manifest\.json$"


class Elsewhere(Convertor[str]):
    """Any path that is not the framework's. Below a page its scripts look for their sockets, and go on looking above it."""

    regex = rf"(?!(?:{_FRAMEWORKS}))(?![\s\S]*/_stcore/)[\s\S]+"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("elsewhere", Elsewhere())


def lost(request: Request) -> Answer:
    raise not_found(
        "page", f"nothing stands at '{shown(request.url.path)}'", "path", "Search for a place, or start at /."
    )


def find(request: Request) -> Answer:
    """The places that fit what was typed, as links to their plain pages. What was typed is kept nowhere."""
    library = bootstrap.library()
    found = find_place(library, request.query_params.get("q", "")[:80])
    places = [found.area, *found.others] if found.area else list(found.others)
    values = {
        "title": "Find a place",
        "description": found.sentence,
        "canonical": "",
        "places": [link(area) for area in places],
        "release": library.release,
    }
    return with_search(render("find.html", values))


# The last of all routes: whatever comes before it has had its turn.
ROUTES: list[BaseRoute] = [
    Route("/find", Door(find, fault_as_html), name="find-page"),
]
LAST: list[BaseRoute] = [Route("/{path:elsewhere}", Door(lost, fault_as_html), name="lost")]
