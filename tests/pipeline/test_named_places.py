"""Parishes and settlements: where they lie, what they count as, and their tables made anew without a street file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import invented
import pytest

from portal.errors import BadSource
from portal.pipeline.check import check
from portal.pipeline.forces import Force, load_force
from portal.pipeline.geography import Geography, build_geography
from portal.pipeline.named.named_places import build_places, named_outlines
from portal.pipeline.named.renewing import renew_places
from portal.pipeline.official.settlements import COLUMNS, read_settlements
from portal.pipeline.postcodes import build_postcodes
from portal.pipeline.shapes import read_lsoa_shapes
from portal.tables.load import open_package

NAMED = """
[postcodes]
grid = "lookups/ONSPD.csv"
as_of = "May 2025"

[places]
parishes = "boundaries/parishes"
parish_code = "CODE"
parish_name = "NAME"
settlements = "lookups/GB.txt"
"""
# Code and name of each parish, and the squares it covers by column.
PARISHES = {
    invented.UPPER: (
        ("E04999001", "St. Anyone", (0,)),
        ("E04999002", "Nobody", (3,)),
        ("E04999003", "Upper Nowhere, unparished area", (1,)),
        ("E04999004", None, (2,)),
    ),
    invented.LOWER: (("E04999005", "Twice", (0, 1)),),
}
ROW = {invented.UPPER: 0, invented.LOWER: 1}
# District and column of each live postcode: one in the first parish, none in the second, four in two halves of the last.
POSTCODES = ((invented.UPPER, 0), *((invented.LOWER, column) for column in (0, 0, 0, 1)))


def middle(column: int, row: int) -> tuple[float, float]:
    """Longitude and latitude of the middle of a square."""
    west, south = invented._square(column, row)["coordinates"][0][0]
    return west + 0.025, south + 0.025


def settlement(number: int, name: str, spot: tuple[float, float], kind: str = "P", people: int = 900) -> str:
    row = [""] * 19
    row[0], row[1], row[4], row[5] = str(number), name, str(spot[1]), str(spot[0])
    row[6], row[7], row[14] = kind, "PPL", str(people)
    return "\t".join(row)


def write_named(folder: Path) -> Path:
    sources = invented.write_sources(folder)
    for district, parishes in PARISHES.items():
        features = []
        for code, name, columns in parishes:
            rings = [invented._square(column, ROW[district])["coordinates"] for column in columns]
            features.append(({"CODE": code, "NAME": name}, {"type": "MultiPolygon", "coordinates": rings}))
        invented._outlines(sources / "boundaries" / "parishes" / f"{district}.geojson", features)
    spots = [middle(column, ROW[district]) for district, column in POSTCODES]
    grid = gpd.GeoSeries.from_xy(*zip(*spots, strict=True), crs=4326).to_crs(27700)
    invented._write_csv(
        sources / "lookups" / "ONSPD.csv",
        ("pcds", "doterm", "laua", "oseast1m", "osnrth1m"),
        [
            (f"ZZ1 {at}AA", "", district, round(point.x), round(point.y))
            for at, ((district, _), point) in enumerate(zip(POSTCODES, grid, strict=True))
        ],
    )
    (sources / "lookups" / "GB.txt").write_text(
        "\n".join((
            settlement(1, "Little Nowhere", middle(0, 0)), settlement(2, "Tiny Nowhere", middle(0, 0), people=499),
            settlement(3, "Nowhere Castle", middle(0, 0), "S"), settlement(4, "Farther Off", (-3.0, 51.0)),
            settlement(5, "Quay", (-8.905, 49.025), people=500),
        ))
    )  # fmt: skip
    (sources / "nowhere.toml").write_text(invented.CONFIGURATION + NAMED)
    return sources


@pytest.fixture(scope="module")
def named_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_named(tmp_path_factory.mktemp("named"))


@pytest.fixture(scope="module")
def force(named_sources: Path) -> Force:
    return load_force(str(named_sources / "nowhere.toml"))


@pytest.fixture(scope="module")
def geography(force: Force, named_sources: Path) -> Geography:
    return build_geography(force, named_sources)


def test_settlements_of_a_country_are_the_populated_places_of_some_size_in_the_area_or_by_its_shore(
    geography: Geography, named_sources: Path
) -> None:
    found = read_settlements(named_sources, "lookups/GB.txt", read_lsoa_shapes(geography, named_sources))
    assert list(found) == COLUMNS
    assert list(found.name) == ["Little Nowhere", "Quay"]


def test_settlements_of_another_layout_or_of_no_file_are_refused(
    geography: Geography, named_sources: Path, tmp_path: Path
) -> None:
    areas = read_lsoa_shapes(geography, named_sources)
    with pytest.raises(BadSource, match=r"GB\.txt: this file is missing; it is published at https://"):
        read_settlements(tmp_path, "GB.txt", areas)
    (tmp_path / "GB.txt").write_text(settlement(1, "Little Nowhere", middle(0, 0)) + "\tmore")
    with pytest.raises(BadSource, match="a row has 20 fields and GeoNames' file has 19"):
        read_settlements(tmp_path, "GB.txt", areas)


def test_outlines_are_those_with_a_name_of_their_own(
    force: Force, geography: Geography, named_sources: Path
) -> None:
    outlines = named_outlines(force, named_sources, geography, "parish")
    assert list(outlines.place_name) == ["St Anyone", "Nobody", "Twice"]
    assert set(outlines.kind) == {"parish"}


def test_parish_lies_where_its_postcodes_do_and_one_without_any_where_its_land_is(
    force: Force, geography: Geography, named_sources: Path
) -> None:
    lsoas = read_lsoa_shapes(geography, named_sources)
    places = build_places(
        force, named_sources, geography, build_postcodes(force, named_sources, lsoas), lsoas
    )
    assert places[["place_name", "kind", "msoa_code", "postcode_share"]].to_numpy().tolist() == [
        ["St Anyone", "parish", invented.MSOA_UPPER, 1.0],
        ["Nobody", "parish", invented.MSOA_UPPER, 1.0],
        ["Twice", "parish", invented.MSOA_ONE, 0.25],
        ["Twice", "parish", invented.MSOA_TWO, 0.75],
        ["Little Nowhere", "settlement", invented.MSOA_UPPER, 1.0],
        ["Quay", "settlement", invented.MSOA_UPPER, 1.0],
    ]


def test_places_made_anew_are_described_and_everything_else_stays(
    force: Force, named_sources: Path, nowhere: Any
) -> None:
    before = open_package(nowhere.geodata)
    assert before.table("places").empty
    kept = {name: about for name, about in before.resources.items() if name not in ("places", "best-fits")}
    release = renew_places(force, named_sources, nowhere.data, nowhere.geodata)
    after = open_package(nowhere.geodata)
    assert (after.release, after.release == before.release) == (release, False)
    assert set(after.table("places").place_name) == {"St Anyone", "Nobody", "Twice", "Little Nowhere", "Quay"}
    fits = after.table("best_fits").set_index("lsoa_code")
    assert fits.place_name.to_dict() == {
        invented.SAME: "St Anyone", invented.MOVED: "Twice", invented.PLAIN_ONE: "Twice",
    }  # fmt: skip
    assert {name: after.resources[name] for name in kept} == kept
    assert check(nowhere.data, nowhere.geodata)
