"""Which small area belongs to what: census codes of both vintages, the units they share, sectors and MSOAs.

LSOA codes changed between the 2011 and 2021 censuses. Codes are joined by code alone, never by name: some kept their
code and changed name and MSOA. A *common* unit is a connected set of old and new codes; it is the smallest thing both
vintages add up to, so it alone can be compared across the change.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from portal.errors import BadSource
from portal.pipeline.forces import Force
from portal.pipeline.official.lookups import read_lookup


def read_outlines(sources: Path, level: str, sector_code: str) -> bytes:
    """The official outlines of one local authority's small areas, as GeoJSON. Raises BadSource when they are not there."""
    plain = sources / "boundaries" / level / f"{sector_code}.geojson"
    packed = sources / "boundaries_ew" / level / f"{sector_code}.geojson.gz"
    if plain.exists():
        return plain.read_bytes()
    if packed.exists():
        return gzip.decompress(packed.read_bytes())
    raise BadSource(f"{plain}: the outlines of this local authority are missing; --sources must hold them")


LAD_TO_FORCE = "lookups/lad24_csp24_pfa24_ew.csv"
LSOAS = "lookups/lsoa11_lsoa21_lad22_ew.csv.gz"
LSOA_TO_LAD = "lookups/lsoa21_wd24_lad24_ew.csv.gz"


@dataclass(frozen=True)
class Geography:
    """lsoas: lsoa_code, vintage (2011|2021|both), lsoa_name, common_code, msoa_code ('' if the code spans two),
    common_msoa_code, sector_code. sectors: sector_code, sector_name. msoas: msoa_code, msoa_official_name, msoa_name,
    common_msoa_code."""

    lsoas: pd.DataFrame
    sectors: pd.DataFrame
    msoas: pd.DataFrame


def sectors_of(force: Force, sources: Path) -> pd.DataFrame:
    """The local authorities of the force area, each once: sector_code, sector_name. Raises BadSource."""
    lads = read_lookup(sources, LAD_TO_FORCE)
    lads = lads[lads.pfa24_code == force.pfa_code].sort_values("ltla24_code")
    if lads.empty:
        raise BadSource(
            f"lad24_csp24_pfa24_ew.csv: no local authority has the police force area code {force.pfa_code}"
        )
    lads = lads.rename(columns={"ltla24_code": "sector_code", "ltla24_name": "sector_name"})
    # A district with several community safety partnerships has a row for each.
    return lads[["sector_code", "sector_name"]].drop_duplicates("sector_code").reset_index(drop=True)


def links_of_today(sources: Path) -> pd.DataFrame:
    """The lookup of 2011 to 2021 codes with the local authority of 2024 as `sector_code`. Raises BadSource.

    The lookup names authorities of 2022. Those that have been replaced since are found by the small area's 2024 ward. One
    that still stands keeps what the census gave it: a small area may lie mostly in the next authority's ward.
    """
    links = read_lookup(sources, LSOAS)
    today = set(read_lookup(sources, LAD_TO_FORCE).ltla24_code)
    stands = links.ltla22_code.isin(today)
    if stands.all():
        return links.assign(sector_code=links.ltla22_code)
    wards = read_lookup(sources, LSOA_TO_LAD)
    of_ward = links.lsoa21_code.map(dict(zip(wards.lsoa21_code, wards.ltla24_code, strict=True)))
    return links.assign(sector_code=links.ltla22_code.where(stands, of_ward))


def components(left: Iterable[str], right: Iterable[str]) -> pd.Series:
    """Connected sets of the graph whose edges join left[i] and right[i]; index = node, value = set number."""
    edges = pd.DataFrame({"left": list(left), "right": list(right)})
    nodes = pd.Index(sorted(set(edges.left) | set(edges.right)))
    rows, columns = nodes.get_indexer(edges.left), nodes.get_indexer(edges.right)
    graph = coo_array(([1] * len(edges), (rows, columns)), shape=(len(nodes), len(nodes)))
    return pd.Series(connected_components(graph, directed=False)[1], index=nodes)


