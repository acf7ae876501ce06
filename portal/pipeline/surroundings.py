"""What lies around and beneath the areas of a map: neighbouring land, built-up ground, roads and settlements.

Small layers of our own making from official outlines, so that a map needs no picture from another server. A layer whose
source the force's configuration does not name is left out, and the map does without it.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely import force_2d, line_merge, orient_polygons
from shapely.geometry import box, mapping
from shapely.geometry.base import BaseGeometry

from portal.errors import BadSource
from portal.pipeline.forces import Force
from portal.pipeline.official.settlements import read_settlements
from portal.pipeline.postcodes import BRITISH_GRID
from portal.pipeline.shape_notes import SURROUNDINGS
from portal.pipeline.write import as_bytes, describe_shapes, read_sources, with_resources
from portal.tables.load import open_package
from portal.tables.placing import only_writer, put_in_place

# How far beyond the force area land is drawn, in degrees: what fills a wide map.
_WEST, _SOUTH, _EAST, _NORTH = 1.2, 0.4, 1.2, 0.6
# How far a border may move, in metres, and decimals of a degree: about eleven metres.
_LAND, _GROUND, _ROAD, _DECIMALS = 350, 60, 120, 4
# The neighbours' outlines are coarser than ours: so much of our own land is drawn beneath the border, that no sea shows.
_UNDER = 2_500


def build_surroundings(force: Force, sources: Path, sectors: gpd.GeoDataFrame) -> str:
    """GeoJSON, one feature a line. `sectors`: the outlines of the force area in WGS84, as geometry. Raises BadSource."""
    named = force.surroundings
    features: list[dict[str, Any]] = []
    if "land" in named:
        features += _land(_held(sources, named["land"]), sectors)
    if force.towns:
        features += _ground(_held(sources, force.towns["outlines"]))
    if "roads" in named:
        features += _roads(_held(sources, named["roads"]), named["road"])
    if "places" in named:
        features += _places(read_settlements(sources, named["places"], sectors))
    lines = [json.dumps(each, separators=(",", ":"), ensure_ascii=False) for each in features]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _held(sources: Path, name: str) -> Path:
    path = sources / name
    if not path.exists():
        raise BadSource(
            f"{path}: this file is missing; --sources must hold what the force's configuration names"
        )
    return path


def _land(path: Path, sectors: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Local authorities of today around the force area, each one feature, clipped to what a wide map shows."""
    packed = f"/vsigzip/{path}" if path.suffix == ".gz" else str(path)
    land = gpd.read_file(packed, layer="ltla").set_crs(4326)
    land = land[land.end.isna()] if "end" in land else land
    west, south, east, north = sectors.total_bounds
    frame = box(west - _WEST, south - _SOUTH, east + _EAST, north + _NORTH)
    land = land[land.intersects(frame)].to_crs(BRITISH_GRID).sort_values("areanm")
    # Some outlines of the source cross themselves.
    land["geometry"] = land.geometry.make_valid()
    inside = sectors.to_crs(BRITISH_GRID).union_all()
    is_ours = land.representative_point().within(inside)
    around = land[~is_ours]
    if around.empty:
        return []
    beneath = land[is_ours].union_all().intersection(around.union_all().buffer(_UNDER))
    coarse = around.geometry.simplify(_LAND).make_valid()
    shapes = gpd.GeoSeries([*coarse, beneath.simplify(_LAND)], crs=BRITISH_GRID).to_crs(4326)
    names = [*around.areanm, ""]
    clipped = ((name, shape.intersection(frame)) for name, shape in zip(names, shapes, strict=True))
    return [_feature("land", shape, name=name) for name, shape in clipped if not shape.is_empty]


def _ground(path: Path) -> list[dict[str, Any]]:
    ground = gpd.read_file(path).to_crs(BRITISH_GRID)
    simple = ground.geometry.simplify(_GROUND).to_crs(4326)
    return [_feature("ground", shape) for shape in simple if not shape.is_empty]


def _roads(path: Path, name: str) -> list[dict[str, Any]]:
    lines = gpd.read_file(path).to_crs(BRITISH_GRID)
    whole = gpd.GeoSeries([line_merge(lines.union_all()).simplify(_ROAD)], crs=BRITISH_GRID).to_crs(4326)
    return [_feature("road", shape, name=name) for shape in whole]


def _places(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Settlements, the largest first: where two names would cover each other, the larger one stays."""
    rows = rows.assign(people=rows.population_geonames.astype(int)).sort_values(
        ["people", "name"], ascending=[False, True]
    )
    return [
        {
            "type": "Feature",
            "properties": {"kind": "place", "name": row.name, "people": row.people},
            "geometry": {
                "type": "Point",
                "coordinates": [round(float(row.lon), _DECIMALS), round(float(row.lat), _DECIMALS)],
            },
        }
        for row in rows.itertuples(index=False)
    ]


def _feature(kind: str, shape: BaseGeometry, **more: str) -> dict[str, Any]:
    drawn = orient_polygons(force_2d(shape))
    return {
        "type": "Feature",
        "properties": {"kind": kind, **more},
        "geometry": {"type": drawn.geom_type, "coordinates": _rounded(mapping(drawn)["coordinates"])},
    }


def _rounded(numbers: Any) -> Any:
    if isinstance(numbers, float):
        return round(numbers, _DECIMALS)
    return [_rounded(each) for each in numbers]


def renew_surroundings(force: Force, sources: Path, data: Path, geodata: Path) -> str:
    """Makes this one file anew beside the outlines that are there, and describes it; returns the release of geodata.

    Needs no street file. Raises BadSource, TableBreaksContract.
    """
    with only_writer(geodata):
        package = open_package(geodata)
        sectors = gpd.read_file(io.BytesIO(package.content("shapes-sector"))).set_crs(
            4326, allow_override=True
        )
        stored = build_surroundings(force, sources, sectors).encode("utf-8")
        about = describe_shapes(SURROUNDINGS, stored, read_sources(data))
        kept = [each for each in package.description["resources"] if each["name"] != about["name"]]
        # Tables come first, then shapes by name, as a whole build writes them.
        resources = sorted([*kept, about], key=lambda each: (each["format"] == "geojson", each["name"]))
        whole = with_resources(package.description, resources)
        put_in_place({geodata: {about["path"]: stored, "datapackage.json": as_bytes(whole)}})
    return str(whole["version"])
