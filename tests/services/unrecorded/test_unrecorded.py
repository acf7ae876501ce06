"""Estimates only for an audited year, scenarios only when asked for, and reasons for everything else."""

import json
import subprocess
import sys
from collections import defaultdict

import pandas as pd
import pytest

from portal.domain.record.period import Period
from portal.errors import BadRequest
from portal.services.counted.area_map import area_map
from portal.services.counted.change import change_between
from portal.services.counted.figure import figure
from portal.services.files.area_file import area_file
from portal.services.library.library import Library
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimate_map import printed
from portal.services.unrecorded.estimates import area_estimates, leaf_counts

AUDITED, YEAR = Period("2021-03", "2022-02"), Period("2025-01", "2025-12")
MID_DEVON, FORCE = "E07000042", "E23000035"


def unrecorded(library: Library, area: str, period: Period = AUDITED, crime: str = "all", **more: str):
    return figure(library, area, period, crime, "unrecorded", **more)


def test_force_estimate_is_its_count_at_the_audited_rate(library: Library) -> None:
    shown = unrecorded(library, FORCE)
    recorded = figure(library, FORCE, AUDITED).value
    assert shown.value == pytest.approx(recorded * 0.16 / 0.84, rel=1e-9)
    assert shown.basis.kind == "audited"
    assert shown.basis.inspection == "peel-2021-22"
    assert shown.label == "caution"


@pytest.mark.parametrize("level", ["sector", "msoa"])
def test_areas_and_unplaced_rows_make_the_force(library: Library, level: str) -> None:
    found = area_estimates(library, level, AUDITED, "all", "default")
    placed = sum(v for v in found.answer.estimates.plug if v == v)
    rates = found.answer.rates
    unplaced = sum(
        counts[-1] * rates[g].omega
        for g, counts in leaf_counts(library.record, AUDITED, ("violence", "other")).items()
    )
    assert placed + unplaced == pytest.approx(unrecorded(library, FORCE).value, rel=1e-9)


def test_every_area_is_the_sum_of_the_smaller_ones_in_it(library: Library) -> None:
    """Small areas (kept internal) to neighbourhoods, neighbourhoods to towns and to sectors, each one of them."""
    estimated: dict[str, dict[str, float]] = {}
    for level in ("lsoa", "msoa", "town", "sector"):
        found = area_estimates(library, level, AUDITED, "all", "default")
        plug = found.answer.estimates.plug
        # Where nothing was recorded there is no estimate, and nothing to add.
        estimated[level] = {
            code: 0.0 if plug[i] != plug[i] else plug[i] for code, i in found.position.items()
        }
    parts: dict[tuple[str, str], float] = defaultdict(float)
    for row in library.record.lsoas.drop_duplicates("common_code").itertuples():
        value = estimated["lsoa"].get(row.common_code, 0.0)
        parts["msoa", row.common_msoa_code] += value
        parts["sector", row.sector_code] += value
    for row in library.data.table("towns").itertuples():
        parts["town", row.town_code] += estimated["msoa"][row.common_msoa_code]
    checked = {(level, code) for level in ("msoa", "town", "sector") for code in estimated[level]}
    assert checked <= set(parts)
    for level, code in checked:
        assert parts[level, code] == pytest.approx(estimated[level][code], rel=1e-9), (level, code)


def test_groups_add_up_to_all_crime(library: Library) -> None:
    parts = [unrecorded(library, MID_DEVON, crime=group).value for group in ("violence", "other")]
    assert sum(parts) == pytest.approx(unrecorded(library, MID_DEVON).value, rel=1e-9)


@pytest.mark.parametrize("spread", ["off", "wide"])
def test_spread_moves_no_central_value_and_no_force_range(library: Library, spread: str) -> None:
    assert unrecorded(library, MID_DEVON, spread=spread).value == unrecorded(library, MID_DEVON).value
    assert unrecorded(library, MID_DEVON, spread=spread).range95 != unrecorded(library, MID_DEVON).range95
    assert unrecorded(library, FORCE, spread=spread).range95 == unrecorded(library, FORCE).range95


def test_range_comes_before_the_number_and_the_basis_is_said(library: Library) -> None:
    sentence = unrecorded(library, MID_DEVON).sentence
    assert sentence.startswith("If Mid Devon's police recorded as the force did: ")
    assert (
        sentence.index(" to ")
        < sentence.index("(about 620)")
        < sentence.index("Allowing for places to differ")
    )
    assert "March 2021 to February 2022" in sentence


