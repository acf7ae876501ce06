"""Outlines with the figures of each area, as GeoJSON or a GeoPackage, from rows and shapes that are given.

The only geometry outside the pipeline: areas that older codes do not tell apart are joined into the one that was counted.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WGS84 = "EPSG:4326"
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
    """One layer in WGS84, `about` its description."""
    import geopandas
    import pyogrio

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _NO_DATE})
    frame = geopandas.GeoDataFrame(rows, geometry=[shapes.get(code) for code in rows.area_code], crs=WGS84)
    packed = io.BytesIO()
    pyogrio.write_dataframe(
        frame, packed, layer=layer, driver="GPKG", promote_to_multi=True, use_arrow=True,
        layer_options={"DESCRIPTION": about},
    )  # fmt: skip
    return packed.getvalue()
