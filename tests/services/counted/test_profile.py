"""What an area's profile says, and what it leaves out."""

import pytest

from portal.domain.record.period import Period
from portal.services.counted import profile
from portal.services.counted.alike import neighbours_sentence, similar
from portal.services.counted.figure import figure
from portal.services.library.library import Library
from portal.services.library.selection import Selection

YEAR = Period("2025-01", "2025-12")


def test_comparison_is_the_nearest_full_period_of_the_same_length(library: Library) -> None:
    compared = profile.comparison(library, figure(library, "E07000042", YEAR))
    assert compared is not None
    months, supplied = library.record.months, set(library.record.supplied_months)
    starts = range(months.index(YEAR.first) - 11)
    full = [start for start in starts if supplied.issuperset(months[start : start + 12])]
    assert list(compared.earlier.period.months) == list(months[full[-1] : full[-1] + 12])
    assert any("records system" in sentence for sentence in compared.events)


def test_part_year_is_compared_with_the_same_months_only(library: Library) -> None:
    compared = profile.comparison(library, figure(library, "E07000042", Period("2025-01", "2025-03")))
    assert compared is not None
    assert compared.earlier.period == Period("2024-01", "2024-03")
    assert profile.comparison(library, figure(library, "E07000042", Period("2014-01", "2014-10"))) is None


def test_trend_leaves_missing_months_empty(library: Library) -> None:
    months = profile.trend(library, library.areas["E07000042"], "all").set_index("month")
    assert months.recorded_count.notna().sum() == len(library.record.supplied_months)
    assert months.recorded_count.isna()["2022-11"]
    assert months.recorded_count["2025-05"] == 393


def test_trend_of_half_a_split_area_starts_with_the_new_codes(library: Library) -> None:
    months = profile.trend(library, library.areas["E01034636"], "all").set_index("month")
    assert months.recorded_count.dropna().index.min() == "2024-01"


def test_types_add_up_to_the_figure_and_hold_no_incident(library: Library) -> None:
    tiverton = library.areas["town:tiverton"]
    types = profile.types_of(library, tiverton, YEAR)
    assert types.recorded_count.sum() == figure(library, "town:tiverton", YEAR).value
    assert "anti-social-behaviour" not in set(types.crime_type)
    assert (
        profile.incidents(library, tiverton, YEAR)
        == figure(library, "town:tiverton", YEAR, "anti-social-behaviour").value
    )


def test_outcomes_have_every_crime_as_denominator(library: Library) -> None:
    found = profile.outcomes(library, library.areas["E07000042"], YEAR)
    assert found.crimes == figure(library, "E07000042", YEAR).value == found.counts.sum()
    force = profile.outcomes(library, library.force, YEAR)
    assert force.crimes == figure(library, library.force.code, YEAR).value


def test_outcomes_of_batches_taken_at_different_times_are_not_added(library: Library) -> None:
    found = profile.outcomes(library, library.areas["E07000042"], Period("2024-01", "2025-12"))
    assert len(found.retrieved) > 1


def test_area_lies_among_areas_like_it(library: Library) -> None:
    selection = Selection("E02004167", YEAR, "all", "recorded", "msoa")
    found = similar(library, selection, library.areas["E02004167"])
    assert found is not None
    assert "E02004167" in set(found.values.area_code)
    assert found.spread.lower < found.own < found.spread.upper, "Tiverton East is ordinary among its like"
    assert 15 <= found.spread.areas <= 25
    for trait in ("rural or urban", "deprivation", "shoplifting"):
        assert trait in found.words
    assert similar(library, selection, library.force) is None


def test_a_sector_names_its_statistical_neighbours_and_draws_no_band(library: Library) -> None:
    mid_devon = library.areas["E07000042"]
    assert similar(library, Selection("E07000042", YEAR, "all", "recorded", "sector"), mid_devon) is None
    assert "Teignbridge, Stroud" in neighbours_sentence(library, mid_devon)
    assert neighbours_sentence(library, library.areas["E02004167"]) == ""


def test_visitors_are_said_only_where_summer_stands_out(library: Library) -> None:
    said = {
        area.code: [
            caveat for caveat in figure(library, area.code, YEAR).caveats if caveat.startswith("Visitors")
        ]
        for area in library.areas.values()
        if area.level == "msoa" and area.geography == "both"
    }
    share = sum(map(bool, said.values())) / len(said)
    assert 0.05 < share < 0.25
    assert not said["E02004167"]


def test_unplaced_share_is_of_the_force_total(library: Library) -> None:
    share = profile.unplaced_share(library, YEAR)
    assert share is not None
    assert 0.03 < share < 0.12
    assert profile.unplaced_share(library, Period("2022-01", "2022-12")) is None


@pytest.mark.parametrize("code", ["E02007027", "E02007028"])
def test_neighbourhood_without_a_figure_has_no_types_and_no_outcomes(library: Library, code: str) -> None:
    """Their older months are counted together; each alone would show noughts or half of its crimes."""
    area, year = library.area(code), Period("2021-03", "2022-02")
    assert profile.types_of(library, area, year).empty
    found = profile.outcomes(library, area, year)
    assert found.crimes == 0
    assert "together can be counted" in found.why
    assert not profile.types_of(library, area, Period("2025-01", "2025-12")).empty


@pytest.mark.parametrize("code", ["E01020047", "E05014810"])
def test_outcomes_are_counted_only_where_types_are(library: Library, code: str) -> None:
    """A small area, and a ward that is one small area: of its few crimes one outcome could point to people."""
    area = library.area(code)
    assert profile.why_no_types(library, figure(library, code, YEAR))
    found = profile.outcomes(library, area, YEAR)
    assert (found.crimes, len(found.counts)) == (0, 0)
    assert "could point to people" in found.why
    town = library.area("town:tiverton")
    assert not profile.why_no_types(library, figure(library, town.code, YEAR))
    assert profile.outcomes(library, town, YEAR).crimes > 0
