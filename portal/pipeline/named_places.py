"""The places people name: parishes, settlements and wards, each with the neighbourhoods (MSOA) it lies in.

For finding a place and never for counting: parish outlines are simplified to about a hundred metres, and a settlement is
one point. A place is said to lie where its live postcodes do.
"""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd

from portal.pipeline.forces import Force
from portal.pipeline.geography import Geography, build_geography
from portal.pipeline.official.settlements import read_settlements
from portal.pipeline.postcodes import BRITISH_GRID, build_postcodes
from portal.pipeline.shapes import read_lsoa_shapes
from portal.pipeline.write import (
    as_bytes,
    as_csv,
    compress,
    describe_table,
    read_contracts,
    read_sources,
    with_resources,
)
from portal.tables.load import open_package
from portal.tables.placing import only_writer, put_in_place

COLUMNS = ["place_code", "place_name", "kind", "msoa_code", "postcode_share"]
# Below this share of a place's postcodes a neighbourhood only touches its simplified outline.
_TOUCHES = 0.1


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
    if "parishes" in named:
        outlines = gpd.read_file(sources / named["parishes"])
        found.append(_shares(_places(outlines, named, "parish"), live, msoas, geography))
    if "wards" in named:
        files = [sources / named["wards"] / f"{code}.geojson" for code in geography.sectors.sector_code]
        outlines = pd.concat([gpd.read_file(path) for path in files if path.exists()])
        found.append(_shares(_places(outlines, named, "ward"), live, msoas, geography))
    if "settlements" in named:
        found.append(_points(read_settlements(sources, named["settlements"], msoas), msoas))
    return pd.concat(found).sort_values(["place_code", "msoa_code"])[COLUMNS].reset_index(drop=True)


def _places(outlines: gpd.GeoDataFrame, named: dict[str, str], kind: str) -> gpd.GeoDataFrame:
    """place_code, place_name, kind, geometry, without what has no name of its own."""
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


def renew_places(force: Force, sources: Path, data: Path, geodata: Path) -> str:
    """Makes this one table anew and describes it; returns the release of geodata.

    Needs no street file. Raises BadSource, TableBreaksContract.
    """
    geography = build_geography(force, sources)
    lsoas = read_lsoa_shapes(geography, sources)
    places = build_places(force, sources, geography, build_postcodes(force, sources, lsoas), lsoas)
    with only_writer(geodata):
        package = open_package(geodata)
        contract = read_contracts(geodata)["places"]
        plain = as_csv(places, contract)
        stored = compress(plain)
        about = describe_table(contract, plain, stored, read_sources(data))
        kept = [each for each in package.description["resources"] if each["name"] != about["name"]]
        # Tables come first, then shapes, each by name, as a whole build writes them.
        resources = sorted([*kept, about], key=lambda each: (each["format"] == "geojson", each["name"]))
        whole = with_resources(package.description, resources)
        put_in_place({geodata: {about["path"]: stored, "datapackage.json": as_bytes(whole)}})
    return str(whole["version"])
