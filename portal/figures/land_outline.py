"""The bare outline of the land, small enough to stand in a page before the map does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from portal.figures.column_map import rings_of
from portal.markup import Markup, render

# The table of what lies around and beneath the areas.
AROUND = "shapes-surroundings"
WIDTH = 520
# Points nearer to each other than this, in pixels of the drawing, cannot be told apart; islands smaller are left out.
_COARSE = 2.5


def land_svg(outlines: Sequence[Mapping[str, Any]]) -> Markup:
    """One path of all outlines (GeoJSON features) in a drawing as wide as `WIDTH`; an empty one where there are none."""
    rings = [ring for outline in outlines for ring in rings_of(outline["geometry"])]
    if not rings:
        return render("figures/land.svg", width=WIDTH, height=WIDTH, path="")
    drawing = drawing_of(rings)
    path = "".join(drawing.line(ring) for ring in rings)
    return render("figures/land.svg", width=WIDTH, height=round(drawing.height), path=path)


@dataclass(frozen=True)
class Drawing:
    """Puts longitude and latitude, in degrees, on a drawing as wide as `WIDTH`."""

    west: float
    north: float
    across: float
    down: float
    height: float

    def at(self, point: Sequence[float]) -> tuple[float, float]:
        return (point[0] - self.west) * self.across, (self.north - point[1]) * self.down

    def line(self, ring: Sequence[Any]) -> str:
        return path_of([self.at(point) for point in ring])


def drawing_of(rings: Sequence[Sequence[Any]]) -> Drawing:
    """The drawing that holds all the rings and no more."""
    points = [point for ring in rings for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    narrower = cos(radians((south + north) / 2))
    down = WIDTH / ((east - west) * narrower)
    return Drawing(west, north, down * narrower, down, (north - south) * down)


def path_of(points: list[tuple[float, float]]) -> str:
    """A closed line through points of the drawing, without those that cannot be told apart; nothing for a speck."""
    kept = [points[0]]
    for x, y in points[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _COARSE:
            kept.append((x, y))
    return "" if len(kept) < 4 else "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in kept) + "Z"
