"""Where columns stand on a map so that neither they nor their names overlap. Plain geometry, the same every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

# Width of a letter as a share of its size, on the generous side, so that a wider face still fits.
_LETTER = 0.56
_RINGS, _STEP, _TURNS = 46, 9, 24
MARGIN = 4
# Left, top, right, bottom.
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Wanted:
    """A column to be placed: the point it stands for, its height and its name, in pixels of the drawing."""

    x: float
    y: float
    height: float
    name: str


@dataclass(frozen=True)
class Placed:
    """`x`, `y`: the middle of the column's foot. `moved` where a line must lead from there to the place."""

    x: float
    y: float
    moved: bool


def placed(
    wanted: Sequence[Wanted], size: tuple[float, float], column: float, font: float, kept: Sequence[Box] = ()
) -> list[Placed]:
    """A spot for each, in the order given; the tallest choose first, and each takes the free spot nearest its place.

    `size` of the drawing; `kept`: what is drawn already and must stay clear.
    """
    taken: list[Box] = list(kept)
    found: dict[int, Placed] = {}
    points = [(one.x - 3, one.y - 3, one.x + 3, one.y + 3) for one in wanted]
    for at in sorted(range(len(wanted)), key=lambda each: -wanted[each].height):
        others = points[:at] + points[at + 1 :]
        x, y = _free_spot(wanted[at], taken, others, size, column, font)
        taken.append(box(x, y, wanted[at], column, font))
        found[at] = Placed(x, y, hypot(x - wanted[at].x, y - wanted[at].y) > 1)
    return [found[at] for at in range(len(wanted))]


def box(x: float, y: float, wanted: Wanted, column: float, font: float) -> Box:
    """What a column with its foot at (x, y) covers, its name under it included."""
    half = max(column, len(wanted.name) * font * _LETTER) / 2 + MARGIN / 2
    return (x - half, y - wanted.height - MARGIN, x + half, y + font + MARGIN + 2)


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _free_spot(
    wanted: Wanted, taken: list[Box], others: list[Box], size: tuple[float, float], column: float, font: float
) -> tuple[float, float]:
    """The nearest spot free of columns and names; free of other places' points too where one is near enough."""
    spare: tuple[float, float] | None = None
    for ring in range(_RINGS):
        for turn in range(_TURNS if ring else 1):
            x = wanted.x + ring * _STEP * cos(2 * pi * turn / _TURNS)
            y = wanted.y + ring * _STEP * sin(2 * pi * turn / _TURNS)
            covers = box(x, y, wanted, column, font)
            inside = covers[0] >= 0 and covers[1] >= 0 and covers[2] <= size[0] and covers[3] <= size[1]
            if not inside or any(overlap(covers, each) for each in taken):
                continue
            if not any(overlap(covers, each) for each in others):
                return x, y
            spare = spare or (x, y)
    return spare or (wanted.x, wanted.y)
