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

from portal.domain.at_hand import rooted
from portal.domain.record.area import LEVEL_WORDS, MAP_LEVELS
from portal.figures.column_map import middle
from portal.figures.land_outline import AROUND, land_svg
from portal.figures.map_page import Layers, map_page
from portal.figures.page_policy import content_policy
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
    """by_path: every file by address from the root of its force. pages: the map page of each level, as a link.

    codes: its areas, in the order drawn. needed: links to what a map page loads.
    """

    by_path: dict[str, ServedFile]
    pages: dict[str, str]
    codes: dict[str, list[str]]
    needed: dict[str, tuple[str, ...]]


def build_map_files(
    shapes: Mapping[str, bytes],
    around: bytes,
    scripts: Mapping[str, bytes],
    leaflet: Mapping[str, bytes],
    sector_of: Mapping[str, str],
    tiles: str,
) -> MapFiles:
    """Map pages for the given outlines (GeoJSON bytes by level), with our scripts and Leaflet's files by name.

    `around`: GeoJSON of what lies around and beneath the areas, empty where none is held. `sector_of`: the sector's code
    of every area drawn.
    """
    by_path: dict[str, ServedFile] = {}

    def keep(folder: str, name: str, content: bytes) -> str:
        stem, suffix = name.rsplit(".", 1)
        path = f"/{folder}/" + _named(stem, content, f".{suffix}")
        by_path[path] = _served(content, f".{suffix}")
        return rooted(path)

    ours = [keep("assets", name, content) for name, content in scripts.items()]
    theirs = {name: keep("assets", name, content) for name, content in leaflet.items()}
    paths = {level: keep("shapes", f"{level}.geojson", geojson) for level, geojson in shapes.items()}
    around_path = keep("shapes", "surroundings.geojson", around) if around else ""
    features = {level: json.loads(geojson)["features"] for level, geojson in shapes.items()}
    outline = land_svg(features.get("sector", []))
    pages = {}
    for level, outlines in features.items():
        layers = _layers(level, outlines, paths, around_path, features.get("sector", []), sector_of)
        title = f"Map of {LEVEL_WORDS[level][1]}"
        html = map_page(title, layers, ours, theirs, bounds_of(outlines), outline, tiles)
        path = "/maps/" + _named(level, html.encode(), ".html")
        by_path[path] = _served(html.encode(), ".html", content_policy(html, tiles))
        pages[level] = rooted(path)
    every = [*theirs.values(), *ours, *filter(None, [around_path])]
    return MapFiles(by_path, pages, _ids(features), {at: (*every, paths[at]) for at in pages})


def _ids(features: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[str]]:
    return {level: [each["id"] for each in outlines] for level, outlines in features.items()}


def _layers(level: str, outlines: list[dict[str, Any]], paths: Mapping[str, str], around: str,
            sectors: list[dict[str, Any]], sector_of: Mapping[str, str]) -> Layers:  # fmt: skip
    names = [(each["properties"]["name"], _middle(each), each["id"]) for each in sectors]
    # Towns leave most of the land bare; every other level covers it.
    land = paths.get("sector", "") if level == "town" else ""
    of = [sector_of.get(each["id"], "") for each in outlines]
    numbers = {code: at for at, code in enumerate(sorted(set(of)))}
    groups = [numbers[code] for code in of] if level not in ("sector", "town") else []
    return Layers(paths[level], around, land, names, groups)


def map_files_of(library: Library, tiles: str) -> MapFiles:
    """The map files of one release's outlines."""
    geodata = library.geodata
    shapes = {
        level: geodata.content(f"shapes-{level}") for level in MAP_LEVELS if geodata.has(f"shapes-{level}")
    }
    around = geodata.content(AROUND) if geodata.has(AROUND) else b""
    assets = files("portal.figures") / "assets"
    scripts = {name: (assets / name).read_bytes() for name in ("areas.js", "around.js")}
    # Leaflet comes in a wheel of its own, so none of its code is kept in this repository.
    folder = Path(str(files("js_lib_leaflet"))) / "static" / "js_lib_leaflet"
    leaflet = {name: (folder / name).read_bytes() for name in ("leaflet.js", "leaflet.css")}
    sector_of = {
        code: sector.code
        for code, area in library.areas.items()
        if area.level in MAP_LEVELS and (sector := library.sector_of(area))
    }
    return build_map_files(shapes, around, scripts, leaflet, sector_of, tiles)


def _middle(outline: Mapping[str, Any]) -> tuple[float, float]:
    longitude, latitude = middle(outline["geometry"])
    return round(latitude, 4), round(longitude, 4)


def bounds_of(outlines: list[dict[str, Any]]) -> tuple[tuple[float, float], tuple[float, float]]:
    """South-west and north-east corners of all outlines, as (latitude, longitude)."""
    points = [point for outline in outlines for ring in _outer_rings(outline["geometry"]) for point in ring]
    longitudes, latitudes = zip(*((point[0], point[1]) for point in points), strict=True)
    return (min(latitudes), min(longitudes)), (max(latitudes), max(longitudes))


def _outer_rings(geometry: dict[str, Any]) -> list[Any]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [polygon[0] for polygon in polygons]


def _served(content: bytes, suffix: str, policy: str = "") -> ServedFile:
    return ServedFile(content, gzip.compress(content, compresslevel=9, mtime=0), TYPES[suffix], policy)


def _named(stem: str, content: bytes, suffix: str) -> str:
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{suffix}"
