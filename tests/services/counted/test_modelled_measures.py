"""What a page prints of modelled measures: ranges outward, scenarios without a range."""

from __future__ import annotations

import pandas as pd

from portal.domain.record.period import Period
from portal.services.counted.area_map import area_map
from portal.services.counted.figure import figure
from portal.services.library.library import Library
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimate_map import Printed, printed
from portal.services.unrecorded.figure import scenario_choices

AUDITED, YEAR = Period("2021-03", "2022-02"), Period("2025-01", "2025-12")
MID_DEVON = "E07000042"


def row_of(library: Library, measure: str, period: Period = AUDITED, inspection: str = "") -> pd.Series:
    rows = area_map(library, Selection(MID_DEVON, period, "all", measure, "sector", inspection)).rows
    return rows.set_index("area_code").loc[MID_DEVON]


def test_a_modelled_measure_gives_no_value_that_could_be_coloured(library: Library) -> None:
    shown = area_map(library, Selection(MID_DEVON, AUDITED, "all", "unrecorded", "sector"))
    row = shown.rows.set_index("area_code").loc[MID_DEVON]
    assert (int(row.recorded_count), printed(row)) == (3211, Printed(380, 620, 960))
    assert shown.rows.value.isna().all()
    assert shown.rows.map_class.isna().all()
    assert shown.classes.upper_edges == ()


def test_scenario_prints_what_its_sentence_says_and_nothing_outward(library: Library) -> None:
    row = row_of(library, "unrecorded", YEAR, "cdi-2016")
    sentence = figure(library, MID_DEVON, YEAR, "all", "unrecorded", "cdi-2016").sentence
    said = printed(row)
    assert said.central == said.high > said.low
    assert f"about {said.central:,.0f} crimes would have been reported" in sentence
    assert f"at the highest it would be about {said.low:,.0f}." in sentence


def test_every_inspection_is_shown_beside_the_chosen_one(library: Library) -> None:
    recorded = figure(library, MID_DEVON, YEAR, "violence")
    lines = scenario_choices(library, recorded, "cdi-2018")
    assert [line.split(" (published")[0] for line in lines] == [
        "As in Crime data integrity inspection 2016",
        "As in Crime data integrity re-inspection 2018",
        "As in PEEL 2021/22",
    ]
    assert ", the lowest audited rate: about" in lines[0]
    assert ", the highest audited rate, the one chosen: about" in lines[1]
    assert ", the latest: about" in lines[2]
    assert all("violence and sexual offences not recorded" in line for line in lines)


def test_place_with_much_police_found_crime_is_warned_of(library: Library) -> None:
    names = {a.name: code for code, a in library.areas.items() if a.level == "msoa" and a.geography != "2021"}
    warned = figure(library, names["Stonehouse"], AUDITED, "all", "unrecorded")
    assert any("police mostly find themselves" in caveat for caveat in warned.caveats)
    plain = figure(library, MID_DEVON, AUDITED, "all", "unrecorded")
    assert not any("police mostly find themselves" in caveat for caveat in plain.caveats)


def test_audited_match_is_said_to_be_ours(library: Library) -> None:
    caveats = " ".join(figure(library, MID_DEVON, AUDITED, "all", "unrecorded").caveats)
    assert "Matching it to these twelve months is our decision." in caveats
