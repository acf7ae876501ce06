"""A second force beside the committed one, on invented ground under a real force's name. For a conftest to import."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import invented
from invented_force import FORCE, new_home, write_month, write_sources

from portal.pipeline.build import build

SLUG, SECTOR, OTHER_SECTOR = FORCE.slug, "E07999001", "E07999002"
NAME, POSTCODE = "Dorset", "ZZ1 1AA"


def build_beside(repo: Path, folder: Path) -> Path:
    """The folder of forces, with that one force made and built in it; its postcodes come from a small invented file."""
    sources = write_sources(folder / "sources")
    street = folder / "street"
    for month in ("2025-01", "2025-02"):
        write_month(street, month, invented.CODES_2021)
    home = folder / "forces" / SLUG
    configuration = new_home(repo, sources, home)
    _name_postcodes(sources, configuration)
    build([street], sources, home / "data", home / "geodata", str(configuration))
    return folder / "forces"


def beside(forces: Path) -> dict[str, str]:
    """What a process is told that serves it beside the committed force."""
    return {"PORTAL_FORCES": SLUG, "PORTAL_FORCES_DIR": str(forces)}


def _name_postcodes(sources: Path, configuration: Path) -> None:
    """A directory in its official layout, of one postcode."""
    spot = gpd.GeoSeries.from_xy([-8.875], [49.025], crs=4326).to_crs(27700)[0]
    (sources / "lookups" / "ONSPD_MAY_2025_UK.csv").write_text(
        "pcd,pcds,dointr,doterm,lad25cd,east1m,north1m\n"
        f"ZZ1 1AA,{POSTCODE},200001,,{invented.UPPER},{round(spot.x)},{round(spot.y)}\n"
    )
    with configuration.open("a", encoding="utf-8") as told:
        told.write('[postcodes]\ngrid = "lookups/ONSPD_MAY_2025_UK.csv"\nas_of = "May 2025"\n')
