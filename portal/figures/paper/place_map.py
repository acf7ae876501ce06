"""The map of a place on paper: the outlines and classes of the page's own map, the place with a heavy edge."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.figures.column_map import rings_of
from portal.figures.paper.lettering import SMALL, Face, Para
from portal.figures.paper.sheet import Sheet
from portal.figures.small_map import fitted

# Points nearer to each other than this, in millimetres, cannot be told apart.
_COARSE = 0.2
# A place smaller than this has a ring about it, or nobody would find it.
_FOUND = 3.2
_CLEAR = 2.5
_MOST_NAMES = 7
TINY, NAME = Face(7.2, colour="soft"), Face(6.6)
Point = tuple[float, float]
Feature = Mapping[str, Any]


@dataclass(frozen=True)
class PlaceMap:
    """`outlines`: GeoJSON features with an area code as `id`; `classes`: the class of each area that has a figure; `near`:
    those drawn; `chosen`: those of the place. `land`: the land of the force; `around`: what lies beyond it, and names of
    places. `labels`: the classes in words, the lowest first. `words` says what it shows.
    """

    outlines: Sequence[Feature]
    classes: Mapping[str, int]
    near: Collection[str]
    chosen: Collection[str]
    land: Sequence[Feature]
    around: Sequence[Feature]
    labels: Sequence[str]
    words: str
    notice: str
    credit: str


@dataclass(frozen=True)
class Box:
    """Where a map stands on the page. `at` puts longitude and latitude on it."""

    x: float
    y: float
    width: float
    height: float
    at: Callable[[Sequence[float]], Point]

    def ring(self, ring: Sequence[Sequence[float]]) -> list[Point]:
        """On the page, without points that cannot be told apart; empty for one too small to be seen or outside the box."""
        points = [(self.x + a, self.y + b) for a, b in map(self.at, ring)]
        kept = [points[0]]
        for x, y in points[1:]:
            if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _COARSE:
                kept.append((x, y))
        (west, east), (north, south) = extent(kept)
        inside = (
            east > self.x and west < self.x + self.width and south > self.y and north < self.y + self.height
        )
        return kept if len(kept) > 2 and inside else []

    def rings(self, features: Sequence[Feature]) -> list[list[Point]]:
        return [kept for each in features for ring in rings_of(each["geometry"]) if (kept := self.ring(ring))]


def place_map(sheet: Sheet, x: float, y: float, width: float, height: float, shown: PlaceMap) -> float:
    """Map, what its colours mean, and whose outlines they are; gives where it ends."""
    near = [each for each in shown.outlines if each["id"] in shown.near]
    sheet.box(x, y, width, height, fill="sea")
    if near:
        rings = [ring for each in near for ring in rings_of(each["geometry"])]
        box = Box(x, y, width, height, fitted(rings, width, height, _CLEAR))
        with sheet.tagged("Figure", f"Map: {shown.words}"), sheet.within(x, y, width, height):
            _paint(sheet, box, shown, near)
    y = sheet.words(x, y + height + 1.4, width, shown.words, SMALL.at(7.8), tag="Caption") + 1
    y = _key(sheet, x, y, width, shown)
    return sheet.flow(
        x, y, width, [Para(words, TINY, 0.6) for words in (shown.notice, shown.credit) if words]
    )


def _paint(sheet: Sheet, box: Box, shown: PlaceMap, near: Sequence[Feature]) -> None:
    for look, features in (
        ("abroad", [each for each in shown.around if _kind(each) == "land"]),
        ("land", shown.land),
    ):
        for ring in box.rings(features):
            sheet.shape(ring, fill=look)
    own: list[list[Point]] = []
    for each in near:
        number = shown.classes.get(each["id"])
        rings = box.rings([each])
        own += rings if each["id"] in shown.chosen else []
        for ring in rings:
            sheet.shape(ring, fill="gap" if number is None else f"map-{number + 1}", edge="paper", line=0.12)
    for ring in own:
        sheet.shape(ring, edge="ink", line=0.45)
    _names(sheet, box, shown)
    if own:
        (west, east), (north, south) = extent([point for ring in own for point in ring])
        if max(east - west, south - north) < _FOUND:
            sheet.ring((west + east) / 2, (north + south) / 2, _FOUND)


def _names(sheet: Sheet, box: Box, shown: PlaceMap) -> None:
    """The largest places, as far as their names cover neither each other nor the edge."""
    places = [each for each in shown.around if _kind(each) == "place"]
    taken: list[tuple[float, float, float, float]] = []
    for each in sorted(places, key=lambda one: -one["properties"]["people"]):
        x, y = box.at(each["geometry"]["coordinates"])
        wide = sheet.span(each["properties"]["name"], NAME)
        spot = (x - wide / 2 - 0.5, y - 1.5, x + wide / 2 + 0.5, y + 1.5)
        inside = spot[0] > 0.5 and spot[1] > 0.5 and spot[2] < box.width - 0.5 and spot[3] < box.height - 0.5
        if not inside or any(_overlap(spot, other) for other in taken):
            continue
        taken.append(spot)
        sheet.label(box.x + x, box.y + y, each["properties"]["name"], NAME)
        if len(taken) == _MOST_NAMES:
            return


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _kind(feature: Feature) -> str:
    return str(feature["properties"]["kind"])


def extent(points: Sequence[Point]) -> tuple[Point, Point]:
    """(west, east), (north, south) of the points."""
    across, down = [x for x, _ in points], [y for _, y in points]
    return (min(across), max(across)), (min(down), max(down))


def _key(sheet: Sheet, x: float, y: float, width: float, shown: PlaceMap) -> float:
    """A box of each colour with its class below it."""
    if not shown.classes:
        return y
    wide = width / len(shown.labels)
    for at, label in enumerate(shown.labels):
        sheet.box(x + at * wide, y, wide, 2.4, fill=f"map-{at + 1}")
        sheet.words(
            x + at * wide, y + 2.8, wide, label, sheet.fitting(label, TINY, wide - 0.4, 1, 5.5), align="C"
        )
    return y + 2.8 + TINY.step + 0.8
