"""Two places beside each other: whose crimes are counted in both is said, and of no others."""

from __future__ import annotations

from portal.domain.record.period import Period
from portal.measures.record import leaves_of
from portal.services.counted.beside import areas_compared
from portal.services.library.library import Library

YEAR = Period("2025-01", "2025-12")
SHARED = "The two share small areas"


def test_wards_and_parishes_that_share_small_areas_say_so_and_others_do_not(library: Library) -> None:
    fitted = {
        level: [each for each in library.areas.values() if each.level == level]
        for level in ("ward", "parish")
    }
    parts = {each.code: leaves_of(library.record, each) for each in (*fitted["ward"], *fitted["parish"])}
    ward, sharing = next(
        (ward, parish)
        for ward in fitted["ward"]
        for parish in fitted["parish"]
        if (parts[ward.code] & parts[parish.code]).any()
    )
    apart = next(each for each in fitted["parish"] if not (parts[ward.code] & parts[each.code]).any())
    assert SHARED in areas_compared(library, ward.code, sharing.code, YEAR, "all").sentence
    assert SHARED not in areas_compared(library, ward.code, apart.code, YEAR, "all").sentence
