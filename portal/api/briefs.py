"""A place on paper: the brief of two pages and the page for a meeting, each a PDF at the place's own address."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api.answers import Answer, Door
from portal.api.faults import not_found, shown
from portal.api.first.parts import outlines
from portal.api.parameters import area_named, read, release_headers
from portal.api.plain.html_pages import fault_as_html
from portal.bootstrap.address import root
from portal.figures.land_outline import AROUND
from portal.figures.legend import CREDIT, in_short, legend_labels
from portal.figures.paper.papers import area_brief, for_meeting
from portal.figures.paper.place_map import PlaceMap
from portal.services.briefing.brief import Brief, brief
from portal.services.briefing.papers import BRIEF, ENDING, MEETING
from portal.services.counted.area_map import area_map, drawn_for, in_view
from portal.services.library.library import Library

PDF = "application/pdf"
# A browser's own reader of PDF is a plugin inside a page that has this policy.
POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# What one paper costs its reader's minute: about a quarter of a second of work.
COST = 10


def place_map_of(library: Library, shown: Brief) -> PlaceMap:
    """The page's own map of recorded crime, with what its colours mean."""
    mapped = area_map(library, shown.selection)
    return PlaceMap(
        outlines=outlines(library.release, mapped.level),
        classes=mapped.class_of,
        near=frozenset(in_view(library, shown.area.code, mapped.level)),
        chosen=frozenset(drawn_for(library, shown.area.code, mapped.level)),
        land=outlines(library.release, "sector"),
        around=outlines(library.release, "surroundings") if library.geodata.has(AROUND) else (),
        labels=legend_labels(mapped.classes),
        words=f"{in_short(shown.selection)}.",
        notice=mapped.notice,
        credit=CREDIT,
    )


# On the evening a town is in the news, its paper is made once.
@lru_cache(maxsize=200)
def made(kind: str, at: str, release: str, code: str) -> bytes:
    """The paper of a kind, BRIEF or MEETING. `at`: the address of this site, which its links begin with."""
    library = bootstrap.library_of(release)
    shown = brief(library, library.areas[code], at)
    return area_brief(shown, place_map_of(library, shown)) if kind == BRIEF else for_meeting(shown)


def _paper(kind: str, called: str) -> Callable[[Request], Answer]:
    def answer(request: Request) -> Answer:
        asked, name = read(request, ("release",)), request.path_params["name"]
        if not name.endswith(ENDING):
            raise not_found(
                "paper", f"there is no paper '{shown(name)}'", "path", "Its address ends in .pdf."
            )
        area = area_named(name.removesuffix(ENDING), "path: name", asked.library)
        content = made(kind, root(), asked.library.release, area.code)
        code = area.code.replace(":", "-")
        named = f'inline; filename="on-the-record-{called}-{code}-{asked.library.release}.pdf"'
        headers = {
            "Content-Disposition": named,
            "Content-Security-Policy": POLICY,
            "Content-Encoding": "identity",
        }
        return Answer(content, PDF, headers | release_headers(asked))

    return answer


ROUTES: list[BaseRoute] = [
    Route(
        f"{BRIEF}/{{name:anything}}",
        Door(_paper(BRIEF, "brief"), fault_as_html, cost=COST),
        name="area-brief",
    ),
    Route(
        f"{MEETING}/{{name:anything}}",
        Door(_paper(MEETING, "meeting"), fault_as_html, cost=COST),
        name="meeting-page",
    ),
]
