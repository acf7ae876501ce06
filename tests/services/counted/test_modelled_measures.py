"""What a page prints of modelled measures: ranges outward, scenarios without a range."""

from __future__ import annotations

import pandas as pd

from portal.domain.record.period import Period
from portal.services.counted.area_map import area_map
from portal.services.counted.figure import figure
from portal.services.library.library import Library
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimate_map import Printed, printed

AUDITED, YEAR = Period("2021-03", "2022-02"), Period("2025-01", "2025-12")
MID_DEVON = "E07000042"


def row_of(library: Library, measure: str, period: Period = AUDITED, inspection: str = "") -> pd.Series:
    rows = area_map(library, Selection(MID_DEVON, period, "all", measure, "sector", inspection)).rows
    return rows.set_index("area_code").loc[MID_DEVON]


def test_a_modelled_measure_gives_no_value_that_could_be_coloured(library: Library) -> None:
    shown = area_map(library, Selection(MID_DEVON, AUDITED, "all", "unrecorded", "sector"))
    row = shown.rows.set_index("area_code").loc[MID_DEVON]
    assert (int(row.recorded_count), printed(row)) == (3211, Printed(340, 620, 1080))
    assert shown.rows.value.isna().all()
    assert shown.rows.map_class.isna().all()
    assert shown.classes.upper_edges == ()


def test_scenario_prints_what_its_sentence_says_and_nothing_outward(library: Library) -> None:
    row = row_of(library, "unrecorded", YEAR, "cdi-2016")
    sentence = figure(library, MID_DEVON, YEAR, "all", "unrecorded", "cdi-2016").sentence
    said = printed(row)
    assert said.central == said.high > said.low
    assert f"about {said.central:,.0f} (" in sentence
    assert f"would have been about {said.low:,.0f} at 94.8 recorded of 100" in sentence


def test_place_with_much_police_found_crime_is_warned_of(library: Library) -> None:
    names = {a.name: code for code, a in library.areas.items() if a.level == "msoa" and a.geography != "2021"}
    warned = figure(library, names["Stonehouse"], AUDITED, "all", "unrecorded")
    assert any("police mostly find themselves" in caveat for caveat in warned.caveats)
    plain = figure(library, MID_DEVON, AUDITED, "all", "unrecorded")
    assert not any("police mostly find themselves" in caveat for caveat in plain.caveats)


def test_audited_match_is_said_to_be_ours(library: Library) -> None:
    caveats = " ".join(figure(library, MID_DEVON, AUDITED, "all", "unrecorded").caveats)
    assert "Matching it to these twelve months is our decision." in caveats
