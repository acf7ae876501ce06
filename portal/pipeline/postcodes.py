"""Postcodes placed in their LSOA by grid reference, and towns built from whole MSOAs with postcodes as weights."""

from __future__ import annotations

import re
from pathlib import Path

import geopandas as gpd
import pandas as pd

from portal.pipeline.forces import Force
from portal.pipeline.geography import Geography, sectors_of
from portal.pipeline.official.lookups import read_lookup

BRITISH_GRID = 27700
# What the postcode directory is listed as among the official tables.
POSTCODES = "lookups/ONSPD.csv"
# A town takes an MSOA when at least half of its live postcodes lie inside the built-up outline.
TOWN_SHARE = 0.5


def build_postcodes(force: Force, sources: Path, lsoa_shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Every postcode with its LSOA 2021: postcode, lsoa_code, is_live, geometry (British grid, metres).

    Empty when the force has no postcode source. A point outside every outline (the outlines are clipped to the coast
    and generalised) goes to the nearest one.
    """
    if not force.postcodes:
        return gpd.GeoDataFrame(
            {"postcode": [], "lsoa_code": [], "is_live": []}, geometry=[], crs=BRITISH_GRID
        )
    grid, is_live = _listed(force, sources)
    points = gpd.GeoDataFrame(
        {"postcode": grid.pcds, "is_live": is_live},
        geometry=gpd.points_from_xy(grid.oseast1m.astype(float), grid.osnrth1m.astype(float)),
        crs=BRITISH_GRID,
    )
    shapes = lsoa_shapes[["lsoa_code", "geometry"]].to_crs(BRITISH_GRID)
    inside = gpd.sjoin(points, shapes, predicate="within").drop_duplicates("postcode")
    outside = points[~points.postcode.isin(inside.postcode)]
    nearest = gpd.sjoin_nearest(outside, shapes).drop_duplicates("postcode")
    return (
        pd.concat([inside, nearest])
        .drop(columns="index_right")
        .sort_values("postcode")
        .reset_index(drop=True)
    )


def _listed(force: Force, sources: Path) -> tuple[pd.DataFrame, pd.Series]:
    """The force's postcodes with their grid reference, and which are live.

    From the directory as it is published, which says of each postcode when it ended and in which local authority it lies; or
    from one force's part of it beside a lookup of live ones. Raises BadSource.
    """
    named = force.postcodes
    if "live" in named:
        grid, live = read_lookup(sources, named["grid"]), read_lookup(sources, named["live"])
        return grid, grid.pcds.isin(live.pcds[live.doterm == ""])
    whole = read_lookup(sources, named["grid"], like=POSTCODES, only=True)
    own = whole.laua.isin(sectors_of(force, sources).sector_code) & (whole.oseast1m != "")
    grid = whole[own].drop_duplicates("pcds").reset_index(drop=True)
    return grid, grid.doterm == ""


def build_towns(
    force: Force, sources: Path, geography: Geography, postcodes: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Which MSOA belongs to which town: town_code, town_name, common_msoa_code, postcode_share (0 to 1).

    A town is made of whole MSOAs, so that it can be counted from LSOA codes alone. It is therefore wider than the
    built-up outline where an MSOA reaches into the countryside.
    """
    columns = ["town_code", "town_name", "common_msoa_code", "postcode_share"]
    if not force.towns or postcodes.empty:
        return pd.DataFrame(columns=columns)
    outlines = gpd.read_file(sources / force.towns["outlines"]).to_crs(BRITISH_GRID)
    outlines["town_name"] = outlines[force.towns["name"]].map(_town_name)
    live = postcodes[postcodes.is_live].merge(
        geography.lsoas[["lsoa_code", "common_msoa_code"]], on="lsoa_code"
    )
    inside = gpd.sjoin(live, outlines[["town_name", "geometry"]], predicate="within").drop_duplicates(
        "postcode"
    )
    shares = (
        inside.groupby(["common_msoa_code", "town_name"]).size() / live.groupby("common_msoa_code").size()
    )
    shares = shares.rename("postcode_share").reset_index()
    towns = shares[shares.postcode_share >= TOWN_SHARE].copy()
    towns["town_code"] = "town:" + towns.town_name.str.lower().str.replace(r"[^a-z]+", "-", regex=True)
    return towns.sort_values(["town_code", "common_msoa_code"])[columns].reset_index(drop=True)


def _town_name(outline_name: str) -> str:
    return re.sub(r" \(.*?\)| BUA(SD)?$", "", outline_name).strip()
