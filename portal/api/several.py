"""Which areas a question about several is of."""

from __future__ import annotations

from portal.api.faults import bad_value
from portal.api.parameters import MOST_AREAS, Asked, area_named
from portal.domain.record.area import Area
from portal.domain.record.period import Period
from portal.measures.record import geography_of
from portal.services.counted.area_map import drawn_areas


def areas_asked(asked: Asked, period: Period) -> list[Area]:
    """The areas named, or those of a level that can be counted apart in the period."""
    library = asked.library
    level, listed = asked.choice("level"), asked.text("areas")
    if (level is None) == (listed is None):
        raise bad_value("level", "give either 'level' or 'areas'", "For example level=sector.")
    if listed is not None:
        codes = listed.split(",")
        if len(codes) > MOST_AREAS:
            raise bad_value("areas", f"{len(codes)} areas are too many", f"Ask for {MOST_AREAS} or fewer.")
        return [area_named(code, "query: areas", library) for code in codes]
    drawn = drawn_areas(library, level or "", geography_of(library.record, period))
    return [library.areas[code] for code in dict.fromkeys(drawn.counted_as)]
