"""The drawing of a site's forces: each a link, named on the drawing where there is room."""

from __future__ import annotations

import re
from typing import Any

from portal.figures.forces_map import NAMED, forces_map


def square(west: float, south: float, side: float = 1.0) -> list[dict[str, Any]]:
    east, north = west + side, south + side
    # Enough points to be a line on the drawing.
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return [{"geometry": {"type": "Polygon", "coordinates": [ring]}}]


def labels(count: int) -> dict[str, tuple[int, int, str]]:
    drawn = str(
        forces_map([(f"Nowhere {at}", f"/nowhere-{at}/", square(-4.0 + 2 * at, 51.0)) for at in range(count)])
    )
    assert drawn.count("<a href=") == count
    found = re.findall(r'<text [^>]*x="(-?\d+)" y="(\d+)" text-anchor="(\w+)">([^<]+)<', drawn)
    return {name: (int(x), int(y), anchor) for x, y, anchor, name in found}


def test_each_force_is_named_where_it_lies_and_no_name_leaves_the_drawing() -> None:
    named = labels(3)
    assert list(named) == ["Nowhere 0", "Nowhere 1", "Nowhere 2"]
    (west, _, first), (middle, _, second), (east, _, third) = named.values()
    assert (first, second, third) == ("start", "middle", "end")
    assert 0 == west < middle < east == 520


def test_more_forces_than_a_drawing_has_room_for_are_named_by_the_list_alone() -> None:
    assert len(labels(NAMED)) == NAMED
    assert labels(NAMED + 1) == {}
