"""What a page prints of modelled measures: each in its own unit, ranges outward, scenarios without a range."""

from __future__ import annotations

import pandas as pd
import pytest

from portal.domain.record.measure import MEASURES
from portal.domain.record.period import Period
from portal.services.counted.area_map import area_map
from portal.services.counted.figure import figure
from portal.services.library.library import Library
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimate_map import PER_YEAR, Printed, printed

AUDITED, YEAR = Period("2021-03", "2022-02"), Period("2025-01", "2025-12")
MID_DEVON = "E07000042"


def row_of(library: Library, measure: str, period: Period = AUDITED, inspection: str = "") -> pd.Series:
    rows = area_map(library, Selection(MID_DEVON, period, "all", measure, "sector", inspection)).rows
    return rows.set_index("area_code").loc[MID_DEVON]


def test_both_together_is_the_count_plus_the_estimate_with_its_range(library: Library) -> None:
    row = row_of(library, "recorded_and_unrecorded")
    assert (int(row.recorded_count), printed(row)) == (3211, Printed(340, 620, 1080))
    assert printed(row, MEASURES["recorded_and_unrecorded"]) == Printed(3550, 3820, 4280)
    assert row.value == pytest.approx(row.recorded_count + row.estimated_unrecorded)


@pytest.mark.parametrize(
    ("measure", "recorded"), [("unrecorded_per_1000", 0), ("recorded_and_unrecorded_per_1000", 3211)]
)
def test_rates_are_for_each_1000_residents_rounded_outward(
    library: Library, measure: str, recorded: int
) -> None:
    row = row_of(library, measure)
    said = printed(row, MEASURES[measure])
    assert row.value == pytest.approx(1000 * (recorded + row.estimated_unrecorded) / 83_290, rel=1e-9)
    low, high = (
        1000 * (recorded + float(end)) / 83_290 for end in (row.estimated_lower, row.estimated_upper)
    )
    assert low - 0.1 < said.low <= low
    assert high <= said.high < high + 0.1
    assert said.central == round(row.value, 1)


def test_scenario_prints_what_its_sentence_says_and_nothing_outward(library: Library) -> None:
    row = row_of(library, "unrecorded", YEAR, "cdi-2016")
    sentence = figure(library, MID_DEVON, YEAR, "all", "unrecorded", "cdi-2016").sentence
    said = printed(row)
    assert said.central == said.high > said.low
    assert f"about {said.central:,.0f} (" in sentence
    assert f"would have been about {said.low:,.0f} at 94.8 recorded of 100" in sentence


def test_no_rate_per_resident_over_other_than_twelve_months(library: Library) -> None:
    shown = area_map(
        library, Selection(MID_DEVON, Period("2025-01", "2025-06"), "all", "unrecorded_per_1000", "sector")
    )
    assert shown.rows.value.isna().all()
    longer = Selection(
        MID_DEVON, Period("2024-12", "2025-12"), "all", "unrecorded_per_1000", "sector", "cdi-2016"
    )
    assert area_map(library, longer).notice == PER_YEAR


def test_place_with_much_police_found_crime_is_warned_of(library: Library) -> None:
    names = {a.name: code for code, a in library.areas.items() if a.level == "msoa" and a.geography != "2021"}
    warned = figure(library, names["Stonehouse"], AUDITED, "all", "unrecorded")
    assert any("police mostly find themselves" in caveat for caveat in warned.caveats)
    plain = figure(library, MID_DEVON, AUDITED, "all", "unrecorded")
    assert not any("police mostly find themselves" in caveat for caveat in plain.caveats)


def test_audited_match_is_said_to_be_ours(library: Library) -> None:
    caveats = " ".join(figure(library, MID_DEVON, AUDITED, "all", "unrecorded").caveats)
    assert "Matching it to these twelve months is our decision." in caveats
