"""The periods offered: each whole year and each inspected year that is held, once, and nothing that is not held."""

from __future__ import annotations

from portal.domain.record.period import Period
from portal.measures.change import latest_complete_year
from portal.services.counted.periods import periods_to_choose
from portal.services.library.library import Library
from portal.services.unrecorded.estimates import audited_periods


def test_every_whole_year_and_every_inspected_year_held_is_offered_once(library: Library) -> None:
    offered = periods_to_choose(library)
    held = set(library.record.supplied_months)
    years = {month[:4] for month in held}
    whole = {
        Period(f"{year}-01", f"{year}-12")
        for year in years
        if {f"{year}-{month:02d}" for month in range(1, 13)} <= held
    }
    assert len(whole) >= 5
    assert whole <= set(offered)
    assert set(audited_periods(library).values()) <= set(offered)
    assert len(offered) == len(set(offered))
    assert offered[0] == latest_complete_year(library.record)


def test_no_period_offered_has_a_month_that_is_not_held(library: Library) -> None:
    held = set(library.record.supplied_months)
    assert [period for period in periods_to_choose(library) if not set(period.months) <= held] == []
