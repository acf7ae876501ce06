"""A file of areas is named by what it holds, and its row of the whole force has the force's own numbers."""

from __future__ import annotations

import pytest

from portal.domain.record.period import Period
from portal.services.counted.figure import figure
from portal.services.files.area_file import area_file
from portal.services.library.library import Library
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimates import audited_periods

YEAR = Period("2025-01", "2025-12")


def test_the_row_of_the_force_has_both_ends_of_the_forces_own_rate(library: Library) -> None:
    rows = area_file(
        library, Selection(library.default_area.code, YEAR, "all", "recorded_per_1000", "msoa")
    ).rows
    (row,) = rows[rows.row == "force"].to_dict("records")
    own = figure(library, library.force.code, YEAR)
    assert own.per_1000_range95
    ends = (row["recorded_per_1000_lower"], row["recorded_per_1000_upper"])
    assert ends == pytest.approx(own.per_1000_range95, abs=1e-4)
    assert ends[0] < row["recorded_per_1000"] < ends[1]


def test_the_title_says_whether_crime_is_recorded_or_not(library: Library) -> None:
    audited = max(audited_periods(library).values(), key=lambda period: period.last)
    asked = {"Recorded": ("recorded", YEAR), "Unrecorded": ("unrecorded", audited)}
    for first, (measure, period) in asked.items():
        found = area_file(library, Selection(library.default_area.code, period, "all", measure, "msoa"))
        assert found.title.split()[0] == first
