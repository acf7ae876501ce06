"""A small drawn map: areas in the colours of their class, coarse enough to be sent with a page before its own map comes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from math import cos, radians
from typing import Any

from portal.figures.column_map import rings_of
from portal.markup import Markup, render

# Pixels of the drawing. The frame of the page's own map has about this form.
WIDTH, HEIGHT, EDGE = 600, 460, 10
# Points nearer to each other than this cannot be told apart.
_COARSE = 3
Ring = Sequence[Sequence[float]]


def small_map(
    outlines: Sequence[Mapping[str, Any]],
    classes: Mapping[str, int],
    near: Collection[str],
    chosen: Collection[str],
    words: str,
) -> Markup:
    """`outlines`: GeoJSON features with an area code as `id`. `classes`: the class of each area that has a figure.

    `near`: the codes that fill the drawing; what lies farther off is left out. `chosen`: those with a heavy edge.
    """
    shown = [each for each in outlines if each["id"] in near]
    if not shown:
        return render("first/map.html", paths=[], own="", width=WIDTH, height=HEIGHT, words=words)
    rings = {each["id"]: rings_of(each["geometry"]) for each in shown}
    at = fitted([ring for each in rings.values() for ring in each], WIDTH, HEIGHT, EDGE)

    def drawn(ring: Ring) -> str:
        return _path([(round(x), round(y)) for x, y in map(at, ring)])

    paths: dict[str, list[str]] = {}
    for code, each in rings.items():
        look = "none" if classes.get(code) is None else str(classes[code] + 1)
        paths.setdefault(look, []).extend(drawn(ring) for ring in each)
    own = "".join(drawn(ring) for code in rings if code in chosen for ring in rings[code])
    parts = [(look, "".join(found)) for look, found in sorted(paths.items())]
    return render("first/map.html", paths=parts, own=own, width=WIDTH, height=HEIGHT, words=words)


def fitted(
    rings: Sequence[Ring], width: float, height: float, edge: float
) -> Callable[[Sequence[float]], tuple[float, float]]:
    """What puts longitude and latitude into a drawing that the rings fill, in the middle and clear of its edge."""
    points = [point for ring in rings for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    across = cos(radians((south + north) / 2))
    scale = min((width - 2 * edge) / ((east - west) * across), (height - 2 * edge) / (north - south))
    left = (width - (east - west) * across * scale) / 2
    top = (height - (north - south) * scale) / 2
    return lambda p: (left + (p[0] - west) * across * scale, top + (north - p[1]) * scale)


def _path(points: list[tuple[int, int]]) -> str:
    """In whole pixels, each step from the one before: a third of the bytes of places in full."""
    kept = [points[0]]
    for x, y in points[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _COARSE:
            kept.append((x, y))
    if len(kept) < 3:
        return ""
    steps = (f"{x - a} {y - b}" for (a, b), (x, y) in zip(kept, kept[1:], strict=False))
    return f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps)}z".replace(" -", "-")
