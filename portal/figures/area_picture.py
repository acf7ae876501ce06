"""An area as a picture for link previews: its name and figure in words beside where it lies."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from portal.figures.figure_picture import HEIGHT, INK, SITE, SOFT, lines, sheet, text
from portal.figures.palette import LINE

# The box the outlines are drawn into, on the right half of the sheet.
LEFT, TOP, ACROSS, DOWN = 700, 60, 440, 470
LAND, EDGE = "#E7EAED", "#8A8F94"


@dataclass(frozen=True)
class AreaPicture:
    """What the picture says. `around` are outlines for bearings, `chosen` the area's own; both GeoJSON geometries."""

    name: str
    kind: str
    sentence: str
    caveat: str
    source: str
    around: Sequence[dict[str, Any]]
    chosen: Sequence[dict[str, Any]]


def area_picture(shown: AreaPicture) -> str:
    """The picture as SVG, 1200 by 630."""
    name = textwrap.wrap(shown.name, 23)
    sentence = textwrap.wrap(shown.sentence, 40)
    notes = textwrap.wrap(shown.caveat, 110)
    top = 128 + 54 * len(name)
    body = (
        text(60, 62, SITE, 24, SOFT)
        + lines(name, 60, 122, 48, 54, bold=True)
        + lines(textwrap.wrap(shown.kind, 48), 60, top - 18, 22, 28, SOFT)
        + lines(sentence, 60, top + 44, 30, 40)
        + _outlines(shown)
        + lines(notes, 60, HEIGHT - 58 - 26 * (len(notes) - 1), 20, 26)
        + text(60, HEIGHT - 22, shown.source, 18, SOFT)
    )
    return sheet(body, shown.name, shown.sentence)


def _outlines(shown: AreaPicture) -> str:
    """Everything in one box: the view holds all that is around, however large the chosen area is."""
    points = [point for ring in _rings(shown.around) for point in ring]
    if not points:
        return ""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrowing = cos(radians((south + north) / 2))
    scale = min(ACROSS / ((east - west) * narrowing), DOWN / (north - south))

    def path(geometries: Sequence[dict[str, Any]]) -> str:
        drawn = []
        for ring in _rings(geometries):
            at = [
                f"{LEFT + (x - west) * narrowing * scale:.1f} {TOP + (north - y) * scale:.1f}"
                for x, y in ring
            ]
            # Neighbouring points that fall on one pixel would only make the picture heavier.
            drawn.append("M" + "L".join(dict.fromkeys(at)) + "Z")
        return "".join(drawn)

    return (
        f'<path d="{path(shown.around)}" fill="{LAND}" stroke="{EDGE}" stroke-width="1"/>'
        f'<path d="{path(shown.chosen)}" fill="{LINE}" stroke="{INK}" stroke-width="1.5"/>'
    )


def _rings(geometries: Iterable[dict[str, Any]]) -> Iterable[list[tuple[float, float]]]:
    for geometry in geometries:
        many = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        for polygon in many:
            yield [(point[0], point[1]) for point in polygon[0]]
