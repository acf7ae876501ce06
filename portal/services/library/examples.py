"""A place of the force at hand, where a page or a description shows an example."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from portal.domain.record.area import BEST_FIT, Area
from portal.services.library.library import Library


def search_example(library: Library) -> str:
    """What the boxes show that take a postcode or a place: as configured, or the district the page opens on."""
    return library.data.force.get("search_example") or library.default_area.name


@lru_cache(maxsize=4)
def example_place(library: Library) -> Area:
    """A place inside the district the page opens on: its largest town, or its first neighbourhood."""
    inside = [area for area in library.areas.values() if area.parent_code == library.default_area.code]
    sizes = Counter(area.parent_code for area in library.areas.values() if area.level not in BEST_FIT)
    towns = sorted((area for area in inside if area.level == "town"), key=lambda town: -sizes[town.code])
    return (*towns, *inside, library.default_area)[0]
