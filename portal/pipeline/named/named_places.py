"""The places people name: parishes, settlements and wards, each with the neighbourhoods (MSOA) it lies in.

For finding a place and never for counting: parish outlines are simplified to about a hundred metres, and a settlement is
one point. A place is said to lie where its live postcodes do.
"""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd

from portal.pipeline.forces import Force
from portal.pipeline.geography import Geography
from portal.pipeline.official.settlements import read_settlements
from portal.pipeline.postcodes import BRITISH_GRID

COLUMNS = ["place_code", "place_name", "kind", "msoa_code", "postcode_share"]
# Below this share of a place's postcodes a neighbourhood only touches its simplified outline.
_TOUCHES = 0.1
# Places with an outline, and the key of the force's configuration that names it.
OUTLINED = {"parish": "parishes", "ward": "wards"}


def build_places(
    force: Force, sources: Path, geography: Geography, postcodes: gpd.GeoDataFrame, lsoas: gpd.GeoDataFrame
) -> pd.DataFrame:
    """One row a place and a neighbourhood it lies in: COLUMNS, the share from 0.1 to 1. Empty where no source is named."""
    named = force.places
    msoa_of = dict(zip(geography.lsoas.lsoa_code, geography.lsoas.msoa_code, strict=True))
    msoas = lsoas[["geometry"]].assign(msoa_code=lsoas.lsoa_code.map(msoa_of)).dissolve("msoa_code")
    live = postcodes[postcodes.is_live.astype(bool)]
    live = live[["geometry"]].assign(msoa_code=live.lsoa_code.map(msoa_of))
    found = [pd.DataFrame(columns=COLUMNS)]
    for kind, key in OUTLINED.items():
        if key in named:
            found.append(_shares(named_outlines(force, sources, geography, kind), live, msoas, geography))
    if "settlements" in named:
        found.append(_points(read_settlements(sources, named["settlements"], msoas), msoas))
    return pd.concat(found).sort_values(["place_code", "msoa_code"])[COLUMNS].reset_index(drop=True)


def named_outlines(force: Force, sources: Path, geography: Geography, kind: str) -> gpd.GeoDataFrame:
    """place_code, place_name, kind, geometry of parishes or wards, without what has no name of its own."""
    named, held = force.places, sources / force.places[OUTLINED[kind]]
    files = [held / f"{code}.geojson" for code in geography.sectors.sector_code] if held.is_dir() else [held]
    outlines = pd.concat([gpd.read_file(path) for path in files if path.exists()])
    columns = {named[f"{kind}_code"]: "place_code", named[f"{kind}_name"]: "place_name"}
    places = outlines.rename(columns=columns)[["place_code", "place_name", "geometry"]]
    has_name = places.place_name.notna() & ~places.place_name.str.endswith("unparished area", na=False)
    places = places[has_name].to_crs(BRITISH_GRID).assign(kind=kind)
    places["place_name"] = places.place_name.str.replace("St. ", "St ", regex=False).str.strip()
    places["geometry"] = places.geometry.make_valid()
    return places


def _shares(
    places: gpd.GeoDataFrame, live: gpd.GeoDataFrame, msoas: gpd.GeoDataFrame, geography: Geography
) -> pd.DataFrame:
    """By live postcodes; by land for a place that holds none."""
    inside = gpd.sjoin(live, places, predicate="within")
    counted = inside.groupby(["place_code", "msoa_code"]).size().rename("weight").reset_index()
    empty = places[~places.place_code.isin(counted.place_code)]
    land = gpd.overlay(empty, msoas.reset_index(), keep_geom_type=True)
    by_land = land[["place_code", "msoa_code"]].assign(weight=land.area)
    weights = _of_one_sector(pd.concat([counted, by_land]), geography)
    shares = weights.assign(
        postcode_share=(weights.weight / weights.groupby("place_code").weight.transform("sum")).round(3)
    )
    # A neighbourhood of exactly the smallest share may round down to it; the largest share is kept whatever it is.
    largest = shares.groupby("place_code").postcode_share.transform("max")
    shares = shares[(shares.postcode_share >= _TOUCHES) | (shares.postcode_share == largest)]
    return shares.merge(places[["place_code", "place_name", "kind"]], on="place_code")[COLUMNS]


def _of_one_sector(weights: pd.DataFrame, geography: Geography) -> pd.DataFrame:
    """Parishes and wards lie in one local authority; what a simplified outline takes of the next one is dropped."""
    sector_of = dict(zip(geography.msoas.msoa_code, geography.msoas.sector_code, strict=True))
    weights = weights.assign(sector_code=weights.msoa_code.map(sector_of))
    summed = weights.groupby(["place_code", "sector_code"]).weight.sum()
    own = summed.reset_index().sort_values("weight").drop_duplicates("place_code", keep="last")
    return weights.merge(own[["place_code", "sector_code"]], on=["place_code", "sector_code"])


def _points(rows: pd.DataFrame, msoas: gpd.GeoDataFrame) -> pd.DataFrame:
    points = gpd.GeoDataFrame(
        {"place_code": "geonames:" + rows.geonameid, "place_name": rows.name.str.strip()},
        geometry=gpd.points_from_xy(rows.lon.astype(float), rows.lat.astype(float)),
        crs=4326,
    ).to_crs(BRITISH_GRID)
    # A point on the quay lies outside outlines that are clipped to the coast; the nearest one is meant.
    nearest = gpd.sjoin_nearest(points, msoas.reset_index()).drop_duplicates("place_code")
    return nearest.assign(kind="settlement", postcode_share=1.0)[COLUMNS]
