"""Outlines with the figures of each area, as GeoJSON or a GeoPackage, from rows and shapes that are given.

The only geometry outside the pipeline: areas that older codes do not tell apart are joined into the one that was counted.
"""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from fudgeo.geometry import MultiPolygon
    from shapely.geometry.base import BaseGeometry

WGS84 = 4326
_COLUMN_TYPES = {"i": "INTEGER", "f": "REAL", "b": "BOOLEAN"}
# A GeoPackage says when it was last changed; a fixed day keeps two copies of one release the same.
_NO_DATE = "1980-01-01T00:00:00Z"


def outlines_of(outlines: bytes, counted_as: dict[str, str]) -> dict[str, BaseGeometry]:
    """One outline for each counted area, from the outlines of the areas drawn."""
    # Imported when first needed: few readers take shapes home, and the libraries are large.
    from shapely import union_all
    from shapely.geometry import shape

    parts: dict[str, list[Any]] = {}
    for feature in json.loads(outlines)["features"]:
        if feature["id"] in counted_as:
            parts.setdefault(counted_as[feature["id"]], []).append(shape(feature["geometry"]))
    return {code: found[0] if len(found) == 1 else union_all(found) for code, found in parts.items()}


def as_geojson(rows: pd.DataFrame, shapes: dict[str, BaseGeometry], about: dict[str, Any]) -> bytes:
    """A feature for each row, its id the area's code; a value that is not known is null. `about` says what it is."""
    records = rows.astype(object).where(rows.notna(), None).to_dict("records")
    features = [
        {
            "type": "Feature",
            "id": row["area_code"],
            "properties": row,
            "geometry": shapes[row["area_code"]].__geo_interface__ if row["area_code"] in shapes else None,
        }
        for row in records
    ]
    content = {"type": "FeatureCollection", **about, "features": features}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def as_geopackage(rows: pd.DataFrame, shapes: dict[str, BaseGeometry], layer: str, about: str) -> bytes:
    """One layer in WGS84, `about` its description; the same bytes for the same rows."""
    from fudgeo import Field, MemoryGeoPackage
    from fudgeo.context import ExecuteMany
    from fudgeo.enumeration import GPKGFlavors

    with closing(MemoryGeoPackage.create(flavor=GPKGFlavors.epsg).connection) as database:
        package = MemoryGeoPackage()
        package.connection = database
        fields = [Field(name, _COLUMN_TYPES.get(kind.kind, "TEXT")) for name, kind in rows.dtypes.items()]
        made = package.create_feature_class(
            layer, package.spatial_references[WGS84], "MULTIPOLYGON", fields=fields, description=about,
            geom_name="geom", pk_name="fid",
        )  # fmt: skip
        columns = ", ".join(f'"{name}"' for name in ("geom", *rows.columns))
        insert = f"INSERT INTO {made.escaped_name} ({columns}) VALUES ({', '.join('?' * (len(fields) + 1))})"
        cells = rows.astype(object).where(rows.notna(), None).itertuples(index=False)
        with ExecuteMany(connection=database, table=made) as executor:
            executor(insert, [(_outline(shapes.get(row.area_code)), *row) for row in cells])
        database.execute("UPDATE gpkg_contents SET last_change = ?", (_NO_DATE,))
        database.commit()
        return bytes(database.serialize())


def _outline(drawn: BaseGeometry | None) -> MultiPolygon | None:
    """An outline as the package's library writes it: always of several parts, so that a layer is of one kind."""
    from fudgeo.geometry import MultiPolygon
    from shapely import get_coordinates

    if drawn is None:
        return None
    parts = getattr(drawn, "geoms", [drawn])
    rings = [[get_coordinates(ring) for ring in (part.exterior, *part.interiors)] for part in parts]
    return MultiPolygon(rings, WGS84)
