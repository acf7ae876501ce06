"""Every known trap in the official rows, one test each, on the invented county of Nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import invented as nw
import pandas as pd
import pytest

from portal.domain.record.area import Area
from portal.domain.record.crime import types_in
from portal.domain.record.period import Period
from portal.errors import BadSource
from portal.measures.population import build_residents, reference_for, residents_of
from portal.measures.rates import per_1000
from portal.pipeline.forces import load_force
from portal.pipeline.geography import Geography, build_geography
from portal.pipeline.months.copies import build_outcome_copies
from portal.pipeline.months.counting import Counted, count_months, read_months
from portal.pipeline.months.finding import find_official_files
from portal.pipeline.months.plausible import refuse_changed_codes
from portal.pipeline.places import build_population, build_traits
from portal.tables.load import open_package

MONTH = "2025-03"
Write = Callable[..., Path]


@pytest.fixture(scope="module")
def nowhere_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return nw.write_sources(tmp_path_factory.mktemp("sources"))


@pytest.fixture(scope="module")
def geography(nowhere_sources: Path) -> Geography:
    return build_geography(load_force(str(nowhere_sources / "nowhere.toml")), nowhere_sources)


@pytest.fixture
def count(invented_month: Write, geography: Geography, nowhere_sources: Path) -> Callable[..., Counted]:
    """Counts the given rows as one month; `more` holds other months and kinds already written."""

    def counted(rows: list[dict[str, str]], month: str = MONTH) -> Counted:
        street = invented_month(month, rows).parent.parent
        force = load_force(str(nowhere_sources / "nowhere.toml"))
        streets, outcomes = read_months(find_official_files([street], force.slug), force)
        known = set(geography.lsoas.lsoa_code) | {nw.OUTSIDE}
        return count_months(streets, outcomes, force, geography.lsoas, known)

    return counted


def row_of(geography: Geography, code: str) -> pd.Series:
    return geography.lsoas.set_index("lsoa_code").loc[code]


def coverage_of(counted: Counted, month: str = MONTH) -> pd.Series:
    return counted.tables["coverage"].set_index("month").loc[month]


# ---- census codes


def test_codes_of_both_lists_in_one_month_are_told_apart_row_by_row(count: Callable[..., Counted]) -> None:
    rows = [
        nw.crime(MONTH, 1, nw.SPLIT),
        nw.crime(MONTH, 2, nw.SPLIT),
        nw.crime(MONTH, 3, nw.SPLIT_ONE),
        nw.crime(MONTH, 4),
    ]
    month = coverage_of(count(rows))
    assert (month.code_2011_count, month.code_2021_count, month.lsoa_vintage) == (2, 1, "mixed")


@pytest.mark.parametrize(
    ("codes", "vintage"), [(nw.CODES_2011, "2011"), (nw.CODES_2021, "2021"), ((nw.SAME,), "")]
)
def test_month_says_which_list_its_codes_are_on(
    count: Callable[..., Counted], codes: tuple[str, ...], vintage: str
) -> None:
    assert coverage_of(count(nw.usual_rows(MONTH, codes))).lsoa_vintage == vintage


def test_code_that_kept_its_number_and_changed_name_is_one_area(
    count: Callable[..., Counted], geography: Geography
) -> None:
    rows = [
        nw.crime(MONTH, 1, nw.MOVED, LSOA_name="Lower Nowhere 001A"),
        nw.crime(MONTH, 2, nw.MOVED, LSOA_name="Lower Nowhere 002A"),
    ]
    crimes = count(rows).tables["crime_counts"]
    assert list(zip(crimes.lsoa_code, crimes.recorded_count, strict=True)) == [(nw.MOVED, 2)]
    assert list(geography.lsoas.lsoa_code).count(nw.MOVED) == 1


def test_code_that_changed_msoa_belongs_to_its_msoa_of_2021(geography: Geography) -> None:
    moved = row_of(geography, nw.MOVED)
    assert (moved.msoa_code, moved.lsoa_name, moved.vintage) == (nw.MSOA_TWO, "Lower Nowhere 002A", "both")


def test_halves_of_a_split_area_share_the_code_of_the_whole(geography: Geography) -> None:
    assert {row_of(geography, code).common_code for code in (nw.SPLIT, nw.SPLIT_ONE, nw.SPLIT_TWO)} == {
        nw.SPLIT
    }


def test_merged_areas_share_the_code_of_the_new_one(geography: Geography) -> None:
    assert {row_of(geography, code).common_code for code in (nw.MERGED_ONE, nw.MERGED_TWO, nw.MERGED)} == {
        nw.MERGED
    }


def test_area_split_into_two_neighbourhoods_belongs_to_both_together(geography: Geography) -> None:
    old = row_of(geography, nw.SPREAD)
    assert (old.msoa_code, old.common_msoa_code) == ("", f"{nw.MSOA_ONE}+{nw.MSOA_TWO}")


def test_split_area_is_counted_whole_in_both_lists(nowhere_tables, load_record) -> None:
    record = load_record(nowhere_tables)
    # SPLIT is second of CODES_2011 (3 + 1 crimes a month); its halves second and third of CODES_2021 (4 + 5).
    counts = record.counts_of(nw.SPLIT, "lsoa", "common")
    assert (counts["2021-03"], counts["2025-03"]) == (4, 9)


def test_half_of_a_split_area_has_no_value_on_the_older_codes(nowhere_tables, load_record) -> None:
    counts = load_record(nowhere_tables).counts_of(nw.SPLIT_ONE, "lsoa", "2021")
    assert pd.isna(counts["2021-03"])
    assert counts["2025-03"] == 4


def test_areas_that_changed_carry_a_notice_and_unchanged_ones_none(nowhere_tables) -> None:
    areas = nowhere_tables.table("areas").set_index("area_code")
    assert areas.notice[nw.SAME] == ""
    assert "split" in areas.notice[nw.SPLIT_ONE]
    assert "merging" in areas.notice[nw.MERGED]
    assert areas.area_name[nw.SPREAD] == "Lower Nowhere 001C (2011 area)"


def test_small_area_is_named_after_its_neighbourhood_with_its_own_last_letters(nowhere_tables) -> None:
    name = nowhere_tables.table("areas").set_index("area_code").area_name
    assert (name[nw.SAME], name[nw.SPLIT_TWO], name[nw.MOVED]) == (
        "Upper Town 1 001A",
        "Upper Town 1 001F",
        "Lower Town 3 002A",
    )
    assert name[nw.SPLIT] == "Upper Town 1 001B (2011 area)"


# ---- rows


def test_identical_incident_rows_are_all_counted(count: Callable[..., Counted]) -> None:
    counted = count([nw.incident(MONTH), nw.incident(MONTH), nw.incident(MONTH), nw.crime(MONTH, 1)])
    assert counted.tables["incident_counts"].recorded_count.sum() == 3
    assert coverage_of(counted).identical_incident_count == 2


def test_repeated_crime_ids_are_counted_as_rows_and_reported(count: Callable[..., Counted]) -> None:
    counted = count([nw.crime(MONTH, 1), nw.crime(MONTH, 1), nw.crime(MONTH, 1, ""), nw.crime(MONTH, 2)])
    month = coverage_of(counted)
    assert (month.row_count, month.crime_count, month.repeated_crime_id_count) == (4, 4, 2)


def test_anti_social_behaviour_is_never_among_crimes(count: Callable[..., Counted]) -> None:
    counted = count([nw.incident(MONTH), nw.incident(MONTH, ""), nw.crime(MONTH, 1)])
    assert "anti-social-behaviour" not in set(counted.tables["crime_counts"].crime_type)
    assert set(counted.tables["incident_counts"].crime_type) == {"anti-social-behaviour"}
    assert (coverage_of(counted).crime_count, coverage_of(counted).incident_count) == (1, 2)
    assert "anti-social-behaviour" not in types_in("all")


def test_unlocated_rows_are_a_line_of_their_own(count: Callable[..., Counted]) -> None:
    counted = count([nw.crime(MONTH, 1, ""), nw.crime(MONTH, 2, ""), nw.crime(MONTH, 3)])
    unplaced = counted.tables["unplaced_counts"]
    assert unplaced[["reason", "crime_type", "recorded_count"]].to_numpy().tolist() == [
        ["no_location", "burglary", 2]
    ]
    assert counted.tables["crime_counts"].recorded_count.sum() == 1


def test_rows_outside_the_area_count_for_the_force_and_for_no_area(count: Callable[..., Counted]) -> None:
    rows = [nw.crime(MONTH, n) for n in range(98)]
    rows += [nw.crime(MONTH, 98, nw.OUTSIDE), nw.crime(MONTH, 99, nw.NOWHERE_AT_ALL)]
    counted = count(rows)
    month = coverage_of(counted)
    assert (month.crime_count, month.outside_area_count, month.unknown_code_count) == (100, 1, 1)
    assert set(counted.tables["crime_counts"].lsoa_code) == {nw.SAME}
    assert set(counted.tables["unplaced_counts"].reason) == {"outside_area", "unknown_code"}


def test_many_rows_outside_the_area_are_refused_as_changed_codes(count: Callable[..., Counted]) -> None:
    counted = count([nw.crime(MONTH, n, nw.OUTSIDE if n < 10 else nw.SAME) for n in range(100)])
    with pytest.raises(BadSource, match="column 'LSOA code' places 10 of 100 rows outside the force area"):
        refuse_changed_codes(counted.tables["coverage"])


def test_some_rows_over_the_border_are_no_changed_codes(count: Callable[..., Counted]) -> None:
    """Of a force of one square mile 20 of 701 were, in a month that was right."""
    counted = count([nw.crime(MONTH, n, nw.OUTSIDE if n < 20 else nw.SAME) for n in range(701)])
    refuse_changed_codes(counted.tables["coverage"])


def test_small_area_without_rows_in_a_supplied_month_counts_zero(nowhere, load_record) -> None:
    rows = nw.usual_rows("2025-12")
    nw.write_month(nowhere.street, "2025-12", [row for row in rows if row["LSOA code"] != nw.PLAIN_ONE])
    nowhere.add()
    counts = load_record(open_package(nowhere.data)).counts_of(nw.PLAIN_ONE, "lsoa", "both")
    assert counts["2025-12"] == 0


# ---- months


@pytest.mark.parametrize("month", ["2022-11", "2023-05", "2023-11"])
def test_month_not_supplied_has_no_value_even_with_a_file(nowhere, load_record, month: str) -> None:
    nw.write_month(nowhere.street, month, nw.usual_rows(month))
    report = nowhere.add()
    package = open_package(nowhere.data)
    held = package.table("coverage").set_index("month").loc[month]
    assert (held.status, held.reason) == ("not_supplied", "The force of Nowhere changed its records system.")
    assert held.row_count > 0, "the rows are kept, so that the sums can be checked"
    assert pd.isna(load_record(package).counts_of(nw.UPPER, "sector", "both")[month])
    assert "stays missing on every page" in report


def test_devon_and_cornwall_counts_november_2022_to_november_2023_as_missing() -> None:
    force = load_force("devon-and-cornwall")
    missing = [month for month in Period("2022-01", "2024-12").months if force.why_not_supplied(month)]
    assert (missing[0], missing[-1], len(missing)) == ("2022-11", "2023-11", 13)


def test_every_month_since_publication_began_has_a_status(nowhere_tables) -> None:
    coverage = nowhere_tables.table("coverage")
    assert tuple(coverage.month) == Period("2010-12", "2025-12").months
    status = coverage.set_index("month").status
    assert (status["2020-01"], status["2022-11"], status["2021-07"]) == (
        "not_held",
        "not_supplied",
        "supplied",
    )
    assert coverage[coverage.status == "not_held"].row_count.isna().all()


# ---- outcomes


def test_outcomes_carry_the_date_their_copy_was_taken(nowhere_tables) -> None:
    retrieved = nowhere_tables.table("coverage").set_index("month").retrieved
    assert retrieved["2021-03"] == "July 2022"
    assert retrieved["2025-03"] == "", "nothing says when this copy was taken"


def test_outcomes_of_a_later_copy_do_not_keep_the_earlier_date(nowhere) -> None:
    rows = nw.usual_rows("2021-03", nw.CODES_2011)
    rows[0]["Last outcome category"] = "Suspect charged"
    nw.write_month(nowhere.street, "2021-03", rows)
    nowhere.add()
    retrieved = open_package(nowhere.data).table("coverage").set_index("month").retrieved
    assert (retrieved["2021-03"], retrieved["2021-04"]) == ("", "July 2022")


def test_the_same_copy_added_again_keeps_its_date(nowhere, digest) -> None:
    nw.write_month(nowhere.street, "2021-03", nw.usual_rows("2021-03", nw.CODES_2011))
    before = digest(nowhere.data)
    nowhere.add()
    assert digest(nowhere.data) == before


@pytest.fixture
def earlier_copy(nowhere_sources: Path, tmp_path: Path) -> Callable[..., pd.DataFrame]:
    """The outcomes of a copy taken before the one that is held, which has three crimes in the month."""

    def read(rows: list[dict[str, str]]) -> pd.DataFrame:
        nw.write_month(tmp_path / "alt" / "earlier", MONTH, rows)
        nw.write_month(tmp_path / "alt" / "earlier", "2025-04", [nw.crime("2025-04", 9)])
        copies = tuple({"folder": f"alt/{name}", "on": "May 2025"} for name in ("earlier", "not-at-hand"))
        force = replace(load_force(str(nowhere_sources / "nowhere.toml")), second_copy=copies)
        held = pd.DataFrame({"month": [MONTH, "2025-04"], "crime_count": pd.array([3, pd.NA], "Int64")})
        return build_outcome_copies(force, tmp_path, held)

    return read


def test_earlier_copy_of_a_month_that_is_held_says_what_had_become_of_its_crimes(earlier_copy) -> None:
    rows = [nw.crime(MONTH, n) for n in range(2)]
    rows += [nw.crime(MONTH, 3, nw.PLAIN_ONE, Last_outcome_category="Suspect charged"), nw.incident(MONTH)]
    assert earlier_copy(rows).to_numpy().tolist() == [
        [MONTH, "May 2025", "Suspect charged", 1],
        [MONTH, "May 2025", "Under investigation", 2],
    ]


def test_earlier_copy_of_other_crimes_is_refused(earlier_copy) -> None:
    with pytest.raises(BadSource, match="the second copy holds 4 crimes and the main one 3"):
        earlier_copy([nw.crime(MONTH, n) for n in range(4)])


def test_outcomes_of_crimes_no_area_can_claim_are_kept_without_an_area(count: Callable[..., Counted]) -> None:
    rows = [nw.crime(MONTH, 1, ""), nw.crime(MONTH, 2), nw.incident(MONTH)]
    outcomes = count(rows).tables["outcome_counts"]
    assert outcomes[["lsoa_code", "outcome", "recorded_count"]].to_numpy().tolist() == [
        ["", "Under investigation", 1],
        [nw.SAME, "Under investigation", 1],
    ]


def test_outcomes_file_is_counted_by_outcome_and_by_distinct_crime(count, invented_month: Write) -> None:
    given = [
        nw.outcome(MONTH, 1),
        nw.outcome(MONTH, 1),
        nw.outcome(MONTH, 2),
        nw.outcome(MONTH, 3, "Local resolution"),
    ]
    invented_month(MONTH, given, kind="outcomes")
    events = count([nw.crime(MONTH, 1)]).tables["outcome_events"]
    assert events[["outcome", "outcome_count", "crime_count"]].to_numpy().tolist() == [
        ["Local resolution", 1, 1],
        ["Suspect charged", 3, 2],
    ]


# ---- denominators


def test_residents_are_listed_by_date_and_small_area_and_nothing_else(
    geography: Geography, nowhere_sources: Path
) -> None:
    listed = build_population(geography, nowhere_sources)
    assert list(listed) == ["lsoa_code", "reference", "resident_count"]
    assert listed.iloc[0].tolist() == [nw.SAME, "census-2011", nw.RESIDENTS_2011]
    assert list(build_traits(geography, nowhere_sources)) == ["lsoa_code", "rural_urban"]


@pytest.mark.parametrize(
    ("period", "reference"),
    [
        (
            Period("2021-01", "2021-12"),
            "mid-2020",
        ),  # on 2011 codes, so not the census of 2021, though it is nearer
        (Period("2025-01", "2025-12"), "census-2021"),
    ],
)
def test_residents_are_the_nearest_count_on_the_same_codes(
    nowhere_tables, load_record, period: Period, reference: str
) -> None:
    record = load_record(nowhere_tables).record
    tables = [nowhere_tables.table(name) for name in ("population", "population_references", "lsoas")]
    residents = build_residents(*tables)
    assert reference_for(record, residents, period) == reference
    per_area = 1300 if reference == "mid-2020" else nw.RESIDENTS_2021
    codes = nw.CODES_2011 if reference == "mid-2020" else nw.CODES_2021
    inside = sum(code in codes[:4] for code in codes)
    assert (
        residents_of(record, residents, Area(nw.UPPER, "", "sector", None, "both"), reference)
        == inside * per_area
    )


def test_half_of_a_split_area_has_no_residents_before_it_existed(nowhere_tables, load_record) -> None:
    tables = [nowhere_tables.table(name) for name in ("population", "population_references", "lsoas")]
    record, residents = load_record(nowhere_tables).record, build_residents(*tables)
    assert residents_of(record, residents, Area(nw.SPLIT_ONE, "", "lsoa", None, "2021"), "mid-2020") is None
    assert residents_of(record, residents, Area(nw.SPLIT, "", "lsoa", None, "common"), "mid-2020") == 1300


def test_part_of_a_year_has_no_rate() -> None:
    assert per_1000(100, 1000, Period("2025-01", "2025-11")) is None
    assert per_1000(100, 1000, Period("2025-01", "2025-12")) == 100


def test_force_without_a_reason_for_a_month_counts_it_as_supplied(count, nowhere_sources: Path) -> None:
    force = replace(load_force(str(nowhere_sources / "nowhere.toml")), not_supplied=())
    assert force.why_not_supplied("2022-11") == ""