@pytest.mark.parametrize(
    ("area", "period", "crime", "inspection", "says"),
    [
        (MID_DEVON, YEAR, "all", "cdi-2018", "did not measure the recording of this group"),
        (MID_DEVON, AUDITED, "drugs", None, "No inspection measured this crime type on its own"),
        (MID_DEVON, AUDITED, "anti-social-behaviour", None, "is not crime"),
        (MID_DEVON, YEAR, "all", None, "No inspection covers exactly these twelve months"),
        ("E01034636", AUDITED, "all", None, "Areas this small show recorded crime only"),
        (MID_DEVON, Period("2021-05", "2021-05"), "all", None, "a month or part of a year has no estimate"),
        (
            "E02004167",
            YEAR,
            "all",
            "peel-2021-22",
            "neighbourhoods, wards and parishes show recorded crime only",
        ),
        (MID_DEVON, Period("2022-11", "2023-10"), "all", "peel-2021-22", "no month of it is held"),
        ("E06000053", AUDITED, "all", None, "Too few crimes were recorded here"),
    ],
)
def test_what_cannot_be_said_is_not_shown_with_its_reason(
    library: Library, area: str, period: Period, crime: str, inspection: str | None, says: str
) -> None:
    shown = figure(library, area, period, crime, "unrecorded", inspection)
    assert (shown.value, shown.range95, shown.label, shown.basis.kind) == (None, None, "not_shown", "none")
    assert (shown.per_1000, shown.range80) == (None, None)
    assert says in shown.sentence


def test_command_line_gives_the_same_reason(library: Library) -> None:
    command = [
        sys.executable,
        "-m",
        "portal.cli",
        "figure",
        "--area",
        MID_DEVON,
        "--from",
        "2025-01",
        "--to",
        "2025-12",
    ]
    done = subprocess.run(
        [*command, "--measure", "unrecorded", "--inspection", "cdi-2018", "--json"],
        capture_output=True,
        text=True,
    )
    assert json.loads(done.stdout) == unrecorded(library, MID_DEVON, YEAR, inspection="cdi-2018").as_json()


def test_scenario_is_never_called_an_estimate_and_stands_between_the_rates(library: Library) -> None:
    shown = unrecorded(library, MID_DEVON, YEAR, inspection="cdi-2016")
    assert shown.basis.kind == "scenario"
    assert shown.range95 is None
    assert shown.sentence.startswith("This is not an estimate of what happened.")
    assert shown.value is None
    assert "highest" not in shown.sentence
    assert "lowest" not in shown.sentence


def test_violence_may_be_seen_through_the_2018_lens(library: Library) -> None:
    shown = unrecorded(library, MID_DEVON, YEAR, "violence", inspection="cdi-2018")
    assert shown.basis.kind == "scenario"
    by_rate = {row.inspection: row.value for row in shown.scenarios}
    assert by_rate["cdi-2018"] < by_rate["cdi-2016"]


@pytest.mark.parametrize("more", [{"inspection": "nobody"}, {"spread": "huge"}])
def test_unknown_inspection_or_spread_is_refused(library: Library, more: dict[str, str]) -> None:
    with pytest.raises(BadRequest):
        unrecorded(library, MID_DEVON, **more)


