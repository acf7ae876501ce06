"""What the Recording page says of inspections: published as printed, never joined, never filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from statistics import mean

import pytest

from portal.figures.first_visits_chart import first_visits_chart
from portal.figures.recording_charts import finding_points, timeline_chart
from portal.services.library.library import Library
from portal.services.recording import findings as recording
from portal.services.recording import method as recording_method
from portal.services.recording.findings import Finding
from portal.services.recording.national import national_rates
from portal.services.recording.stages import placed_of_100
from portal.services.recording.timeline import events

TODAY = date(2026, 1, 15)


@pytest.fixture
def found(library: Library) -> list[Finding]:
    return recording.findings(library)


def test_findings_come_in_date_order_and_include_the_good_ones(found: list[Finding]) -> None:
    assert [f.published_on for f in found] == sorted(f.published_on for f in found)
    inspections = [f.inspection_id for f in found]
    assert {"hmic-2014", "cdi-2016", "cdi-2018", "engage-2022", "peel-2021-22", "engage-exit-2025"} <= set(
        inspections
    )
    assert {f.grade for f in found if f.inspection_id == "cdi-2018"} == {"good"}


def test_release_without_audits_of_its_own_has_no_findings(library: Library) -> None:
    assert recording.findings(replace(library, audit_rows=library.audit_rows.iloc[:0])) == []


def test_every_shown_interval_is_the_tables_own(library: Library, found: list[Finding]) -> None:
    rows = library.audit_rows.set_index("audit_id")
    shown = recording.rates(found)
    assert [f.audit_id for f in shown] == ["A16", "A17", "A19", "A21", "A22"]
    for f in shown:
        pct, half = float(rows.recorded_pct[f.audit_id]), float(rows.half_width_pct[f.audit_id])
        assert (f.recorded_pct, f.half_width_pct) == (pct, half)
        assert (f.lower_pct, f.upper_pct) == pytest.approx((pct - half, pct + half), abs=1e-9)


def test_samples_of_2014_are_history_and_never_rates(found: list[Finding]) -> None:
    samples = [f for f in found if f.published_on.year == 2014]
    assert [(f.recorded_count, f.checked_count) for f in samples] == [(94, 113), (98, 117), (2, 12)]
    assert all(f.kind == "sample" and f.lower_pct is None for f in samples)
    assert not [f for f in recording.rates(found) if f.checked_count is not None]
    points = finding_points(found)
    assert [p["row"] for p in points if p["date"].year == 2014] == ["sample", "sample"]


def test_2018_has_no_rate_for_all_crime(found: list[Finding]) -> None:
    assert [f.published_on.year for f in recording.rates(found, "all")] == [2017, 2023]
    assert [f.kind for f in found if f.inspection_id == "cdi-2018" and f.group == "all"] == ["not_measured"]
    assert not [p for p in finding_points(found) if p["row"] == "all" and p["date"].year == 2018]


def test_timeline_joins_nothing_and_labels_the_gap(library: Library, found: list[Finding]) -> None:
    chart = timeline_chart(found, events(library), TODAY, dark=False).to_dict()
    kinds = {layer["mark"]["type"] for layer in chart["layer"]}
    assert kinds == {"point", "rect", "rule", "text", "tick"}
    words = str(chart["datasets"])
    assert "2018: not measured" in words
    assert "May 2014: 94 of 113" in words
    assert "95%" not in str(chart)


def test_grades_are_dated_and_broken_where_they_do_not_compare(library: Library) -> None:
    told = [(event.label, event.is_break) for event in events(library)]
    assert told == [
        ("Jan 2017: thresholds lowered", True),
        ("Feb 2017: inadequate", False),
        ("Apr 2018: good", False),
        ("2021/22: five grades from here", True),
        ("Oct 2022: enhanced monitoring begins", False),
        ("Feb 2023: inadequate", False),
        ("Jul 2024: still a cause of concern", False),
        ("Jul 2025: back to routine monitoring", False),
    ]


def test_latest_finding_is_16_of_100_between_13_and_19(found: list[Finding]) -> None:
    assert recording.of_100(recording.rates(found, "all")[-1]) == (16, (13, 19))
    assert recording.of_100(recording.rates(found, "violence")[-1]) == (20, (15, 24))


def test_age_counts_from_the_months_checked_or_else_from_publication(found: list[Finding]) -> None:
    first, latest = recording.rates(found, "all")
    assert recording.age_words(first.known_until, TODAY) == "9 years 7 months"
    assert recording.age_words(latest.known_until, TODAY) == "2 years 11 months"
    assert recording.age_words(TODAY, TODAY) == "less than a month"
    assert recording.age_words(date(2024, 12, 15), TODAY) == "1 year 1 month"
    assert recording.age_words(date(2024, 12, 16), TODAY) == "1 year"


def test_steps_stay_inside_the_interval_reach_both_ends_and_centre_on_the_rate(found: list[Finding]) -> None:
    for finding in recording.rates(found):
        _, (low, high) = recording.of_100(finding)
        steps = [recording.outcome(finding, step) for step in range(recording.OUTCOMES)]
        assert (min(steps), max(steps)) == (low, high)
        assert mean(steps) == pytest.approx(100 - finding.recorded_pct, abs=0.35)
        assert steps == [recording.outcome(finding, step + recording.OUTCOMES) for step in range(len(steps))]
        assert steps != sorted(steps)


def test_first_visits_are_43_forces_by_name_with_the_tables_intervals(library: Library) -> None:
    visits = recording.first_visits(library)
    assert len(visits) == 43
    assert list(visits.force_name) == sorted(visits.force_name)
    own = visits[visits.is_own]
    assert own[["recorded_pct", "lower_pct", "upper_pct"]].to_numpy().tolist() == [[81.52, 79.8, 83.24]]
    # The second round of evidence has Kent's interval, and the day West Yorkshire's was published.
    assert visits.lower_pct.isna().sum() == 4
    assert list(visits.force_name[~visits.is_dated]) == ["South Wales"]
    assert visits.drawn_on.dt.year.between(2016, 2020).all()


def test_first_visits_picture_marks_the_force_and_orders_nobody(library: Library) -> None:
    chart = first_visits_chart(recording.first_visits(library), "Devon & Cornwall", dark=True).to_dict()
    assert sum(len(rows) for rows in chart["datasets"].values()) >= 43
    assert "38th" not in str(chart)
    assert {layer["encoding"]["x"]["type"] for layer in chart["layer"]} == {"temporal"}


def test_age_of_a_rate_counts_from_the_last_month_it_stands_for(found: list[Finding]) -> None:
    latest = recording.rates(found, "all")[-1]
    assert recording.applied_until(latest) == date(2022, 3, 1)
    assert recording.applied_until(replace(latest, applies=None, audited=None)) is None


def test_national_rates_stand_apart_with_month_and_first_year(library: Library) -> None:
    first, newest = national_rates(library)
    assert (first.pct, first.published[:4]) == (80.5, "2014")
    assert (newest.pct, newest.until) == (94.8, "March 2025")


def test_share_with_a_place_is_counted_in_the_newest_whole_year(library: Library) -> None:
    placed, year = placed_of_100(library)
    assert year == "2025"
    assert placed is not None
    assert 90 < placed < 98


def test_worked_example_gives_the_published_totals(library: Library) -> None:
    found = recording_method.worked(library)
    assert [round(w.unrecorded) for w in found] == [17_400, 18_900]
    assert [w.implied_recorded for w in found] == [76_756, 99_225]


def test_sensitivities_move_the_range_and_never_the_centre(library: Library) -> None:
    rows = {row.words: row for row in recording_method.sensitivities(library)}
    assert {round(row.central) for row in rows.values()} == {18_252}
    assert rows["as published"].range95 == pytest.approx((12_292, 27_462), abs=1)
    assert rows["published intervals read as 90 in 100"].range95 == pytest.approx((12_013, 28_258), abs=1)
    assert rows["one all-crime rate for everything"].range95 is None


def test_bridge_widens_as_the_rate_ages(library: Library) -> None:
    rows = recording_method.bridge_rows(library)
    widths = [row.range95[1] - row.range95[0] for row in rows if row.range95]
    assert len(widths) == 5
    assert widths == sorted(widths)
    assert rows[3].range95 == pytest.approx((7_700, 50_300), abs=100)


def test_range_grows_with_every_month_past_the_audited_year(library: Library) -> None:
    rows = recording_method.bridge_rows(library)
    wide = [row.range95[1] - row.range95[0] for row in rows]
    assert wide == sorted(wide)
    # By how much the rate may drift: two years on the range is several times what it was in the audited year.
    assert wide[-1] > 5 * wide[0]
    assert all(row.range80[1] - row.range80[0] < each for row, each in zip(rows, wide, strict=True))
