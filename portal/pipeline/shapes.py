"""Outlines per level: dissolved from the official LSOA outlines, simplified as one coverage so borders stay shared."""

from __future__ import annotations

import io
import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import coverage_clean, get_coordinates, make_valid, orient_polygons, set_coordinates
from shapely.geometry import MultiPolygon, Polygon, mapping
from shapely.geometry.base import BaseGeometry

from portal.errors import BadSource
from portal.pipeline.geography import Geography, read_outlines
from portal.pipeline.postcodes import BRITISH_GRID

# How far a border may move, in metres. Chosen so that each file stays near or under 200 kB compressed.
TOLERANCE = {"sector": 150, "town": 60, "msoa": 80, "lsoa": 60}
DECIMALS = 5  # about one metre; enough for the finest tolerance


def read_lsoa_shapes(geography: Geography, sources: Path) -> gpd.GeoDataFrame:
    """The official LSOA 2021 outlines of the force area in British grid metres: lsoa_code, geometry. Raises BadSource."""
    parts = []
    for sector_code in geography.sectors.sector_code:
        outlines = gpd.read_file(io.BytesIO(read_outlines(sources, "lsoa", sector_code)))
        parts.append(outlines[["LSOA21CD", "geometry"]].rename(columns={"LSOA21CD": "lsoa_code"}))
    shapes = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=4326).to_crs(BRITISH_GRID)
    shapes["geometry"] = shapes.geometry.map(_polygons_of)
    wanted = set(geography.lsoas.lsoa_code[geography.lsoas.vintage != "2011"])
    missing = sorted(wanted - set(shapes.lsoa_code))
    if missing:
        raise BadSource(
            f"boundaries/lsoa: no outline for {missing[0]} and {len(missing) - 1} more; --sources must hold them all"
        )
    return shapes[shapes.lsoa_code.isin(wanted)].sort_values("lsoa_code").reset_index(drop=True)


def _polygons_of(shape: BaseGeometry) -> MultiPolygon:
    """Only the areal parts, mended where a ring crosses itself."""
    whole = shape if shape.is_valid else make_valid(shape)
    parts = [whole] if isinstance(whole, Polygon) else list(getattr(whole, "geoms", ()))
    polygons = [p for part in parts for p in (part.geoms if isinstance(part, MultiPolygon) else [part])]
    return MultiPolygon([polygon for polygon in polygons if isinstance(polygon, Polygon)])


def build_shapes(
    lsoa_shapes: gpd.GeoDataFrame, geography: Geography, towns: pd.DataFrame
) -> dict[str, gpd.GeoDataFrame]:
    """Simplified outlines by level, in WGS84: area_code, geometry. Every area keeps at least one polygon."""
    belongs = geography.lsoas.set_index("lsoa_code")
    joined = lsoa_shapes.assign(
        sector=lsoa_shapes.lsoa_code.map(belongs.sector_code),
        msoa=lsoa_shapes.lsoa_code.map(belongs.msoa_code),
        town=lsoa_shapes.lsoa_code.map(belongs.common_msoa_code).map(
            dict(zip(towns.common_msoa_code, towns.town_code, strict=True))
        ),
        lsoa=lsoa_shapes.lsoa_code,
    )
    return {
        level: _simplify(joined.dropna(subset=[level]).dissolve(level, sort=True).geometry, level)
        for level in TOLERANCE
        if joined[level].notna().any()
    }


def _simplify(outlines: gpd.GeoSeries, level: str) -> gpd.GeoDataFrame:
    # People live on small islands too, so every polygon stays; simplifying makes them cheap.
    simple = outlines.simplify_coverage(TOLERANCE[level]).to_crs(4326).to_numpy()
    # Rounding can flip a sliver narrower than the grid, so the coverage is cleaned and put back on the grid.
    cleaned = _round(coverage_clean(_round(simple)))
    return gpd.GeoDataFrame({"area_code": outlines.index.to_numpy()}, geometry=cleaned, crs=4326)


def _round(shapes: np.ndarray) -> np.ndarray:
    """Rounds vertex by vertex, so that two neighbours' shared vertices stay the same."""
    rounded: np.ndarray = set_coordinates(shapes.copy(), get_coordinates(shapes).round(DECIMALS))
    return rounded


def as_geojson(shapes: gpd.GeoDataFrame, names: dict[str, str]) -> str:
    """One feature a line, so that a change shows as the lines that changed; `id` is the area code.

    Outer rings run counterclockwise and holes clockwise, as RFC 7946 section 3.1.6 has them.
    """
    features = [
        json.dumps(
            {
                "type": "Feature",
                "id": row.area_code,
                "properties": {"name": names.get(row.area_code, row.area_code)},
                "geometry": mapping(orient_polygons(row.geometry)),
            },
            separators=(",", ":"),
            ensure_ascii=False,
        )
        for row in shapes.itertuples()
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"