@pytest.mark.parametrize("level", ["sector", "town", "msoa"])
def test_map_shows_the_figure_of_each_area(library: Library, level: str) -> None:
    rows = area_map(library, Selection(MID_DEVON, AUDITED, "all", "unrecorded", level)).rows
    for row in rows.iloc[:: max(1, len(rows) // 25)].itertuples():
        shown = unrecorded(library, row.counted_as)
        assert row.label == shown.label
        if shown.label == "not_shown":
            assert pd.isna(row.estimated_unrecorded)
        else:
            assert row.estimated_unrecorded == pytest.approx(shown.value)
            assert (row.estimated_lower, row.estimated_upper) == pytest.approx(shown.range95)
            said = printed(row)
            assert said.low <= shown.range95[0]
            assert said.high >= shown.range95[1]


def test_only_a_range_has_no_colour_of_a_number(library: Library) -> None:
    rows = area_map(library, Selection(MID_DEVON, AUDITED, "all", "unrecorded", "msoa")).rows
    assert (rows.label == "range_only").any()
    assert rows.map_class[rows.label == "range_only"].isna().all()


def test_small_areas_are_never_estimated_on_the_map(library: Library) -> None:
    shown = area_map(library, Selection(MID_DEVON, AUDITED, "all", "unrecorded", "lsoa"))
    assert shown.level == "msoa"
    assert "Estimates are not given for small areas" in shown.notice


def test_scenario_map_is_labelled_and_spans_the_audited_rates(library: Library) -> None:
    selection = Selection(MID_DEVON, YEAR, "all", "unrecorded", "sector", "cdi-2016")
    rows = area_map(library, selection).rows.set_index("area_code")
    shown = unrecorded(library, MID_DEVON, YEAR, inspection="cdi-2016")
    assert set(rows.label) == {"scenario"}
    assert rows.estimated_unrecorded[MID_DEVON] == pytest.approx(
        next(row.value for row in shown.scenarios if row.inspection == "cdi-2016")
    )
    assert (
        rows.estimated_lower[MID_DEVON]
        <= rows.estimated_unrecorded[MID_DEVON]
        <= rows.estimated_upper[MID_DEVON]
    )


def test_file_keeps_recorded_and_estimated_apart_with_range_label_and_basis(library: Library) -> None:
    selection = Selection(MID_DEVON, AUDITED, "all", "unrecorded", "sector")
    head = list(area_file(library, selection).rows)
    assert head.index("recorded_count") < head.index("estimated_unrecorded")
    assert {"estimated_lower", "estimated_upper", "label", "basis", "inspection", "release"} <= set(head)


def test_change_across_the_new_records_system_cannot_be_told(library: Library) -> None:
    answer = change_between(library, MID_DEVON, "all", YEAR, AUDITED)
    assert answer.sentence.startswith("Cannot tell")
    assert "records system" in answer.sentence
    assert "No change of any size can be told between them." in answer.sentence


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("2014-10", "2018-10", "violence recorded more fully than in 2016"),
        ("2018-10", "2021-10", "violence was recorded less fully than in 2018"),
    ],
)
def test_change_across_a_measured_change_of_recording_cannot_be_told(
    library: Library, one: str, other: str, reason: str
) -> None:
    answer = change_between(library, MID_DEVON, "all", Period(one, one), Period(other, other))
    assert answer.sentence.startswith("Cannot tell")
    assert reason in answer.sentence


def test_rates_in_the_events_are_those_of_the_audits(library: Library) -> None:
    audits, events = (
        library.audit_rows.set_index("audit_id"),
        library.events.groupby("month").sentence.agg(" ".join),
    )
    for month, named in (("2018-04", ("A17", "A19")), ("2021-03", ("A22",))):
        for audit_id in named:
            pct, half = (float(audits[column][audit_id]) for column in ("recorded_pct", "half_width_pct"))
            assert f"between {pct - half:.1f} and {pct + half:.1f}" in events[month]


def test_change_within_one_way_of_recording_is_tested(library: Library) -> None:
    answer = change_between(
        library, MID_DEVON, "all", Period("2024-01", "2024-03"), Period("2025-01", "2025-03")
    )
    assert answer.answer is not None
    assert answer.answer.verdict == ""
    assert "From one ordinary year to the next it moved by up to" in answer.sentence
    assert "no verdict" in answer.sentence
    town = change_between(
        library, "town:tiverton", "all", Period("2024-01", "2024-03"), Period("2025-01", "2025-03")
    )
    assert town.answer is not None
    assert town.answer.verdict in ("beyond the usual ups and downs", "within the usual ups and downs")
    assert "The smallest change that could be told is a fall of" in town.sentence
    assert "once in twenty" in town.sentence
    assert answer.sentence.endswith("changes the count too.")


def test_other_seasons_and_missing_months_cannot_be_told(library: Library) -> None:
    seasons = change_between(
        library, MID_DEVON, "all", Period("2025-01", "2025-03"), Period("2025-07", "2025-09")
    )
    assert seasons.sentence.startswith("Cannot tell")
    missing = change_between(
        library, MID_DEVON, "all", Period("2022-12", "2022-12"), Period("2025-12", "2025-12")
    )
    assert missing.answer is None
    assert "missing" in missing.sentence or "no month of it is held" in missing.sentence
