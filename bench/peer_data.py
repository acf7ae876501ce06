"""Writes what the peer reads: a plain table of counts, the small areas, and their outlines in full detail."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pandas as pd

from bench.servers import ROOT

YEAR_MONTHS = 12


def sources_folder() -> Path | None:
    """The official files, where this machine holds them."""
    folder = Path(os.environ.get("PORTAL_TEST_SOURCES", ROOT.parent / "shared" / "sources"))
    return folder if folder.is_dir() else None


def write_peer_data(folder: Path) -> str:
    """Writes counts.csv, areas.csv and shapes.geojson; returns a remark that says which outlines these are."""
    data = ROOT / "data"
    areas = pd.read_csv(data / "areas.csv", keep_default_na=False)
    small = areas[(areas.level == "lsoa") & areas.geography.isin(["2021", "both"])]
    population = pd.read_csv(data / "population.csv")
    latest = population.sort_values("reference").groupby("lsoa_code").resident_count.last()
    small.assign(resident_count=small.area_code.map(latest))[
        ["area_code", "area_name", "resident_count"]
    ].to_csv(folder / "areas.csv", index=False)
    counts = pd.read_csv(data / "crime_counts.csv.gz")
    # By calendar year, as a year picker does; part-years are shown like any other.
    counts = counts.assign(period=counts.month.str[:4], area_code=counts.lsoa_code)
    table = counts.groupby(["period", "area_code", "crime_type"], as_index=False).recorded_count.sum()
    table.to_csv(folder / "counts.csv", index=False)
    outlines, remark = _outlines(areas[areas.level == "sector"].area_code.tolist())
    content = json.dumps({"type": "FeatureCollection", "features": outlines}, separators=(",", ":"))
    (folder / "shapes.geojson").write_text(content)
    return remark.format(size=len(content) / 1e6, areas=len(outlines))


def _outlines(districts: list[str]) -> tuple[list[dict], str]:
    sources = sources_folder()
    official = [sources / "boundaries" / "lsoa" / f"{code}.geojson" for code in districts] if sources else []
    if official and all(path.is_file() for path in official):
        features = [f for path in official for f in json.loads(path.read_text())["features"]]
        outlines = [
            {
                "type": "Feature",
                "id": f["properties"]["LSOA21CD"],
                "properties": {},
                "geometry": f["geometry"],
            }
            for f in features
        ]
        return (
            outlines,
            "The peer draws {areas} official small areas in full detail, {size:.1f} MB of GeoJSON.",
        )
    simplified = json.loads((ROOT / "geodata" / "shapes" / "lsoa.geojson").read_text())["features"]
    return simplified, (
        "The official outlines in full detail are not on this machine, so the peer draws the portal's own simplified "
        "ones ({areas} areas, {size:.1f} MB): the ratio is smaller than with the real thing."
    )
