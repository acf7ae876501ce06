"""The map of what may be missing as SVG: neutral land, and one column a place, solid below and hatched above.

No colour depends on a place. Heights are proportional to rates, on one scale for every place of a level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians
from typing import Any

from portal.figures.column_layout import Placed, Wanted, placed
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
) -> str:
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
    leaders = "".join(_leader(point, spot) for point, spot in zip(points, spots, strict=True) if spot.moved)
    drawn = "".join(_column(c, spot, per, wide) for c, spot in zip(columns, spots, strict=True))
    land = "".join(f'<path class="land" d="{_path(each, view)}"/>' for each in sectors)
    return (
        f'<svg class="map {shown.level}" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="Columns on a map">'
        f'<rect class="sea" width="{WIDTH}" height="{HEIGHT}"/>{land}{leaders}{drawn}{_scale_bar(per)}{HATCHES}</svg>'
    )


def drawn_columns(shown: ColumnMap, inside: str) -> list[Column]:
    """The columns there is room for: all sectors, the towns of one sector, or the larger towns of the force."""
    if shown.level == "sector":
        return list(shown.columns)
    return [c for c in shown.columns if (c.sector == inside if inside else c.residents >= LARGE)]


HATCHES = (
    '<defs><pattern id="dense" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="ground" width="5" height="5"/><rect class="line" width="2.4" height="5"/></pattern>'
    '<pattern id="light" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="ground" width="6" height="6"/><rect class="line" width="1" height="6"/></pattern></defs>'
)


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


def _leader(point: Point, spot: Placed) -> str:
    return (
        f'<path class="leader" d="M{point[0]:.1f} {point[1]:.1f}L{spot.x:.1f} {spot.y:.1f}"/>'
        f'<circle class="point" cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="2.5"/>'
    )


def _column(column: Column, spot: Placed, per: float, wide: float) -> str:
    """A group that takes the focus. Heights have two decimals, so that they are true to their rates."""
    solid = column.per_1000(column.recorded) * per
    parts, top = [_part("solid", spot, wide, spot.y - solid, solid)], spot.y - solid
    if column.low is not None and column.high is not None:
        dense = column.per_1000(column.low) * per
        light = column.per_1000(column.high - column.low) * per
        parts.append(_part("dense", spot, wide, top - dense, dense))
        parts.append(_part("light", spot, wide, top - dense - light, light))
        top -= dense + light
    name, said = escape(column.name), escape(column.sentence)
    x, tall = spot.x - wide / 2, spot.y - top
    return (
        f'<g class="column" tabindex="0" role="button" data-code="{escape(column.code)}" data-name="{name}" '
        f'aria-label="{said}">'
        f'<rect class="touch" x="{min(x, spot.x - 12):.1f}" y="{top - 6:.1f}" width="{max(wide, 24):.1f}" height="{tall + 24:.1f}"/>'
        f'{"".join(parts)}<text x="{spot.x:.1f}" y="{spot.y + 14:.1f}">{name}</text></g>'
    )


def _part(look: str, spot: Placed, wide: float, top: float, tall: float) -> str:
    return f'<rect class="{look}" x="{spot.x - wide / 2:.2f}" y="{top:.2f}" width="{wide:g}" height="{tall:.2f}"/>'


def _scale_bar(per: float) -> str:
    """How tall so many crimes for every 1,000 people are."""
    crimes = next((each for each in (50, 20, 10, 5, 2, 1) if each * per <= 70), 1)
    tall, x, y = crimes * per, 16, 84
    return (
        f'<g class="scale"><path d="M{x + 6} {y - tall:.2f}H{x}V{y}H{x + 6}"/>'
        f'<text x="{x + 12}" y="{y - tall / 2:.1f}">{crimes} for every</text>'
        f'<text x="{x + 12}" y="{y - tall / 2 + 14:.1f}">1,000 people</text></g>'
    )
