"""The list beside the map: the places that make up this one, then the others around, each with its rate as a bar."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

from portal.bootstrap import library_of
from portal.domain.record.area import BEST_FIT, Area
from portal.figures.track import share
from portal.markup import render
from portal.services.counted.area_map import drawn_for
from portal.services.library import numbers
from portal.services.library.library import Library
from portal.services.library.selection import Selection
from portal.ui.cache import cached_figure, library

# Longer lists are in the table of the map, which sorts.
MOST = 12
_KINDS = {"force": "sectors", **dict.fromkeys(BEST_FIT, "small areas")}


def show_neighbours(selection: Selection) -> None:
    """Nothing where there is no rate to show, or where nothing smaller is counted."""
    portal = library()
    area = portal.areas[selection.area]
    own, others = around(portal.release, area.code)
    rows = [_row(code, selection) for code in (*own, *others)]
    longest = max((row["rate"] or 0.0 for row in rows), default=0.0)
    if not longest:
        return
    for row in rows:
        row["wide"] = None if row["rate"] is None else share(row["rate"], longest)
    st.html(
        render(
            "area/neighbours.html",
            name=area.name,
            own=len(own),
            rows=rows,
            rest=portal.areas[others[0]].parent_code and _sector_name(portal, area) if own and others else "",
            kind=_KINDS.get(area.level, "neighbourhoods"),
            release=st.query_params.get("release", ""),
        )
    )


@lru_cache(maxsize=500)
def around(release: str, code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of the place's own neighbourhoods, and of the others of its sector, each A to Z. The force has its sectors, a
    ward or parish its small areas.
    """
    portal = library_of(release)
    area = portal.areas[code]
    if area.level == "force":
        return _by_name(portal, tuple(one.code for one in portal.areas.values() if one.level == "sector")), ()
    if area.level in BEST_FIT:
        return _by_name(portal, portal.members[code]), ()
    own = drawn_for(portal, code, "msoa")
    sector = portal.sector_of(area)
    every = drawn_for(portal, sector.code, "msoa") if sector else own
    others = tuple(one for one in every if one not in own)
    if len(own) > MOST:
        return (), ()
    return _by_name(portal, own), _by_name(portal, others) if len(every) <= MOST else ()


def _by_name(portal: Library, codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(codes, key=lambda code: portal.areas[code].name))


def _sector_name(portal: Library, area: Area) -> str:
    sector = portal.sector_of(area)
    return sector.name if sector else ""


def _row(code: str, selection: Selection) -> dict[str, Any]:
    shown = cached_figure(library().release, code, selection.period, selection.crime)
    rate = shown.per_1000
    return {
        "name": shown.area.name,
        "rate": rate,
        "words": "no figure" if rate is None else numbers.rate(rate),
        "is_own": code == selection.area,
        "query": selection.looking_at(code, library()).query(),
    }
