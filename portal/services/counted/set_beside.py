"""Which places to offer first for setting beside one: those like it and those near it, then what it lies in. No rank."""

from __future__ import annotations

from portal.domain.record.area import Area
from portal.domain.record.period import Period
from portal.services.counted.alike import most_like
from portal.services.counted.profile import broader
from portal.services.library.library import Library

MOST_ALIKE = 6


def offered(library: Library, asked: Area, period: Period) -> dict[str, str]:
    """Code and words of each place, of the same level first: a few like it, its neighbours in the sector, the areas around it.

    A small area is offered what its neighbourhood is, whose months stand for it.
    """
    area = broader(library, asked)
    found = {
        code: f"{library.areas[code].name} (like it)"
        for code in most_like(library, area, period)[:MOST_ALIKE]
    }
    for other in _neighbours(library, area):
        found.setdefault(
            other.code, f"{other.name} (near it)" if area.level in ("town", "msoa") else other.name
        )
    for around in reversed(library.lineage(area)[:-1]):
        found.setdefault(around.code, around.name)
    return found


def _neighbours(library: Library, area: Area) -> list[Area]:
    """The areas of the same level, and for the small ones those of the same sector, A to Z; for the force its sectors."""
    level = "sector" if area.level == "force" else area.level
    sector = library.sector_of(area)
    near = [
        other
        for other in library.areas.values()
        if other.level == level and other != area and other.geography in ("both", area.geography)
        and (level == "sector" or library.sector_of(other) == sector)
    ]  # fmt: skip
    return sorted(near, key=lambda other: other.name)
