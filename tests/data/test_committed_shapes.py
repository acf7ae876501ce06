"""The committed outlines: borders shared, nothing empty, no island area lost."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest

LEVELS = ("sector", "town", "msoa", "lsoa")
SCILLY = "E06000053"


@pytest.fixture(scope="module")
def shapes(repo: Path) -> dict[str, gpd.GeoDataFrame]:
    return {level: gpd.read_file(repo / "geodata" / "shapes" / f"{level}.geojson") for level in LEVELS}


@pytest.mark.parametrize("level", LEVELS)
def test_outlines_share_their_borders_without_gap_or_overlap(shapes, level: str) -> None:
    assert shapes[level].geometry.is_valid_coverage()


@pytest.mark.parametrize("level", LEVELS)
def test_every_area_keeps_a_valid_polygon(shapes, level: str) -> None:
    outlines = shapes[level].geometry
    assert not outlines.is_empty.any()
    assert outlines.is_valid.all()
    assert set(outlines.geom_type) <= {"Polygon", "MultiPolygon"}
    assert (outlines.to_crs(27700).area > 10_000).all(), (
        "a hectare at least; the smallest real one is several"
    )


@pytest.mark.parametrize("level", LEVELS)
def test_ids_are_unique_so_that_the_map_does_not_write_its_own(shapes, level: str) -> None:
    assert shapes[level]["id"].is_unique
    assert shapes[level]["name"].str.len().gt(0).all()


def test_isles_of_scilly_are_drawn_as_several_islands(shapes) -> None:
    sector = shapes["sector"].set_index("id").geometry[SCILLY]
    assert len(sector.geoms) >= 5
    west = shapes["lsoa"].cx[-6.5:-6.2, 49.8:50.0]
    assert len(west) >= 1


@pytest.mark.parametrize("level", ["msoa", "lsoa"])
def test_finer_levels_cover_the_same_ground_as_sectors(shapes, level: str) -> None:
    whole = shapes["sector"].to_crs(27700).area.sum()
    assert shapes[level].to_crs(27700).area.sum() == pytest.approx(whole, rel=0.005)


def test_no_shape_file_is_too_large_to_send(repo: Path) -> None:
    for level in LEVELS:
        assert (repo / "geodata" / "shapes" / f"{level}.geojson").stat().st_size < 2_500_000, level
