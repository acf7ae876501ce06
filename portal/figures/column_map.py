"""The map of what may be missing as SVG: neutral land, and one column a place, solid below and hatched above.

No colour depends on a place. Heights are proportional to rates, on one scale for every place of a level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from portal.figures.column_layout import Placed, Wanted, placed
from portal.markup import Markup, render
from portal.services.counted.missing_columns import Column, ColumnMap

WIDTH, HEIGHT, EDGE = 720, 520, 26
# Of the tallest column, in pixels of the drawing.
TALLEST = {"sector": 116.0, "town": 96.0}
COLUMN, FONT = {"sector": 16.0, "town": 12.0}, {"sector": 13.0, "town": 12.0}
# A town of so many people has its column where the whole force is drawn; there is no room for more.
LARGE = 18_000
_SCALE_BOX = (0.0, 0.0, 120.0, 96.0)
# Points of a coast nearer to each other than this cannot be told apart.
_COARSE = 0.8
Point = tuple[float, float]


@dataclass(frozen=True)
class View:
    """Longitude and latitude to the pixels of the drawing: the width of a degree is that of the middle latitude."""

    west: float
    north: float
    across: float
    scale: float
    left: float
    top: float

    def at(self, point: Sequence[float]) -> Point:
        return (
            self.left + (point[0] - self.west) * self.across * self.scale,
            self.top + (self.north - point[1]) * self.scale,
        )


def view_of(outlines: Sequence[Mapping[str, Any]]) -> View:
    """The view in which the outlines fill the drawing, with room for a column at every edge."""
    points = [point for outline in outlines for ring in rings_of(outline["geometry"]) for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    across = cos(radians((south + north) / 2))
    tall = HEIGHT - 2 * EDGE - 60
    scale = min((WIDTH - 2 * EDGE) / ((east - west) * across), tall / (north - south))
    left = (WIDTH - (east - west) * across * scale) / 2
    return View(west, north, across, scale, left, EDGE + 60 + (tall - (north - south) * scale) / 2)


def rings_of(geometry: Mapping[str, Any]) -> list[Sequence[Sequence[float]]]:
    """The outer ring of every part."""
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [part[0] for part in parts]


def middle(geometry: Mapping[str, Any]) -> Point:
    """The centre of the largest part, as (longitude, latitude)."""
    best, size = (0.0, 0.0), -1.0
    for ring in rings_of(geometry):
        area = x = y = 0.0
        # From a corner of the ring, because the products of whole degrees would swallow the difference.
        east, north = ring[0]
        for (x0, y0), (x1, y1) in zip(ring, ring[1:], strict=False):
            cross = (x0 - east) * (y1 - north) - (x1 - east) * (y0 - north)
            area += cross
            x += (x0 + x1 - 2 * east) * cross
            y += (y0 + y1 - 2 * north) * cross
        if abs(area) > size and area:
            best, size = (east + x / (3 * area), north + y / (3 * area)), abs(area)
    return best


def column_map_svg(
    shown: ColumnMap,
    sectors: Sequence[Mapping[str, Any]],
    places: Mapping[str, Mapping[str, Any]],
    inside: str,
) -> Markup:
    """`sectors`: outlines (GeoJSON features) that make the land. `places`: outline of each column's place by code.

    `inside`: the name of the sector whose towns alone are drawn, close up; empty for those of the whole force. The
    classes are coloured by the stylesheet of the part, which knows the reader's theme.
    """
    near = [each for each in sectors if each["properties"]["name"] == inside] or list(sectors)
    columns = drawn_columns(shown, inside)
    view, per = view_of(near), TALLEST[shown.level] / (shown.tallest or 1)
    wide, font = COLUMN[shown.level], FONT[shown.level]
    points = [view.at(middle(places[column.code]["geometry"])) for column in columns]
    wanted = [Wanted(x, y, c.height * per, c.name) for (x, y), c in zip(points, columns, strict=True)]
    spots = placed(wanted, (WIDTH, HEIGHT), wide, font, [_SCALE_BOX])
    drawn = [_drawn(*each, per, wide) for each in zip(columns, points, spots, strict=True)]
    land = [path for each in sectors if (path := _path(each, view))]
    return render(
        "figures/columns.svg",
        level=shown.level,
        width=WIDTH,
        height=HEIGHT,
        land=land,
        drawn=drawn,
        bar=_scale_bar(per),
    )


def drawn_columns(shown: ColumnMap, inside: str) -> list[Column]:
    """The columns there is room for: all sectors, the towns of one sector, or the larger towns of the force."""
    if shown.level == "sector":
        return list(shown.columns)
    return [c for c in shown.columns if (c.sector == inside if inside else c.residents >= LARGE)]


def _path(outline: Mapping[str, Any], view: View) -> str:
    """The outer rings, without points nearer than a reader can tell and without what lies off the drawing."""
    drawn = []
    for ring in rings_of(outline["geometry"]):
        points = [view.at(point) for point in ring]
        if all(x < 0 or x > WIDTH or y < 0 or y > HEIGHT for x, y in points) and len(points) < 40:
            continue
        kept = [points[0]]
        for x, y in points[1:]:
            if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _COARSE:
                kept.append((x, y))
        if len(kept) > 3:
            drawn.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z")
    return "".join(drawn)


def _drawn(column: Column, point: Point, spot: Placed, per: float, wide: float) -> dict[str, Any]:
    """One column in pixels. Heights have two decimals, so that they are true to their rates."""
    crimes: list[tuple[str, float]] = [("solid", column.recorded)]
    if column.low is not None and column.high is not None:
        crimes += [("dense", column.low), ("light", column.high - column.low)]
    top, parts = spot.y, []
    for look, count in crimes:
        tall = column.per_1000(count) * per
        top -= tall
        part = {"look": look, "x": round(spot.x - wide / 2, 2), "y": round(top, 2), "wide": wide}
        parts.append(part | {"tall": round(tall, 2)})
    # At least 24 pixels wide for a finger, its name included.
    touch = [spot.x - max(wide, 24) / 2, top - 6, max(wide, 24), spot.y - top + 24]
    return {
        "code": column.code, "name": column.name, "said": column.sentence, "parts": parts, "moved": spot.moved,
        "from_x": round(point[0], 1), "from_y": round(point[1], 1), "x": round(spot.x, 1), "y": round(spot.y, 1),
        "text_y": round(spot.y + 14, 1), "touch": [round(each, 1) for each in touch],
    }  # fmt: skip


def _scale_bar(per: float) -> dict[str, float]:
    """How tall so many crimes for every 1,000 people are."""
    crimes = next((each for each in (50, 20, 10, 5, 2, 1) if each * per <= 70), 1)
    foot, tall = 84, round(crimes * per, 2)
    return {"crimes": crimes, "top": foot - tall, "foot": foot, "middle": round(foot - tall / 2, 1)}
