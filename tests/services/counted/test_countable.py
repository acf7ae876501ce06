"""An area drawn on the newer codes has no count in months published on the older ones: nothing, which is not nought."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portal.domain.record.crime import ALL, INCIDENT
from portal.domain.record.period import Period
from portal.measures.outcomes import outcomes_of
from portal.measures.record import area_count, monthly_counts, type_counts, untyped_months
from portal.services.library.library import Library

ON_OLD_CODES, ON_NEW_CODES = Period("2021-03", "2022-02"), Period("2025-01", "2025-12")


@pytest.mark.parametrize("level", ["msoa", "lsoa"])
def test_newer_areas_have_no_count_on_older_codes(library: Library, level: str) -> None:
    record = library.record
    newer = [area for area in library.areas.values() if area.level == level and area.geography == "2021"]
    assert newer, "this force has areas that were drawn anew"
    for area in newer:
        asked = (record, area)
        assert area_count(*asked, ON_OLD_CODES, ALL) is None
        assert type_counts(*asked, ON_OLD_CODES).empty
        assert outcomes_of(record, library.outcomes, area, ON_OLD_CODES).empty
        counted = area_count(*asked, ON_NEW_CODES, ALL)
        assert counted == monthly_counts(*asked, ALL)["2025-01":"2025-12"].sum()
        assert outcomes_of(record, library.outcomes, area, ON_NEW_CODES).sum() == counted


def test_a_type_is_not_added_up_across_eras_of_words_and_all_crime_is(library: Library) -> None:
    year = Period("2025-01", "2025-12")
    older, coverage = year.months[:3], library.record.coverage
    eras = coverage.type_era.mask(coverage.month.isin(older), "2010-12")
    record = replace(library.record, coverage=coverage.assign(type_era=eras))
    assert untyped_months(record, year, "burglary") == older
    assert untyped_months(record, year, ALL) == untyped_months(record, year, INCIDENT) == ()
    assert untyped_months(library.record, year, "burglary") == ()
