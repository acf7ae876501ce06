"""Each parish, ward and settlement by name, held against official outlines: what is shown or offered lies there."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from portal.services.library.library import Library, open_library
from portal.services.search.places import find_place
from portal.settings import Settings

GRID = 27700
# The shapes drawn are simplified, and a quay lies off a coast that is clipped: so far a point may lie outside, in metres.
NEAR = 300


@pytest.fixture(scope="module")
def library() -> Library:
    settings = Settings.from_environment()
    return open_library(settings.data_dir, settings.geodata_dir)


@pytest.fixture(scope="module")
def drawn(library: Library) -> gpd.GeoSeries:
    """The outline of every area by its code, in metres; of a ward or parish that of its small areas."""
    shapes = [
        gpd.read_file(Path(str(library.geodata.folder)) / "shapes" / f"{level}.geojson").set_crs(
            4326, allow_override=True
        )
        for level in ("sector", "town", "msoa", "lsoa")
    ]
    whole = pd.concat(shapes).to_crs(GRID)
    found = gpd.GeoSeries(whole.geometry.to_numpy(), index=whole["id"], crs=GRID)
    sums = {code: found[list(parts)].union_all() for code, parts in library.members.items()}
    return pd.concat([found, gpd.GeoSeries(sums, crs=GRID)])


def shown_or_offered(library: Library, typed: str) -> list[str]:
    found = find_place(library, typed)
    areas = [found.area] if found.area else list(found.others)
    return [area.code for area in areas if area]


@pytest.mark.parametrize("around", ["{}", "{}, Devon"])
def test_every_parish_leads_to_ground_it_covers_or_asks(
    sources: Path, library: Library, drawn: gpd.GeoSeries, around: str
) -> None:
    parishes = gpd.read_file(
        sources / "boundaries/parish/parish_devon_and_cornwall_simplified.geojson"
    ).to_crs(GRID)
    parishes = parishes[parishes.PARNM.notna()]
    parishes["geometry"] = parishes.geometry.make_valid()
    assert parishes.PARNM.nunique() == 594
    elsewhere = []
    for name, outlines in parishes.groupby("PARNM"):
        codes = shown_or_offered(library, around.format(name))
        covered = [
            drawn[codes].intersection(outline).area.sum() / outline.area for outline in outlines.geometry
        ]
        # Of two parishes of one name, each is to be offered; a parish with its people in one corner is shown there.
        if not codes or min(covered) < 0.1:
            elsewhere.append((name, codes, [round(share, 2) for share in covered]))
    assert elsewhere == []


@pytest.mark.parametrize("around", ["{}", "{} Cornwall"])
def test_every_settlement_leads_to_ground_its_point_is_on_or_asks(
    sources: Path, library: Library, drawn: gpd.GeoSeries, around: str
) -> None:
    rows = pd.read_csv(sources / "lookups/places_geonames_devon_cornwall.csv")
    points = gpd.GeoSeries(gpd.points_from_xy(rows.lon, rows.lat), crs=4326).to_crs(GRID)
    assert len(rows) == 246
    elsewhere = [
        (name, codes)
        for name, point in zip(rows.name, points, strict=True)
        if not (codes := shown_or_offered(library, around.format(name)))
        or drawn[codes].distance(point).min() > NEAR
    ]
    assert elsewhere == []
