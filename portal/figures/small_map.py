"""A small drawn map: areas in the colours of their class, coarse enough to be sent with a page before its own map comes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
    points = [point for each in rings.values() for ring in each for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    across = cos(radians((south + north) / 2))
    scale = min((WIDTH - 2 * EDGE) / ((east - west) * across), (HEIGHT - 2 * EDGE) / (north - south))
    left = (WIDTH - (east - west) * across * scale) / 2
    top = (HEIGHT - (north - south) * scale) / 2

    def drawn(ring: Ring) -> str:
        return _path(
            [
                (round(left + (p[0] - west) * across * scale), round(top + (north - p[1]) * scale))
                for p in ring
            ]
        )

    paths: dict[str, list[str]] = {}
    for code, each in rings.items():
        look = "none" if classes.get(code) is None else str(classes[code] + 1)
        paths.setdefault(look, []).extend(drawn(ring) for ring in each)
    own = "".join(drawn(ring) for code in rings if code in chosen for ring in rings[code])
    parts = [(look, "".join(found)) for look, found in sorted(paths.items())]
    return render("first/map.html", paths=parts, own=own, width=WIDTH, height=HEIGHT, words=words)


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