def build_geography(force: Force, sources: Path) -> Geography:
    """Every LSOA of either vintage in the force area with what it belongs to. Raises BadSource."""
    sectors = sectors_of(force, sources)
    links = links_of_today(sources)
    links = links[links.sector_code.isin(sectors.sector_code)].reset_index(drop=True)
    msoas = _msoas(sectors, sources)
    code_of = dict(zip(msoas.msoa_official_name, msoas.msoa_code, strict=True))
    # An LSOA 2021 is named after its MSOA plus one letter, so the name gives the MSOA of this vintage.
    links["msoa_code"] = links.lsoa21_name.str[:-1].map(code_of)
    if links.msoa_code.isna().any():
        name = links.lsoa21_name[links.msoa_code.isna()].iloc[0]
        raise BadSource(f"lsoa11_lsoa21_lad22_ew.csv.gz: {name} belongs to no MSOA 2021 in boundaries/msoa")
    links["common_code"] = _common_codes(links)
    msoas["common_msoa_code"] = _common_msoas(links, msoas)
    return Geography(_lsoas(links, msoas), sectors, msoas)


def _msoas(sectors: pd.DataFrame, sources: Path) -> pd.DataFrame:
    rows = []
    for sector_code in sectors.sector_code:
        shapes = json.loads(read_outlines(sources, "msoa", sector_code))
        rows += [
            (f["properties"]["MSOA21CD"], f["properties"]["MSOA21NM"], sector_code)
            for f in shapes["features"]
        ]
    msoas = pd.DataFrame(rows, columns=["msoa_code", "msoa_official_name", "sector_code"]).sort_values(
        "msoa_code"
    )
    names = read_lookup(sources, "lookups/msoa_la.csv.gz").set_index("MSOACD").MSOAHCLNM
    msoas["msoa_name"] = msoas.msoa_code.map(names)
    return msoas.reset_index(drop=True)


def _common_codes(links: pd.DataFrame) -> pd.Series:
    """One code per connected set: the 2011 code of a split, the 2021 code of a merger, both ends joined otherwise."""
    old, new = "2011:" + links.lsoa11_code, "2021:" + links.lsoa21_code
    group = old.map(components(old, new))
    olds = links.lsoa11_code.groupby(group).agg(lambda codes: "+".join(sorted(set(codes))))
    news = links.lsoa21_code.groupby(group).agg(lambda codes: "+".join(sorted(set(codes))))
    return group.map(olds.where(~olds.str.contains("+", regex=False), news))


def _common_msoas(links: pd.DataFrame, msoas: pd.DataFrame) -> pd.Series:
    """MSOAs that share a common LSOA unit can only be told apart on 2021 codes; together they are one common MSOA."""
    group = components("unit:" + links.common_code, links.msoa_code)
    joined = msoas.msoa_code.groupby(msoas.msoa_code.map(group)).transform(
        lambda codes: "+".join(sorted(codes))
    )
    return joined


def _lsoas(links: pd.DataFrame, msoas: pd.DataFrame) -> pd.DataFrame:
    common_msoa = dict(zip(msoas.msoa_code, msoas.common_msoa_code, strict=True))
    links = links.assign(common_msoa_code=links.msoa_code.map(common_msoa))
    kept = ["common_code", "msoa_code", "common_msoa_code", "sector_code"]
    new = links.rename(columns={"lsoa21_code": "lsoa_code", "lsoa21_name": "lsoa_name"})
    old = links.rename(columns={"lsoa11_code": "lsoa_code", "lsoa11_name": "lsoa_name"})
    new = new[["lsoa_code", "lsoa_name", *kept]].drop_duplicates("lsoa_code")
    # An old code whose children lie in two MSOAs belongs to neither; only to the two together.
    spans = old.groupby("lsoa_code").msoa_code.nunique()
    old = old[["lsoa_code", "lsoa_name", *kept]].drop_duplicates("lsoa_code")
    old.loc[old.lsoa_code.map(spans) > 1, "msoa_code"] = ""
    in_both = set(new.lsoa_code) & set(old.lsoa_code)
    new["vintage"] = new.lsoa_code.map(lambda code: "both" if code in in_both else "2021")
    old = old[~old.lsoa_code.isin(in_both)].assign(vintage="2011")
    lsoas = pd.concat([new, old]).sort_values("lsoa_code")
    order = [
        "lsoa_code",
        "vintage",
        "lsoa_name",
        "common_code",
        "msoa_code",
        "common_msoa_code",
        "sector_code",
    ]
    return lsoas[order].reset_index(drop=True)
