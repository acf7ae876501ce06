"""The map of recorded crime as a small page for a frame on another site: drawn, with its legend, and without scripts."""

from __future__ import annotations

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from portal import bootstrap
from portal.api.answers import Answer, Door
from portal.api.faults import bad_value
from portal.api.first.parts import drawn_map
from portal.api.parameters import Asked, read
from portal.api.plain.figure_page import FRAMED
from portal.api.plain.html_pages import fault_as_html, render
from portal.bootstrap.address import root
from portal.domain.record.area import LEVEL_WORDS
from portal.domain.record.crime import crime_words
from portal.domain.record.measure import PER_RESIDENTS
from portal.services.counted.beside import NO_PLACE_RANKED
from portal.services.library.numbers import place
from portal.services.library.selection import Selection, own_level

# Recorded crime alone: a colour for what may be missing would only be recorded crime again.
KEYS = ("area", "level", "from", "to", "crime", "release")
NUMBERS = "The numbers stand behind the link below it."


def selection_asked(asked: Asked) -> Selection:
    """The view of the map; without an area it is the whole force by sector."""
    area = asked.area().code if asked.text("area") else asked.library.force.code
    level = asked.choice("level") or own_level(asked.library, area)
    if level == "force":
        raise bad_value("level", "the force is one area and no map of areas", "Use another level.")
    return Selection(area, asked.period(), asked.choice("crime") or "all", PER_RESIDENTS.name, level)


def embed(request: Request) -> Answer:
    asked = read(request, KEYS)
    selection, library, release = selection_asked(asked), asked.library, asked.text("release") or ""
    area = library.areas[selection.area]
    of = library.force if selection.level == "sector" else library.sector_of(area) or library.force
    what = f"Recorded {crime_words(selection.crime)} by {LEVEL_WORDS[selection.level][0].partition(' (')[0]}"
    query = selection.query() + (f"&release={release}" if release else "")
    values = {
        "title": f"{what} in {place(of)}, {selection.period.words}",
        "mapped": drawn_map(library, selection, is_choice=area == library.force, numbers=NUMBERS),
        "warning": NO_PLACE_RANKED,
        "is_frozen": bool(release),
        "release": library.release,
        "release_note": bootstrap.library_of(release).note,
        "root": root(),
        "query": query,
    }
    return Answer(render("map_embed.html", values).content, "text/html", FRAMED)


ROUTES: list[BaseRoute] = [Route("/embed/map", Door(embed, fault_as_html, cost=5), name="embed-map")]
