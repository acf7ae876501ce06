"""The committed tables against the raw official files, counted a second time by other means."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from pathlib import Path

import pytest
from plain_count import AWAY, PlainCount, districts_by_code, plain_count, rows_of

from portal.domain.record.crime import CRIME_TYPES, INCIDENT
from portal.domain.record.period import Period
from portal.measures.record import countable, monthly_counts
from portal.pipeline.check import check
from portal.pipeline.write import read_contracts
from portal.services.library.library import open_library

pytestmark = pytest.mark.raw

FORCE_AREA = "E23000035"
CRIMES = [crime_type.slug for crime_type in CRIME_TYPES]


def slug_of(label: str) -> str:
    """'Theft from the person' → 'theft-from-the-person', the address the official site uses for the type."""
    return label.lower().replace(" ", "-")


Cells = Counter[tuple[str, str, str]]


def small_areas_in_tables(data: Path) -> Cells:
    """Rows by (month, type, LSOA code) as the tables have them."""
    cells: Cells = Counter()
    for row in rows_of(data / "crime_counts.csv.gz"):
        cells[row["month"], row["crime_type"], row["lsoa_code"]] += int(row["recorded_count"])
    for row in rows_of(data / "incident_counts.csv.gz"):
        cells[row["month"], "anti-social-behaviour", row["lsoa_code"]] += int(row["recorded_count"])
    for row in rows_of(data / "unplaced_counts.csv"):
        cells[row["month"], row["crime_type"], AWAY] += int(row["recorded_count"])
    return cells


def counted_in_tables(data: Path) -> Cells:
    """Rows by (month, type, sector) as the tables have them."""
    sector = {row["lsoa_code"]: row["sector_code"] for row in rows_of(data / "lsoas.csv")} | {AWAY: AWAY}
    cells: Cells = Counter()
    for (month, crime, code), rows in small_areas_in_tables(data).items():
        cells[month, crime, sector[code]] += rows
    return cells


def unlike(plain: Cells, found: Cells) -> dict[tuple[str, str, str], tuple[int, int]]:
    expected: Cells = Counter()
    for (month, label, place), rows in plain.items():
        expected[month, slug_of(label), place] += rows
    return {key: (expected[key], found[key]) for key in expected | found if expected[key] != found[key]}


def differences(plain: PlainCount, data: Path) -> dict[tuple[str, str, str], tuple[int, int]]:
    return unlike(plain.cells, counted_in_tables(data)) | unlike(plain.small, small_areas_in_tables(data))


def wards_and_parishes(data: Path) -> dict[str, set[str]]:
    """Of each small area of either census, those that count it. Of an older one, those that all its successors lie in."""
    with gzip.open(data.parent / "geodata" / "best_fits.csv.gz", "rt", encoding="utf-8", newline="") as table:
        fits = [row for row in csv.DictReader(table) if row["relation"] == "counted"]
    named: dict[str, set[str]] = {}
    for row in fits:
        named.setdefault(row["lsoa_code"], set()).add(row["place_code"])
    together: dict[str, list[str]] = {}
    for row in rows_of(data / "lsoas.csv"):
        together.setdefault(row["common_code"], []).append(row["lsoa_code"])
    for codes in together.values():
        newer = [code for code in codes if code in named]
        for code in set(codes) - set(newer):
            named[code] = set.intersection(*(named[one] for one in newer)) if newer else set()
    return named


def rows_by_area(small: Cells, data: Path, force: str) -> Cells:
    """Rows by (area code, month, type) for every area of every level that a small area lies in."""
    towns = {row["common_msoa_code"]: row["town_code"] for row in rows_of(data / "towns.csv")}
    above = {
        row["lsoa_code"]: {force, row["lsoa_code"], row["common_code"], row["msoa_code"], row["common_msoa_code"],
                           row["sector_code"], towns.get(row["common_msoa_code"], "")} - {""}
        for row in rows_of(data / "lsoas.csv")
    }  # fmt: skip
    for small_area, named in wards_and_parishes(data).items():
        above[small_area] |= named
    cells: Cells = Counter()
    for (month, label, code), rows in small.items():
        # What has no place is in the force's figure and in no other.
        for area in above.get(code, {force}):
            cells[area, month, slug_of(label)] += rows
    return cells


@pytest.fixture(scope="module")
def plain(sources: Path) -> PlainCount:
    return plain_count(sources / "police_uk", "devon-and-cornwall", districts_by_code(sources, FORCE_AREA))


def test_every_month_type_and_sector_equals_a_plain_count_of_the_files(repo: Path, plain: PlainCount) -> None:
    held = {row["month"] for row in rows_of(repo / "data" / "coverage.csv") if row["row_count"]}
    assert set(plain.rows) == held
    assert len(held) >= 102
    assert differences(plain, repo / "data") == {}


def test_every_area_on_a_page_equals_a_plain_count_of_the_files(repo: Path, plain: PlainCount) -> None:
    """Areas above the small ones are sums of them; here each area, month and type is asked as a page asks it."""
    library = open_library(repo / "data", repo / "geodata")
    expected, asked = rows_by_area(plain.small, repo / "data", library.force.code), 0
    shown: dict[tuple[str, str, str], list[str]] = {}
    for area in library.areas.values():
        for crime in (*CRIMES, INCIDENT):
            kind = (area.level, area.geography, crime)
            if kind not in shown:
                shown[kind] = [
                    month
                    for month in library.record.supplied_months
                    if countable(library.record, area, Period(month, month), crime)
                ]
            counts = monthly_counts(library.record, area, crime)[shown[kind]].to_list()
            assert counts == [expected[area.code, month, crime] for month in shown[kind]], (area.code, crime)
            asked += len(counts)
    assert asked > 1_000_000


def test_small_areas_and_unplaced_rows_add_up_to_the_rows_of_each_file(repo: Path, plain: PlainCount) -> None:
    total: Counter[str] = Counter()
    for (month, _, _), rows in counted_in_tables(repo / "data").items():
        total[month] += rows
    assert total == plain.rows
    assert {
        row["month"]: int(row["row_count"])
        for row in rows_of(repo / "data" / "coverage.csv")
        if row["row_count"]
    } == plain.rows


def test_outcomes_of_crimes_add_up_to_the_crimes_of_each_file(repo: Path, plain: PlainCount) -> None:
    total: Counter[str] = Counter()
    for row in rows_of(repo / "data" / "outcome_counts.csv.gz"):
        total[row["month"]] += int(row["recorded_count"])
    crimes: Counter[str] = Counter()
    for (month, label, _), rows in plain.cells.items():
        crimes[month] += rows if label != "Anti-social behaviour" else 0
    assert total == crimes


# ---- the same bytes


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "contract" not in path.parts
    }


# The committed files are another build, and every run compares them; this one takes two minutes more.
@pytest.mark.faults
def test_two_builds_give_the_same_bytes(built, built_again) -> None:
    for folder in ("data", "geodata"):
        first, again = files_of(getattr(built, folder)), files_of(getattr(built_again, folder))
        assert sorted(first) == sorted(again)
        assert [name for name in first if first[name] != again[name]] == []
    assert built.report == built_again.report


@pytest.mark.parametrize("folder", ["data", "geodata"])
def test_committed_files_are_what_the_build_makes(repo: Path, built, folder: str) -> None:
    """Compared unpacked: gzip may pack the same content into other bytes where zlib is another version."""
    made_by_hand = {c["path"] for c in read_contracts(repo / folder).values() if c["made_by"] == "hand"}
    made = files_of(getattr(built, folder))
    differing = []
    for name, stored in made.items():
        committed = (repo / folder / name).read_bytes()
        if name.endswith(".gz"):
            stored, committed = gzip.decompress(stored), gzip.decompress(committed)
        if name not in made_by_hand and name != "datapackage.json" and stored != committed:
            differing.append(name)
    assert differing == [], "build the tables again with 'make data' and commit them"


@pytest.mark.parametrize("folder", ["data", "geodata"])
def test_committed_description_is_what_the_build_writes(repo: Path, built, folder: str) -> None:
    def described(path: Path) -> dict:
        package = json.loads((path / "datapackage.json").read_text())
        for resource in package["resources"]:
            if resource.get("compression") == "gz":
                del resource["hash"], resource["bytes"]
        return package

    assert described(getattr(built, folder)) == described(repo / folder)


def test_built_tables_pass_the_check(built) -> None:
    assert check(built.data, built.geodata)


# ---- another force by configuration alone


def test_cleveland_is_built_from_its_configuration_and_passes_the_check(cleveland) -> None:
    assert check(cleveland.data, cleveland.geodata)
    package = json.loads((cleveland.data / "datapackage.json").read_text())
    assert package["force"]["slug"] == "cleveland"
    sectors = {row["area_name"] for row in rows_of(cleveland.data / "areas.csv") if row["level"] == "sector"}
    assert sectors == {"Hartlepool", "Middlesbrough", "Redcar and Cleveland", "Stockton-on-Tees"}


def test_cleveland_equals_a_plain_count_of_its_files(cleveland, sources: Path) -> None:
    street = sources / "police_uk_other_forces"
    counted = plain_count(street, "cleveland", districts_by_code(sources, "E23000013"))
    assert set(counted.rows) == set(Period("2025-01", "2025-06").months)
    assert differences(counted, cleveland.data) == {}


@pytest.mark.parametrize("first_types", [6, 11, 14])
def test_files_of_every_era_equal_a_plain_count_and_keep_their_own_types(
    lincolnshire, sources: Path, first_types: int
) -> None:
    months = {6: ("2010-12", "2011-08"), 11: ("2011-09", "2013-04"), 14: ("2013-05", "2015-12")}[first_types]
    types = {
        crime
        for month, crime, _ in small_areas_in_tables(lincolnshire.data)
        if months[0] <= month <= months[1]
    }
    assert len(types) == first_types


def test_fifty_nine_months_before_2016_load_and_add_up(lincolnshire, sources: Path) -> None:
    street = sources / "police_uk_other_forces"
    counted = plain_count(street, "lincolnshire", districts_by_code(sources, "E23000020"))
    early = [month for month in counted.rows if month <= "2015-12"]
    assert len(early) == 59
    assert differences(counted, lincolnshire.data) == {}
    held = {row["month"]: row["row_count"] for row in rows_of(lincolnshire.data / "coverage.csv")}
    assert {month: int(held[month]) for month in counted.rows} == counted.rows
    assert check(lincolnshire.data, lincolnshire.geodata)
