"""Wards and parishes as sets of small areas (LSOA): which are counted as one, and which one a smaller place is part of.

Official statistics say which ward a small area counts as. Nobody says it of parishes, so live postcodes decide.
"""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd

from portal.pipeline.forces import Force
from portal.pipeline.geography import Geography
from portal.pipeline.named.named_places import named_outlines
from portal.pipeline.official.lookups import read_lookup

WARDS = "lookups/lsoa21_wd24_lad24_ew.csv.gz"
COLUMNS = [
    "place_code", "place_name", "kind", "lsoa_code", "relation", "shared_postcodes", "place_postcodes",
    "lsoa_postcodes",
]  # fmt: skip
# A small area counts as the parish that has more than half of its postcodes, and a set of them as a parish where
# three quarters of the postcodes of each are the other's.
_MOST, _FIT = 0.5, 0.75
# Below this share of a place's postcodes a small area only touches its simplified outline.
_TOUCHES = 0.1


def build_best_fits(
    force: Force, sources: Path, geography: Geography, postcodes: gpd.GeoDataFrame
) -> pd.DataFrame:
    """One row a place and a small area: COLUMNS, numbers of live postcodes. Empty where no outlines are named.

    `relation` is 'counted' for the small areas that are summed up as the place, and 'part_of' for those that hold a
    place which no set of them fits. Raises BadSource.
    """
    found = [pd.DataFrame(columns=COLUMNS)]
    live = postcodes[postcodes.is_live.astype(bool)][["lsoa_code", "geometry"]].reset_index(drop=True)
    if "wards" in force.places:
        shared = _shared(named_outlines(force, sources, geography, "ward"), live)
        found.append(_wards(read_lookup(sources, WARDS), shared, live, geography))
    if "parishes" in force.places:
        shared = _shared(named_outlines(force, sources, geography, "parish"), live)
        found.append(_parishes(_of_one_sector(shared, geography), live))
    rows = pd.concat(found)
    return rows.sort_values(["place_code", "lsoa_code"])[COLUMNS].reset_index(drop=True)


def _shared(outlines: gpd.GeoDataFrame, live: gpd.GeoDataFrame) -> pd.DataFrame:
    """place_code, place_name, kind, lsoa_code, shared_postcodes: where live postcodes of a place lie."""
    inside = gpd.sjoin(live, outlines, predicate="within")
    # Simplified outlines overlap by a few metres; a postcode counts once.
    inside = inside[~inside.index.duplicated()]
    keys = ["place_code", "place_name", "kind", "lsoa_code"]
    return inside.groupby(keys).size().rename("shared_postcodes").reset_index()


def _of_one_sector(shared: pd.DataFrame, geography: Geography) -> pd.DataFrame:
    """A parish lies in one local authority; what a simplified outline takes of the next one is dropped."""
    sector_of = dict(zip(geography.lsoas.lsoa_code, geography.lsoas.sector_code, strict=True))
    shared = shared.assign(sector_code=shared.lsoa_code.map(sector_of))
    summed = shared.groupby(["place_code", "sector_code"]).shared_postcodes.sum().reset_index()
    own = summed.sort_values("shared_postcodes").drop_duplicates("place_code", keep="last")
    return shared.merge(own[["place_code", "sector_code"]], on=["place_code", "sector_code"])


def _with_totals(shared: pd.DataFrame, live: gpd.GeoDataFrame) -> pd.DataFrame:
    totals = shared.groupby("place_code").shared_postcodes.sum()
    return shared.assign(
        place_postcodes=shared.place_code.map(totals),
        lsoa_postcodes=shared.lsoa_code.map(live.groupby("lsoa_code").size()),
    )


def _holding(shared: pd.DataFrame) -> pd.DataFrame:
    """The small areas that hold a place too small or too scattered for a set of its own."""
    share = shared.shared_postcodes / shared.place_postcodes
    largest = share.groupby(shared.place_code).transform("max")
    return shared[(share >= _TOUCHES) | (share == largest)].assign(relation="part_of")


def _wards(
    lookup: pd.DataFrame, shared: pd.DataFrame, live: gpd.GeoDataFrame, geography: Geography
) -> pd.DataFrame:
    """Every small area counts as one ward. A ward drawn since has the same name and no row of its own."""
    own = lookup[lookup.lsoa21_code.isin(geography.lsoas.lsoa_code[geography.lsoas.vintage != "2011"])]
    counted = own.rename(
        columns={"lsoa21_code": "lsoa_code", "ward24_code": "place_code", "ward24_name": "place_name"}
    )
    counted = counted[["place_code", "place_name", "lsoa_code"]].assign(kind="ward", relation="counted")
    counted["place_name"] = counted.place_name.str.replace("St. ", "St ", regex=False).str.strip()
    shared = _with_totals(shared, live)
    known = shared.drop(columns=["place_name", "kind", "lsoa_postcodes", "place_postcodes"])
    counted = counted.merge(known, on=["place_code", "lsoa_code"], how="left")
    totals = shared.drop_duplicates("place_code").set_index("place_code").place_postcodes
    counted["place_postcodes"] = counted.place_code.map(totals).astype("Int64")
    # A ward whose outline has changed since shares no postcode that could be counted; one that is held may share none.
    none_shared = counted.shared_postcodes.isna() & counted.place_postcodes.notna()
    counted["shared_postcodes"] = counted.shared_postcodes.astype("Int64").mask(none_shared, 0)
    counted["lsoa_postcodes"] = counted.lsoa_code.map(live.groupby("lsoa_code").size()).astype("Int64")
    is_new = ~shared.place_code.isin(counted.place_code) & ~shared.place_name.isin(counted.place_name)
    return pd.concat([counted, _holding(shared[is_new])])


def _parishes(shared: pd.DataFrame, live: gpd.GeoDataFrame) -> pd.DataFrame:
    shared = _with_totals(shared, live)
    members = shared[shared.shared_postcodes > _MOST * shared.lsoa_postcodes]
    sums = members.groupby("place_code")[["shared_postcodes", "lsoa_postcodes"]].sum()
    places = members.drop_duplicates("place_code").set_index("place_code").place_postcodes
    fits = (sums.shared_postcodes >= _FIT * places) & (sums.shared_postcodes >= _FIT * sums.lsoa_postcodes)
    fitting = set(fits.index[fits])
    return pd.concat(
        [
            members[members.place_code.isin(fitting)].assign(relation="counted"),
            _holding(shared[~shared.place_code.isin(fitting)]),
        ]
    )
