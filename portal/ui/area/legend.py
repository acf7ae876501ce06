"""The legend: the very colours and edges of the map, in words."""

from __future__ import annotations

import streamlit as st

from portal.markup import render
from portal.services.counted.area_map import AreaMap

_FIXED = (
    "Classes hold about a fifth of the areas each in the latest full year. They stay the same for every period of the "
    "same length, so two maps can be compared."
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


def show_legend(what: str, shown: AreaMap, colours: list[str]) -> None:
    """The classes, and the mark of an area without a figure."""
    keys: list[tuple[str, list[str], str]] = [
        ("", [colour], label) for colour, label in zip(colours, legend_labels(shown), strict=True)
    ]
    keys.append(("no-figure", [], "no figure (not zero)"))
    st.html(render("area/legend.html", what=what, items=keys, note=_FIXED))
