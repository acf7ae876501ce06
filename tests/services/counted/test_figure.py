"""A recorded figure, and every reason there may be none."""

import pytest

from portal.domain.record.period import Period, month_words
from portal.errors import BadRequest
from portal.services.counted.figure import figure
from portal.services.library.library import Library

YEAR, AUDITED = Period("2025-01", "2025-12"), Period("2021-03", "2022-02")


# Counted on the raw files by other means and written down before this code existed (docs/data.md).
@pytest.mark.parametrize(
    ("area", "period", "count"),
    [
        ("E07000042", YEAR, 4275),
        ("town:tiverton", YEAR, 1627),
        ("E06000053", YEAR, 72),
        ("E07000042", AUDITED, 3211),
    ],
)
def test_figure_is_the_count_of_the_raw_files(
    library: Library, area: str, period: Period, count: int
) -> None:
    assert figure(library, area, period).value == count


def test_sectors_and_unplaced_rows_make_the_force(library: Library) -> None:
    sectors = [area.code for area in library.areas.values() if area.level == "sector"]
    placed = sum(figure(library, code, YEAR).value or 0 for code in sectors)
    months = library.record.within(YEAR)
    unplaced = library.record.unplaced[months].sum() - library.record.unplaced[months][:, 0].sum()
    assert placed + unplaced == figure(library, library.force.code, YEAR).value


def test_missing_month_gives_no_value_and_says_which(library: Library) -> None:
    shown = figure(library, "E07000042", Period("2022-01", "2022-12"))
    assert shown.value is None
    assert shown.label == "not_shown"
    supplied = set(library.record.supplied_months)
    missing = tuple(month for month in Period("2022-01", "2022-12").months if month not in supplied)
    assert shown.missing == missing
    assert f"{len(missing)} of 12 months are missing ({month_words(missing[0])}" in shown.sentence


@pytest.mark.parametrize("month", ["2022-11", "2023-06", "2023-11"])
def test_months_of_the_system_change_are_missing_not_low(library: Library, month: str) -> None:
    assert figure(library, library.force.code, Period(month, month)).value is None


@pytest.mark.parametrize("period", [Period("2009-01", "2009-12"), Period("2030-01", "2030-01")])
def test_period_outside_what_is_published_has_no_value(library: Library, period: Period) -> None:
    assert figure(library, "E07000042", period).value is None


@pytest.mark.parametrize(
    ("crime", "period"),
    [("drugs", YEAR), ("anti-social-behaviour", YEAR), ("all", Period("2025-01", "2025-11"))],
)
def test_small_area_has_all_crime_over_a_year_and_nothing_finer(
    library: Library, crime: str, period: Period
) -> None:
    shown = figure(library, "E01034636", period, crime)
    assert shown.value is None
    assert "Look at Tiverton North & Outer instead" in shown.sentence
    assert figure(library, "E01034636", YEAR).value == 48


def test_half_of_a_split_area_has_no_value_before_the_split(library: Library) -> None:
    assert figure(library, "E01034636", AUDITED).value is None
    assert figure(library, "E01020066", AUDITED).value is not None


def test_split_area_is_its_two_halves(library: Library) -> None:
    halves = [figure(library, code, YEAR).value or 0 for code in ("E01034636", "E01034637")]
    assert sum(halves) == figure(library, "E01020066", YEAR).value


@pytest.mark.parametrize(
    ("period", "source"),
    [
        (Period("2014-01", "2014-10"), "Mid-2017"),
        (Period("2018-10", "2019-01"), "Mid-2019"),
        (AUDITED, "Mid-2020"),
        (YEAR, "Census 2021"),
    ],
)
def test_residents_match_the_year_and_the_codes(library: Library, period: Period, source: str) -> None:
    assert figure(library, "E07000042", period).population_source.startswith(source)


def test_rate_is_for_twelve_months_only(library: Library) -> None:
    year = figure(library, "E07000042", YEAR)
    assert year.per_1000 == pytest.approx(1000 * 4275 / 82860)
    assert figure(library, "E07000042", Period("2025-01", "2025-11")).per_1000 is None


@pytest.mark.parametrize(
    ("area", "crime", "measure"),
    [("nowhere", "all", "recorded"), ("E07000042", "x", "recorded"), ("E07000042", "all", "x")],
)
def test_unknown_question_is_refused(library: Library, area: str, crime: str, measure: str) -> None:
    with pytest.raises(BadRequest):
        figure(library, area, YEAR, crime, measure)


def test_json_has_the_contract_keys_in_order(library: Library) -> None:
    answer = figure(library, "E07000042", YEAR).as_json()
    assert list(answer) == [
        "area", "period", "crime", "measure", "value", "range80", "range95", "if_rate_held", "label", "per_1000", "per_1000_range95",
        "population", "population_source", "scenarios", "basis", "sentence", "caveats", "sources", "release",
    ]  # fmt: skip
    assert list(answer["basis"]) == ["kind", "inspection", "rate", "sentence"]
    assert list(answer["sources"][0]) == ["title", "publisher", "url", "licence"]
