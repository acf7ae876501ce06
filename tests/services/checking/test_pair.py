"""Two on one chart: every value is that of each area's own trend, a word only where the rule gives one, a range only where checked."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from portal.domain.record.period import Period
from portal.errors import BadRequest
from portal.estimator.real_change import BEYOND, WITHIN
from portal.services.checking.card import printed_numbers
from portal.services.checking.pair import Pair, PairAsked, _word, pair
from portal.services.checking.pair_rows import COLUMNS, modelled_of, pair_rows, table_of
from portal.services.counted.beside import apart
from portal.services.counted.change import change_between
from portal.services.counted.figure import figure
from portal.services.counted.profile import trend
from portal.services.counted.question import Question
from portal.services.counted.set_beside import offered
from portal.services.library.library import Library
from portal.services.library.numbers import during
from portal.services.library.selection import read_selection

YEAR, CHECKED = Period("2025-01", "2025-12"), Period("2021-03", "2022-02")
TOWNS = ("town:tiverton", "town:bideford")


def of(library: Library, area: str, beside: str, period: Period = YEAR, crime: str = "all") -> Pair:
    return pair(library, PairAsked(area, beside, period, crime))


def own_trend(library: Library, code: str, crime: str) -> dict[str, int | None]:
    rows = trend(library, library.areas[code], crime)
    return {
        row.month: None if pd.isna(row.recorded_count) else int(row.recorded_count)
        for row in rows.itertuples()
    }


@pytest.mark.parametrize("crime", ["all", "burglary", "anti-social-behaviour"])
@pytest.mark.parametrize("codes", [TOWNS, ("E07000042", "E07000046"), ("E02004167", "E07000042")])
def test_two_areas_have_the_values_of_their_own_trends(
    library: Library, codes: tuple[str, str], crime: str
) -> None:
    shown = of(library, *codes, crime=crime)
    assert shown.by_date
    assert shown.rated
    for code, line in zip(codes, shown.lines, strict=True):
        own = own_trend(library, code, crime)
        assert {point.month: point.count for point in line.points} == {
            month: count for month, count in own.items() if month >= line.points[0].month
        }
        assert not [
            count for month, count in own.items() if month < line.points[0].month and count is not None
        ]
        assert line.residents == figure(library, code, YEAR).population
        for point in line.held:
            assert point.per_1000 == 1000 * (point.count or 0) / (line.residents or 0)


def test_missing_months_have_no_value_and_are_never_nought(library: Library) -> None:
    for line in of(library, *TOWNS).lines:
        gaps = [point for point in line.points if point.status != "supplied"]
        assert len(gaps) > 20
        assert all(point.count is None and point.per_1000 is None for point in gaps)


@pytest.mark.parametrize("first", ["2019-01", "2018-03", "2022-01"])
def test_two_periods_stand_month_beside_month_with_the_same_counts(library: Library, first: str) -> None:
    shown = of(library, "town:tiverton", first)
    own = own_trend(library, "town:tiverton", "all")
    assert not shown.by_date
    assert not shown.rated
    assert shown.lines[0].points[0].month == first
    for line in shown.lines:
        assert [point.at for point in line.points] == list(range(12))
        assert all(point.count == own[point.month] for point in line.points)


def test_sentence_of_two_periods_is_that_of_the_test_of_real_change(library: Library) -> None:
    asked, other, seen = Period("2019-03", "2020-02"), Period("2018-05", "2019-04"), set()
    for code in [code for code, area in library.areas.items() if area.level == "town"]:
        shown = of(library, code, other.first, asked, "vehicle-crime")
        change = change_between(library, code, "vehicle-crime", asked, other)
        assert change.answer
        way = "Higher" if (change.later.value or 0) > (change.earlier.value or 0) else "Lower"
        word = {
            "beyond the usual ups and downs": f"{way} from March 2019 to February 2020 than from May 2018 to April 2019. ",
            "within the usual ups and downs": "No clear difference. ",
            "cannot tell": "",
        }[change.answer.verdict]
        assert shown.sentence == word + change.sentence
        seen.add(word)
    assert len(seen) > 2


def test_a_known_break_and_a_sector_get_no_word(library: Library) -> None:
    assert of(library, "town:tiverton", "2019-01").sentence.startswith("Cannot tell: ")
    of_sector = of(library, "E07000042", "2018-05", Period("2019-03", "2020-02")).sentence
    assert not of_sector.startswith(("Higher", "Lower", "No clear difference", "Cannot tell"))


def test_two_areas_are_called_higher_only_where_their_ranges_do_not_meet(library: Library) -> None:
    towns = [code for code, area in library.areas.items() if area.level == "town"]
    said = {"meet": 0, "apart": 0}
    for other in towns[1:]:
        shown = of(library, towns[0], other)
        one, two = (figure(library, code, YEAR) for code in (towns[0], other))
        assert one.per_1000_range95
        assert two.per_1000_range95
        meet = (
            one.per_1000_range95[0] <= two.per_1000_range95[1]
            and two.per_1000_range95[0] <= one.per_1000_range95[1]
        )
        said["meet" if meet else "apart"] += 1
        if meet:
            assert "No clear difference" in shown.short
        else:
            more, fewer = sorted((one, two), key=lambda each: -(each.per_1000 or 0))
            assert f"in {more.area.name} than in {fewer.area.name}: the two ranges do not meet" in shown.short
        assert "says nothing about how safe either is" in shown.sentence
    assert min(said.values()) > 0


@pytest.mark.parametrize(
    "codes", [("E07000042", "E07000046"), ("town:tiverton", "E07000042"), ("E02004165", "town:tiverton")]
)
def test_no_word_for_sectors_and_for_a_place_inside_the_other(
    library: Library, codes: tuple[str, str]
) -> None:
    one, other = (figure(library, code, YEAR) for code in codes)
    assert apart(library, one, other) == ""


def test_range_is_the_one_builder_s_and_only_of_the_year_checked(library: Library) -> None:
    shown = of(library, *TOWNS)
    assert [(each.line, each.period) for each in shown.ranges] == [(0, CHECKED), (1, CHECKED)]
    for each in shown.ranges:
        estimate = figure(library, TOWNS[each.line], CHECKED, "all", "unrecorded")
        assert each.figure == estimate
        question = Question(TOWNS[each.line], CHECKED, "all", "unrecorded")
        low, high = printed_numbers(library, question, estimate).outer or (0, 0)
        assert each.counts == f"{low:,.0f} to {high:,.0f}"
        assert estimate.per_1000_range95
        # Rounded outward, so that no printed range is narrower than it is.
        assert each.low <= estimate.per_1000_range95[0] < each.low + 0.1
        assert each.high - 0.1 < estimate.per_1000_range95[1] <= each.high
    assert "Nobody has checked recording in Tiverton or Bideford separately" in shown.caveat


def test_period_that_nobody_checked_has_no_range_and_says_so(library: Library) -> None:
    unchecked = of(library, "town:tiverton", "2019-01")
    assert unchecked.ranges == ()
    assert "No inspector checked" in unchecked.why_no_range
    half = of(library, "town:tiverton", "2018-03", CHECKED)
    assert [(each.line, each.counts) for each in half.ranges] == [(1, "130 to 460")]
    assert half.why_no_range == ""
    assert of(library, *TOWNS, crime="anti-social-behaviour").ranges == ()


def test_small_area_is_shown_by_its_neighbourhood(library: Library) -> None:
    small = library.areas["E01034636"]
    shown = of(library, small.code, "E02004167")
    assert shown.lines[0].area.code == small.parent_code
    assert "small area are too few" in shown.note
    assert small.name not in shown.sentence


@pytest.mark.parametrize(
    ("area", "beside", "said"),
    [
        ("town:tiverton", "town:tiverton", "is on the chart already"),
        ("town:tiverton", "2025-01", "both periods are the same"),
        ("town:tiverton", "2011-01", "no month of January to December 2011 has a figure"),
        ("town:tiverton", "nowhere", "nowhere"),
        ("E01034636", "E02004165", "the same months"),
    ],
)
def test_what_cannot_be_set_beside_is_refused_in_one_sentence(
    library: Library, area: str, beside: str, said: str
) -> None:
    beside = library.areas[area].parent_code or "" if said == "the same months" else beside
    with pytest.raises(BadRequest, match=said):
        of(library, area, beside)


def test_file_keeps_counted_and_modelled_apart_and_missing_empty(library: Library) -> None:
    shown = of(library, *TOWNS)
    rows = pair_rows(shown)
    assert list(rows) == list(COLUMNS)
    rates = rows.recorded_per_1000.dropna()
    assert len(rates)
    assert (rates.round(4) == rates).all()
    counted, modelled = rows[rows.row == "month"], rows[rows.row == "year_checked"]
    assert counted.estimated_lower.isna().all()
    assert modelled.recorded_count.isna().all()
    assert int(counted.recorded_count.sum()) == sum(p.count or 0 for line in shown.lines for p in line.held)
    assert counted.recorded_count.isna().sum() == sum(
        p.count is None for line in shown.lines for p in line.points
    )
    for row in modelled.itertuples():
        assert (row.estimated_lower, row.estimated_upper) == figure(
            library, row.area_code, CHECKED, "all", "unrecorded"
        ).range95


def test_table_says_the_numbers_of_the_chart(library: Library) -> None:
    shown = of(library, *TOWNS)
    headings, rows = table_of(shown)
    assert headings == [
        "Month",
        "Tiverton",
        "Bideford",
        "Tiverton, for every 1,000",
        "Bideford, for every 1,000",
    ]
    last = [line.points[-1] for line in shown.lines]
    assert rows[0][:3] == ["December 2025", last[0].count, last[1].count]
    headings, ranges = modelled_of(shown)
    assert "modelled" in headings[2]
    assert ranges[0][:4] == ["Tiverton", "March 2021 to February 2022", "130 to 460", "5.9 to 20.0"]
    assert "published 2 February 2023" in str(ranges[0][4])
    two = table_of(of(library, "town:tiverton", "2019-01"))
    assert two[0] == ["Month", "2019", "2025"]
    assert two[1][0][0] == "January 2019 and January 2025"


def test_same_level_is_offered_first_and_the_places_around_last(library: Library) -> None:
    for code in ("town:tiverton", "E02004167", "E07000042"):
        area = library.areas[code]
        codes = list(offered(library, area, YEAR))
        levels = [library.areas[each].level for each in codes]
        around = [each.code for each in library.lineage(area)[:-1]][::-1]
        assert codes[-len(around) :] == around
        assert set(levels[: -len(around)]) == {area.level}
        assert code not in codes
    assert set(offered(library, library.force, YEAR)) == {
        c for c, a in library.areas.items() if a.level == "sector"
    }


@pytest.mark.parametrize(
    ("given", "kept"),
    [("town:bideford", "town:bideford"), ("TOWN:BIDEFORD", "town:bideford"), ("2019-01", "2019-01"), ("town:tiverton", ""),
     ("2025-01", ""), ("2011-01", ""), ("x", ""), ("9999-12", ""), ("2025-13", "")],
)  # fmt: skip
def test_address_carries_the_comparison_or_says_that_it_cannot(
    library: Library, given: str, kept: str
) -> None:
    address = {"area": "town:tiverton", "from": "2025-01", "to": "2025-12", "with": given}
    selection = read_selection(library, address)
    assert selection.beside == kept
    assert selection.mended == (() if kept else ("with",))
    if kept:
        again = {key: value for key, value in selection.address().items() if value}
        assert read_selection(library, again) == selection
        assert f"with={kept}".replace(":", "%3A") in selection.query()
    assert selection.looking_at("town:bideford", library).beside == ("" if kept == "town:bideford" else kept)


def test_a_difference_beyond_the_usual_is_said_by_its_way(library: Library) -> None:
    earlier = figure(library, "E07000042", Period("2024-01", "2024-12"))
    more, fewer = (
        replace(figure(library, "E07000042", YEAR), value=(earlier.value or 0) + by) for by in (900, -900)
    )
    assert _word(BEYOND, earlier, more) == f"Higher {during(YEAR)} than {during(earlier.period)}."
    assert _word(BEYOND, earlier, fewer) == f"Lower {during(YEAR)} than {during(earlier.period)}."
    assert _word(WITHIN, earlier, more) == "No clear difference."
    assert _word("", earlier, more) == ""
