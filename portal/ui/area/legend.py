"""The legend: the very colours and edges of the map, in words."""

from __future__ import annotations

import html

import streamlit as st

from portal.figures.palette import hatch_line
from portal.services.counted.area_map import AreaMap

_BOX = "display:inline-block;width:1.4rem;height:1rem;border:1px solid #5f666d"
_NO_FIGURE = "radial-gradient(circle,#8a8f94 1.3px,#fff 1.6px) 0 0/6px 6px"
_RANGE_ONLY = "repeating-linear-gradient(45deg,#8d7f96 0 1.5px,#d9d3dc 1.5px 6px)"
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
    "A scenario, not an estimate: no inspection measured these months, so there is no range. The table gives the lowest, the "
    "chosen and the highest audited rate. Areas differ here because their recorded crime differs."
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


def _swatch(paint: str) -> str:
    return f'<span style="{_BOX};background:{paint}"></span>'


def show_legend(what: str, shown: AreaMap, colours: list[str], fade: bool) -> None:
    """Classes, then what hatching means wherever some area is hatched."""
    keys = [([colour], label) for colour, label in zip(colours, legend_labels(shown), strict=True)]
    labels = shown.labels
    if "scenario" in labels or (fade and "caution" in labels):
        words = "hatched: a scenario" if "scenario" in labels else "hatched: use with caution"
        # Both looks of one hatch: the lines are dark on pale colours and white on strong ones.
        ends = [
            f"repeating-linear-gradient(135deg,{hatch_line(c)} 0 2px,{c} 2px 6px)"
            for c in colours[:: len(colours) - 1 or 1]
        ]
        keys.append((ends, words))
    if "range_only" in labels:
        keys.append(([_RANGE_ONLY], "only a range: too uncertain for one number"))
    keys.append(([_NO_FIGURE], "no figure (not zero)"))
    items = "".join(
        f'<li style="display:flex;align-items:center;gap:.4rem">{"".join(_swatch(paint) for paint in paints)}{label}</li>'
        for paints, label in keys
    )
    modelled = "estimated_unrecorded" in shown.rows
    note = _NO_RANGE if "scenario" in labels else _MODELLED if modelled else _FIXED
    st.html(
        f'<p style="margin:0 0 .3rem;font-weight:600">{html.escape(what)}</p>'
        f'<ul style="list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1rem;margin:0;padding:0">{items}</ul>'
        f'<p style="margin:.3rem 0 0;font-size:.875rem">{note}</p>'
    )
