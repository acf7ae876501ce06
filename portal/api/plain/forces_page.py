"""Where several forces are served: which one is yours, by a search, on a map and as a list."""

from __future__ import annotations

import json
import logging
from functools import lru_cache

from starlette.requests import Request
from starlette.routing import Route

from portal import bootstrap
from portal.api.answers import Answer, Door
from portal.api.plain.html_pages import fault_as_html, render, with_search
from portal.bootstrap.address import root
from portal.bootstrap.forces import HeldForce, held_forces, outlines
from portal.domain.at_hand import CHOOSER, serving
from portal.errors import TableBreaksContract
from portal.figures.forces_map import forces_map
from portal.markup import Markup

log = logging.getLogger(__name__)
PATH = f"/{CHOOSER}"


def page(_: Request) -> Answer:
    held = held_forces()
    with serving(""):
        release = bootstrap.library().release
    return with_search(
        render(
            "forces.html",
            {
                "title": "Which police force area?",
                "description": f"This site holds {len(held)} police force areas, and each has pages of its own.",
                "canonical": root() + PATH,
                "release": release,
                "forces": held,
                "drawing": _drawing(held),
            },
        )
    )


@lru_cache(maxsize=1)
def _drawing(forces: tuple[HeldForce, ...]) -> Markup:
    found = []
    for force in forces:
        try:
            features = json.loads(outlines(force))["features"]
        except TableBreaksContract as error:
            log.error("no outline of %s: %s", force.slug, error)
            continue
        found.append((force.name, force.path, features))
    return forces_map(found)


ROUTE = Route(PATH, Door(page, fault_as_html, cost=5), name="forces")
