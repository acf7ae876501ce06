"""What a first page is made of: its body, and what it says of itself to whoever shows a link to it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from portal import bootstrap
from portal.figures.legend import in_short, legend
from portal.figures.small_map import small_map
from portal.markup import Markup, render
from portal.services.counted.area_map import area_map, drawn_for, in_view, marked_as
from portal.services.counted.figure import figure
from portal.services.library.library import Library
from portal.services.library.numbers import rate
from portal.services.library.selection import Selection

# Colours that follow the reader's theme, as the pages themselves write them.
COLOURS = [f"var(--map-{number})" for number in range(1, 6)]


@dataclass(frozen=True)
class First:
    """`title` without the site's name; `picture`: the path of the picture a link is shown with; `path`: the lasting one.

    `kind` of page; `later`: links to what its map will load.
    """

    title: str
    description: str
    path: str
    picture: str
    body: Markup
    kind: str = ""
    later: tuple[str, ...] = ()


def figure_picture(area: str, first: str, last: str, crime: str) -> str:
    return f"/figure.png?{urlencode({'area': area, 'from': first, 'to': last, 'crime': crime}, safe=':')}"


@lru_cache(maxsize=24)
def outlines(release: str, level: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        bootstrap.library_of(release).geodata.content(f"shapes-{level}")
    )["features"]
    return found


BESIDE = "The numbers beside it say the same of the place itself."


def map_of(library: Library, selection: Selection) -> tuple[str, ...]:
    """Links to what the map of a view loads; nothing where it is drawn as columns."""
    level = "" if selection.is_estimated else area_map(library, selection).level
    return bootstrap.map_files().needed.get(level, ())


def drawn_map(library: Library, selection: Selection, is_choice: bool, numbers: str = BESIDE) -> Markup:
    """The small map of recorded crime with its legend. `is_choice`: no place is chosen. `numbers`: where they stand."""
    shown = area_map(library, selection)
    chosen = drawn_for(library, selection.area, shown.level)
    words = f"Small map: {in_short(selection)}. {numbers}"
    near = frozenset(in_view(library, selection.area, shown.level))
    drawing = small_map(
        outlines(library.release, shown.level), shown.class_of, near, frozenset(chosen), words
    )
    code = marked_as(library, selection.area, chosen)
    own = figure(library, code, selection.period, selection.crime)
    marked = "" if own.per_1000 is None else f"{own.area.name} {rate(own.per_1000)}"
    colours = COLOURS[: shown.classes.count]
    key = legend(in_short(selection), shown, colours, marked, own.per_1000, not is_choice)
    return render("first/mapped.html", drawing=drawing, key=key, notice=shown.notice)
