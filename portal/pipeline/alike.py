"""What makes places alike: deprivation of each small area, and the statistical neighbours ONS names for each district."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pandas as pd

from portal.errors import BadSource
from portal.pipeline.geography import Geography
from portal.pipeline.official.lookups import read_lookup

MODELS = ("global", "economic", "demographic")


def build_deprivation(geography: Geography, sources: Path) -> pd.DataFrame:
    """The Index of Multiple Deprivation 2025 of each LSOA 2021, higher is more deprived: lsoa_code, imd_score.

    Small areas outside England have none and are left out.
    """
    scores = (
        read_lookup(sources, "deprivation/imd2025_england_lsoa21.csv.gz").set_index("lsoa21_code").IMD_score
    )
    codes = geography.lsoas.lsoa_code[geography.lsoas.vintage.isin(["both", "2021"])]
    found = scores.reindex(codes).replace("", None).dropna().astype(float)
    return pd.DataFrame({"lsoa_code": found.index, "imd_score": found.to_numpy()}).sort_values("lsoa_code")


def _gazetteer(sources: Path) -> dict[str, list[str]]:
    """Codes and names of every authority. Raises BadSource when it is not there."""
    path = sources / "lookups/els_areas-list.json.gz"
    if not path.exists():
        raise BadSource(
            f"{path}: this list is missing; --sources must hold the official files listed in docs/data.md"
        )
    listed: dict[str, list[str]] = json.loads(gzip.decompress(path.read_bytes()))
    return listed


def build_statistical_neighbours(geography: Geography, sources: Path) -> pd.DataFrame:
    """The authorities ONS puts nearest to each district, in three models, nearest first.

    sector_code, model, place (1 is nearest), neighbour_code, neighbour_name.
    """
    gazetteer = _gazetteer(sources)
    names = dict(zip(gazetteer["areacd"], gazetteer["areanm"], strict=True))
    rows = []
    for model in MODELS:
        listed = read_lookup(sources, f"lookups/ons_els_{model}-neighbours.csv").set_index("AREACD")
        for sector in sorted(set(geography.sectors.sector_code) & set(listed.index)):
            rows += [
                (sector, model, int(place), code, names.get(code, code))
                for place, code in listed.loc[sector].items()
                if code
            ]
    columns = ["sector_code", "model", "place", "neighbour_code", "neighbour_name"]
    return pd.DataFrame(rows, columns=columns)
