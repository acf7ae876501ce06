"""Words about change that ordinary years seldom contradict, and rates that always have two ends."""

import numpy as np
import pytest
from scipy.stats import gamma

from bench.ups_and_downs import false_alarms, measured
from portal.domain.record.period import Period
from portal.estimator import UpsAndDowns, count_range95, ups_and_downs
from portal.estimator.ups_and_downs import TABLE
from portal.services.counted.area_map import area_map
from portal.services.counted.change import change_between, comparable_periods, no_comparison_sentence
from portal.services.counted.figure import figure
from portal.services.files.area_file import area_file
from portal.services.library.library import Library
from portal.services.library.selection import Selection

YEAR = Period("2025-01", "2025-12")


@pytest.mark.parametrize("level", ["town", "msoa"])
def test_false_alarms_in_districts_left_out_are_between_two_and_eight_in_a_hundred(
    library: Library, level: str
) -> None:
    for crime in ("all", "other"):
        share, _, _ = false_alarms(library.record, level, crime, 12)
        assert 0.02 <= share <= 0.08


def test_the_kept_table_is_what_the_held_months_give(library: Library) -> None:
    for level, crime, months in (("msoa", "all", 12), ("town", "shoplifting", 3), ("force", "all", 12)):
        kept, found = TABLE[level, crime, months], measured(library.record, level, crime, months)
        assert kept.clustering == pytest.approx(found.clustering, abs=0.0006)
        assert kept.between_years == pytest.approx(found.between_years, abs=0.0006)


@pytest.mark.parametrize("level", ["force", "sector"])
@pytest.mark.parametrize("crime", ["violence", "public-order", "shoplifting"])
def test_a_type_moves_no_less_than_all_crime_where_one_pair_of_years_was_held(level: str, crime: str) -> None:
    own, least = TABLE[level, crime, 12].between_years, TABLE[level, "all", 12].between_years
    assert ups_and_downs(level, crime, 12).between_years == max(own, least)
    # What was published under the second edition keeps its ranges.
    assert ups_and_downs(level, crime, 12, edition=2).between_years == own


@pytest.mark.parametrize("level", ["town", "msoa", "lsoa"])
def test_places_many_enough_to_be_measured_move_as_they_did(level: str) -> None:
    assert ups_and_downs(level, "public-order", 12) == TABLE[level, "public-order", 12]


def test_every_area_with_a_rate_has_both_its_ends_around_it(library: Library) -> None:
    for level in ("sector", "town", "msoa", "lsoa"):
        selection = Selection("E07000042", YEAR, "all", "recorded_per_1000", level)
        shown = area_map(library, selection)
        assert shown.level == level
        rows = shown.rows
        rated = rows[rows.recorded_per_1000.notna()]
        assert len(rated) == len(rows)
        assert (rated.recorded_per_1000_lower < rated.recorded_per_1000).all()
        assert (rated.recorded_per_1000_upper > rated.recorded_per_1000).all()
        kept = area_file(library, selection).rows
        # Records of no place, and elsewhere, have nobody to divide by.
        kept = kept[kept.row.isin(["area", "force"])]
        assert len(kept) == len(rows) + 1
        assert kept.recorded_per_1000_lower.notna().all()
        assert kept.recorded_per_1000_upper.notna().all()


def test_a_figure_and_its_file_and_sentence_give_the_same_two_ends(library: Library) -> None:
    shown = figure(library, "E02004167", YEAR)
    assert shown.per_1000_range95 is not None
    low, high = shown.per_1000_range95
    rows = area_file(library, Selection("E07000042", YEAR, "all", "recorded_per_1000", "msoa")).rows
    row = rows[rows.area_code == "E02004167"].iloc[0]
    assert (row.recorded_per_1000_lower, row.recorded_per_1000_upper) == pytest.approx((low, high), abs=1e-4)
    assert f"({low:.1f} to {high:.1f}) for every 1,000 residents" in shown.sentence
    assert shown.as_json()["per_1000_range95"] == [low, high]
    assert figure(library, "E02004167", Period("2025-01", "2025-11")).per_1000_range95 is None


def test_a_rate_on_few_crimes_is_marked_and_the_old_count_of_residents_said(library: Library) -> None:
    few = figure(library, "E02004167", YEAR, "robbery")
    assert few.is_small_number
    assert any(caveat.startswith("A small number") for caveat in few.caveats)
    assert any("21 March 2021" in caveat for caveat in few.caveats)
    assert not figure(library, "E07000042", YEAR).is_small_number
    counted_near = figure(library, "E07000042", Period("2019-01", "2019-12"))
    assert not any("were counted on" in caveat for caveat in counted_near.caveats)


def test_the_range_of_a_count_is_the_exact_one_where_only_chance_is_at_work() -> None:
    counts = np.array([5, 20, 100, 1000])
    low, high = count_range95(counts, UpsAndDowns())
    assert low == pytest.approx(gamma.ppf(0.025, counts), rel=0.01)
    assert high == pytest.approx(gamma.ppf(0.975, counts + 1), rel=0.01)
    none_low, none_high = count_range95(0, UpsAndDowns())
    assert none_low == 0
    assert 3 < none_high < 4


def test_a_break_leaves_no_period_to_compare_and_one_line_to_say_so(library: Library) -> None:
    assert comparable_periods(library, YEAR) == []
    assert "changed in between" in no_comparison_sentence(library, YEAR)
    spring = Period("2025-01", "2025-03")
    assert comparable_periods(library, spring) == [Period("2024-01", "2024-03")]
    assert no_comparison_sentence(library, spring) == ""


@pytest.mark.parametrize("area", ["E23000035", "E07000042"])
def test_the_force_and_its_sectors_get_no_verdict(library: Library, area: str) -> None:
    found = change_between(library, area, "all", Period("2018-05", "2019-02"), Period("2019-05", "2020-02"))
    assert found.answer is not None
    assert found.answer.verdict == ""
    assert "usual ups and downs" not in found.sentence
    assert "From one ordinary year to the next it moved by up to" in found.sentence
