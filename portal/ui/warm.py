"""What is loaded before the first reader comes."""

from __future__ import annotations

from dataclasses import replace

from portal import bootstrap
from portal.measures.record import running_counts
from portal.services.counted.area_map import area_map
from portal.services.library.selection import default_selection
from portal.services.search.answer import search
from portal.services.unrecorded.estimates import area_estimates, audited_periods
from portal.ui.cache import map_files


def warm_up() -> None:
    """Loads the release, the map files and what the first page imports, before the first reader comes."""
    import portal.ui.area.sections  # noqa: F401

    bootstrap.map_files()
    newest = bootstrap.library()
    default = default_selection(newest)
    for level in map_files().pages:
        area_map(newest, replace(default, level=level))
        for geography in ("2021", "common"):
            running_counts(newest.record, level, geography)
    for level in ("force", "sector", "town", "msoa"):
        for period in audited_periods(newest).values():
            area_estimates(newest, level, period, default.crime, default.spread)
    # Last, since a reader's first page has a map and no search: what nothing is called, so that the names, the claims and
    # the exchanges are all read.
    search(newest, "zzzz")
