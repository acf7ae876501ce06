"""The legend: the very colours and edges of the map, in words."""

from __future__ import annotations

import streamlit as st

from portal.figures.palette import hatch_line
from portal.markup import render
from portal.services.counted.area_map import AreaMap

_FIXED = (
    "Classes hold about a fifth of the areas each in the latest full year. They stay the same for every period of the "
    "same length, so two maps can be compared."
)
_MODELLED = (
    "Modelled, not counted: the force's rate applied to the crime recorded in each area, so areas differ here because their "
    "recorded crime differs. It does not show where recording is better or worse. Class edges are those of recorded crime, "
    "scaled once for all. Ranges are in the table and, on the map, where the pointer rests."
)
_NO_RANGE = (
    "A scenario, not an estimate: no inspection measured these months, so there is no range. The table gives the least, the "
    "most and what the chosen rate would mean. Areas differ here because their recorded crime differs."
)


def legend_labels(shown: AreaMap) -> list[str]:
    """The classes in words, from the very edges that colour the map."""
    digits, step = shown.classes.decimals, 10**-shown.classes.decimals
    edges = shown.classes.upper_edges
    if not edges:
        return ["all areas"]
    lows = [0.0, *(edge + step for edge in edges)]
    middle = [f"{low:,.{digits}f} to {high:,.{digits}f}" for low, high in zip(lows, edges, strict=False)]
    return [*middle, f"{lows[-1]:,.{digits}f} or more"]


# How a swatch looks, the colours it is painted with, and what it means.
Key = tuple[str, list[dict[str, str]], str]


def _painted(colours: list[str]) -> list[dict[str, str]]:
    return [{"paint": colour, "lines": hatch_line(colour)} for colour in colours]


def show_legend(what: str, shown: AreaMap, colours: list[str], fade: bool) -> None:
    """Classes, then what hatching means wherever some area is hatched."""
    keys: list[Key] = [
        ("", _painted([colour]), label) for colour, label in zip(colours, legend_labels(shown), strict=True)
    ]
    labels = shown.labels
    if "scenario" in labels or (fade and "caution" in labels):
        words = "hatched: a scenario" if "scenario" in labels else "hatched: use with caution"
        # Both looks of one hatch: the lines are dark on pale colours and white on strong ones.
        keys.append(("hatched", _painted(colours[:: len(colours) - 1 or 1]), words))
    if "range_only" in labels:
        keys.append(("range-only", [], "only a range: too uncertain for one number"))
    keys.append(("no-figure", [], "no figure (not zero)"))
    modelled = "estimated_unrecorded" in shown.rows
    note = _NO_RANGE if "scenario" in labels else _MODELLED if modelled else _FIXED
    st.html(render("area/legend.html", what=what, items=keys, note=note))
