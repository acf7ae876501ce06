"""Files the browser may keep for ever: outlines, map pages and their scripts, each under a name made of its content."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from portal.domain.record.area import LEVEL_WORDS, MAP_LEVELS
from portal.figures.map_page import Label, map_page
from portal.figures.page_policy import content_policy
from portal.measures.population import area_residents
from portal.services.library.library import Library

TYPES = {
    ".geojson": "application/geo+json",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
}


@dataclass(frozen=True)
class ServedFile:
    """One immutable file: its bytes plain and gzipped, its type, and its content policy where it is a page."""

    plain: bytes
    packed: bytes
    media_type: str
    policy: str = ""


@dataclass(frozen=True)
class MapFiles:
    """by_path: every file by address. pages: the map page of each level. codes: its areas, in the order drawn."""

    by_path: dict[str, ServedFile]
    pages: dict[str, str]
    codes: dict[str, list[str]]


def build_map_files(
    shapes: Mapping[str, bytes],
    script: bytes,
    leaflet: Mapping[str, bytes],
    residents: Mapping[str, int],
    tiles: str,
) -> MapFiles:
    """Map pages for the given outlines (GeoJSON bytes by level), with our script and Leaflet's files by name.

    `residents` by town code says which towns are named first; there is no base map to read their names from.
    """
    script_path = "/assets/" + _named("areas", script, ".js")
    by_path = {script_path: _served(script, ".js")}
    leaflet_paths = {}
    for name, content in leaflet.items():
        stem, suffix = name.rsplit(".", 1)
        leaflet_paths[name] = "/assets/" + _named(stem, content, f".{suffix}")
        by_path[leaflet_paths[name]] = _served(content, f".{suffix}")
    labels = town_labels(json.loads(shapes.get("town", b'{"features": []}'))["features"], residents)
    pages, codes = {}, {}
    for level, geojson in shapes.items():
        outlines = json.loads(geojson)["features"]
        shapes_path = "/shapes/" + _named(level, geojson, ".geojson")
        by_path[shapes_path] = _served(geojson, ".geojson")
        title = f"Map of {LEVEL_WORDS[level][1]}"
        html = map_page(title, shapes_path, script_path, leaflet_paths, bounds_of(outlines), labels, tiles)
        pages[level] = "/maps/" + _named(level, html.encode(), ".html")
        by_path[pages[level]] = _served(html.encode(), ".html", content_policy(html, tiles))
        codes[level] = [outline["id"] for outline in outlines]
    return MapFiles(by_path, pages, codes)


def map_files_of(library: Library, tiles: str) -> MapFiles:
    """The map files of one release's outlines."""
    geodata = library.geodata
    shapes = {
        level: geodata.content(f"shapes-{level}") for level in MAP_LEVELS if geodata.has(f"shapes-{level}")
    }
    script = (files("portal.figures") / "assets" / "areas.js").read_bytes()
    # Leaflet comes in a wheel of its own, so none of its code is kept in this repository.
    folder = Path(str(files("js_lib_leaflet"))) / "static" / "js_lib_leaflet"
    leaflet = {name: (folder / name).read_bytes() for name in ("leaflet.js", "leaflet.css")}
    residents = area_residents(library.record, library.residents, "town", "common", "census-2021")
    return build_map_files(shapes, script, leaflet, residents.to_dict(), tiles)


def bounds_of(outlines: list[dict[str, Any]]) -> tuple[tuple[float, float], tuple[float, float]]:
    """South-west and north-east corners of all outlines, as (latitude, longitude)."""
    points = [point for outline in outlines for ring in _outer_rings(outline["geometry"]) for point in ring]
    longitudes, latitudes = zip(*((point[0], point[1]) for point in points), strict=True)
    return (min(latitudes), min(longitudes)), (max(latitudes), max(longitudes))


def town_labels(towns: list[dict[str, Any]], residents: Mapping[str, int]) -> list[Label]:
    """Each town's name at the middle of its largest part; larger towns appear at lower zooms."""
    labels = []
    for town in towns:
        ring = max(_outer_rings(town["geometry"]), key=len)
        (south, west), (north, east) = bounds_of([{"geometry": {"type": "Polygon", "coordinates": [ring]}}])
        people = residents.get(town["id"], 0)
        zoom = 7.0 if people > 60_000 else 8.75 if people > 18_000 else 9.75
        labels.append(
            (town["properties"]["name"], round((south + north) / 2, 4), round((west + east) / 2, 4), zoom)
        )
    return labels


def _outer_rings(geometry: dict[str, Any]) -> list[Any]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [polygon[0] for polygon in polygons]


def _served(content: bytes, suffix: str, policy: str = "") -> ServedFile:
    return ServedFile(content, gzip.compress(content, compresslevel=9, mtime=0), TYPES[suffix], policy)


def _named(stem: str, content: bytes, suffix: str) -> str:
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{suffix}"
