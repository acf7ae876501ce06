"""Named settlements: a table of one force's, or GeoNames' file of a whole country as it is published."""

from __future__ import annotations

import csv
from pathlib import Path

import geopandas as gpd
import pandas as pd

from portal.errors import BadSource
from portal.pipeline.official.lookups import read_lookup

COLUMNS = ["geonameid", "name", "lat", "lon", "population_geonames"]
# https://download.geonames.org/export/dump/readme.txt: no heading, tabs between, and these among nineteen fields.
_FIELDS = {0: "geonameid", 1: "name", 4: "lat", 5: "lon", 6: "feature_class", 14: "population_geonames"}
_FIELD_COUNT = 19
_POPULATED_PLACE = "P"
# A smaller place is no help on a map and seldom has its number of people.
_PEOPLE = 500
# A point on the quay lies outside outlines that are clipped to the coast.
_SHORE = 1_000
_GRID = 27700


def read_settlements(sources: Path, name: str, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """COLUMNS as text; of a whole country's file those of `_PEOPLE` or more inside `areas` or by their shore.

    Raises BadSource when the file is not there or is not what GeoNames publishes.
    """
    if not name.endswith(".txt"):
        return read_lookup(sources, name)[COLUMNS]
    path = sources / name
    if not path.exists():
        raise BadSource(
            f"{path}: this file is missing; it is published at https://download.geonames.org/export/dump/"
        )
    rows = pd.read_csv(path, sep="\t", header=None, dtype=str, keep_default_na=False, quoting=csv.QUOTE_NONE)
    if len(rows.columns) != _FIELD_COUNT:
        raise BadSource(
            f"{path}: a row has {len(rows.columns)} fields and GeoNames' file has {_FIELD_COUNT}; take GB.txt out of GB.zip as it is"
        )
    rows = rows.rename(columns=_FIELDS)
    rows = rows[(rows.feature_class == _POPULATED_PLACE) & (rows.population_geonames.astype(int) >= _PEOPLE)]
    points = gpd.GeoSeries.from_xy(rows.lon.astype(float), rows.lat.astype(float), crs=4326).to_crs(_GRID)
    near = areas.to_crs(_GRID).union_all().buffer(_SHORE)
    return rows[points.within(near).to_numpy()][COLUMNS].reset_index(drop=True)
