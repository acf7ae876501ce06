"""The forces of a site on one small drawing, each a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.figures.column_map import rings_of
from portal.figures.land_outline import WIDTH, Drawing, drawing_of
from portal.markup import Markup, render

# A force in one drawing: its name, its address, and the outlines of its sectors as GeoJSON features.
Outlined = tuple[str, str, Sequence[Mapping[str, Any]]]


TONES = 4
# Up to so many forces are named on the drawing itself; of more, the names would lie on each other.
NAMED = 8
# Room for a name below the lowest of them.
BELOW = 20
# In degrees: some three to five kilometres.
_SQUARE = 0.05


def squares(features: Sequence[Mapping[str, Any]]) -> frozenset[tuple[int, int]]:
    """The squares of a coarse grid that the outlines run through: two areas that share one are neighbours."""
    points = (point for each in features for ring in rings_of(each["geometry"]) for point in ring)
    return frozenset((round(x / _SQUARE), round(y / _SQUARE)) for x, y, *_ in points)


@dataclass(frozen=True)
class Drawn:
    """`tone` is never that of a force next door, as long as four are enough; `label` where its name stands, if it does."""

    name: str
    path: str
    outline: str
    tone: int
    label: tuple[int, int, str] | None


def _tones(cells: Mapping[str, frozenset[tuple[int, int]]]) -> dict[str, int]:
    """One of four for each, the first that no neighbour has."""
    found: dict[str, int] = {}
    for name, own in cells.items():
        taken = {tone for other, tone in found.items() if own & cells[other]}
        found[name] = next((tone for tone in range(TONES) if tone not in taken), 0)
    return found


def _label(drawing: Drawing, rings: Sequence[Sequence[Any]]) -> tuple[int, int, str]:
    """The middle of the land, and the end of the name that keeps to the drawing: at an edge it would be cut."""
    placed = [drawing.at(point) for ring in rings for point in ring]
    middle = sum(x for x, _ in placed) / len(placed), sum(y for _, y in placed) / len(placed)
    anchor = "start" if middle[0] < WIDTH / 5 else "end" if middle[0] > WIDTH * 4 / 5 else "middle"
    edge = {
        "start": min(x for x, _ in placed),
        "end": max(x for x, _ in placed),
        "middle": middle[0],
    }
    # Beside small land rather than on it.
    below = max(y for _, y in placed) + 16 if anchor != "middle" else middle[1]
    return round(edge[anchor]), round(below), anchor


def forces_map(forces: Sequence[Outlined]) -> Markup:
    """A drawing as wide as `WIDTH` of every force given; one of nothing where there are no outlines."""
    rings = {
        name: [ring for each in features for ring in rings_of(each["geometry"])]
        for name, _, features in forces
    }
    if not any(rings.values()):
        return render("figures/forces.svg", width=WIDTH, height=WIDTH, forces=[])
    drawing = drawing_of([ring for held in rings.values() for ring in held])
    tones = _tones({name: squares(features) for name, _, features in forces})
    is_named = len(forces) <= NAMED
    drawn = [
        Drawn(
            name,
            path,
            "".join(map(drawing.line, rings[name])),
            tones[name],
            _label(drawing, rings[name]) if is_named and rings[name] else None,
        )
        for name, path, _ in forces
    ]
    return render("figures/forces.svg", width=WIDTH, height=round(drawing.height) + BELOW, forces=drawn)
