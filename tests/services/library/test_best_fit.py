"""Wards and parishes are sums of their small areas: by the builders, by a plain count, and said as what they are."""

from __future__ import annotations

import csv
import gzip
from collections import Counter

import pytest

from portal.domain.record.area import Area
from portal.domain.record.crime import ALL
from portal.domain.record.period import Period
from portal.errors import BadRequest
from portal.measures.population import reference_for, residents_of
from portal.measures.record import area_count
from portal.services.counted.beside import areas_compared
from portal.services.counted.figure import figure
from portal.services.files.area_file import area_file
from portal.services.library.best_fit import CUT
from portal.services.library.library import Library
from portal.services.library.selection import Selection
from portal.services.search.places import find_place
from portal.settings import Settings

YEAR, BEFORE = Period("2025-01", "2025-12"), Period("2020-01", "2020-12")
SMALL, LARGE, ONE = "E05014810", "E05014812", "E04003028"


def fitted(library: Library) -> list[Area]:
    return [area for area in library.areas.values() if area.level in ("ward", "parish")]


def test_every_small_area_is_in_exactly_one_ward(library: Library) -> None:
    small = [a.code for a in library.areas.values() if a.level == "lsoa" and a.geography != "common"]
    wards = [code for area in fitted(library) if area.level == "ward" for code in library.members[area.code]]
    assert Counter(wards) == Counter(small)
    parishes = [
        code for area in fitted(library) if area.level == "parish" for code in library.members[area.code]
    ]
    assert max(Counter(parishes).values()) == 1


def test_counts_and_residents_are_the_sums_of_the_members_row_by_row(library: Library) -> None:
    reference = reference_for(library.record, library.residents, YEAR)
    assert len(fitted(library)) > 400
    for area in fitted(library):
        members = [library.areas[code] for code in library.members[area.code]]
        assert area_count(library.record, area, YEAR, ALL) == sum(
            area_count(library.record, one, YEAR, ALL) or 0 for one in members
        )
        assert residents_of(library.record, library.residents, area, reference) == sum(
            residents_of(library.record, library.residents, one, reference) or 0 for one in members
        )


def test_a_plain_count_of_the_tables_agrees(library: Library) -> None:
    settings = Settings.from_environment()
    with gzip.open(settings.geodata_dir / "best_fits.csv.gz", "rt", encoding="utf-8") as file:
        of: dict[str, list[str]] = {}
        for row in csv.DictReader(file):
            if row["relation"] == "counted":
                of.setdefault(row["lsoa_code"], []).append(row["place_code"])
    counted: Counter[str] = Counter()
    with gzip.open(settings.data_dir / "crime_counts.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["month"].startswith("2025-"):
                for code in of.get(row["lsoa_code"], ()):
                    counted[code] += int(row["recorded_count"])
    assert {area.code: figure(library, area.code, YEAR).value for area in fitted(library)} == {
        area.code: counted[area.code] for area in fitted(library)
    }


def test_older_months_are_counted_where_older_codes_allow_and_else_say_why(library: Library) -> None:
    whole = [area for area in fitted(library) if area.geography == "both"]
    cut = [area for area in fitted(library) if area.geography == "2021"]
    assert all(figure(library, area.code, BEFORE).value is not None for area in whole)
    assert len(cut) < 20
    for area in cut:
        shown = figure(library, area.code, BEFORE)
        assert shown.value is None
        assert shown.sentence == f"There is no figure for {area.name} (by best fit) in this period. {CUT}"


def test_sentence_and_notice_say_that_it_is_a_best_fit(library: Library) -> None:
    for area in fitted(library):
        shown = figure(library, area.code, YEAR)
        assert f"in {area.official_name} {area.level} (by best fit) from January" in shown.sentence
        assert area.notice in shown.caveats
        assert f"{area.official_name} {area.level}, by best fit: the " in area.notice


def test_a_loose_fit_is_called_loose(library: Library) -> None:
    assert "A loose fit: of every 100 postcodes of the ward, 70 lie in them" in library.areas[SMALL].notice
    parishes = [area for area in fitted(library) if area.level == "parish"]
    assert not [area.name for area in parishes if "loose" in area.notice]


def test_fewer_than_three_small_areas_follow_the_rules_of_one(library: Library) -> None:
    for code in (SMALL, ONE):
        assert figure(library, code, YEAR, "burglary").value is None
        assert "the numbers are too small" in figure(library, code, Period("2025-01", "2025-06")).sentence
        assert figure(library, code, Period("2021-03", "2022-02"), ALL, "unrecorded").value is None
    assert figure(library, LARGE, YEAR, "burglary").value is not None


def test_a_place_too_small_for_a_set_says_where_to_look(library: Library) -> None:
    with pytest.raises(
        BadRequest, match="Bampton parish cannot be made of whole small areas .* look at .*E01020050"
    ):
        library.area("E04003004")
    with pytest.raises(BadRequest, match="no area has the code 'E05999999'"):
        library.area("E05999999")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Tiverton Castle ward", "Tiverton Castle ward"),
        ("halberton parish", "Halberton parish"),
        ("Halberton ward, Mid Devon", "Halberton ward"),
        ("Tiverton parish", "Tiverton parish"),
        ("E05014810", "Tiverton Castle ward"),
        ("Bampton parish", "Bampton, Holcombe & Westleigh 001C"),
    ],
)
def test_search_leads_to_a_ward_or_parish_called_so(library: Library, typed: str, name: str) -> None:
    found = find_place(library, typed)
    assert found.area is not None
    assert found.area.name == name


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Halberton", {"Halberton parish, Mid Devon", "Halberton ward, Mid Devon"}),
        ("Tiverton", {"Tiverton parish, Mid Devon"}),
        ("Tiverton Castle", {"Tiverton Castle ward, Mid Devon"}),
        ("Bampton", {"Bampton parish, Mid Devon: part of Bampton, Holcombe & Westleigh 001C"}),
    ],
)
def test_a_bare_name_offers_them_beside_each_told_apart(
    library: Library, typed: str, offered: set[str]
) -> None:
    assert offered <= {choice.words for choice in find_place(library, typed).choices}


def test_the_file_of_wards_has_the_figures_of_their_pages_and_adds_up(library: Library) -> None:
    for period, crime in ((YEAR, ALL), (YEAR, "burglary"), (BEFORE, ALL)):
        made = area_file(library, Selection(library.force.code, period, crime, "recorded", "ward"))
        rows = made.rows.set_index("area_code")
        for area in fitted(library):
            if area.level == "ward":
                own, row = figure(library, area.code, period, crime), rows.loc[area.code]
                shown = None if own.value is None else int(row.recorded_count)
                assert shown == own.value
                assert row.not_shown_because == ("" if own.value is not None else own.sentence)
        inside = made.rows[made.rows.row != "force"].recorded_count.sum()
        assert inside == rows.recorded_count[library.force.code]


def test_two_that_share_small_areas_say_so(library: Library) -> None:
    said = areas_compared(library, ONE, "E05014805", YEAR, ALL).sentence
    assert "The two share small areas, whose crimes are counted in both." in said
