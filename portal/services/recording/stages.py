"""How much of what was recorded has a place on the map."""

from __future__ import annotations

from portal.measures.change import latest_complete_year
from portal.services.counted.profile import unplaced_share
from portal.services.library.library import Library


def placed_of_100(library: Library) -> tuple[float | None, str]:
    """Of every 100 crimes recorded in the newest whole year, those with a place in the force area; and that year."""
    year = latest_complete_year(library.record)
    share = unplaced_share(library, year)
    return (None if share is None else 100 - 100 * share), year.first[:4]
