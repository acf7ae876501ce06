"""The legend: the very colours and edges of the map, in words, with the place itself marked on it."""

from __future__ import annotations

from portal.domain.record.crime import crime_words
from portal.markup import Markup, render
from portal.measures.classes import MapClasses
from portal.services.counted.area_map import AreaMap
from portal.services.counted.periods import period_name
from portal.services.library.selection import Selection

CREDIT = "Contains OS and ONS data, Crown copyright and database right; place names GeoNames, CC BY 4.0."
FIXED = (
    "Classes hold about a fifth of the areas each in the latest 12 months held. They stay the same for every period of the "
    "same length, so two maps can be compared."
)


def in_short(selection: Selection) -> str:
    """What the colours of a map of counted crime say, as one phrase."""
    what = crime_words(selection.crime)
    return (
        f"Recorded {what}{selection.measured.unit} people, {period_name(selection.period, selection.period)}"
    )


def legend_labels(classes: MapClasses) -> list[str]:
    """The classes in words, from the very edges that colour the map; a value on an edge belongs below it."""
    edges = [f"{edge:,.{classes.decimals}f}".removesuffix(".0") for edge in classes.upper_edges]
    if not edges:
        return ["all areas"]
    middle = [f"{low} to {high}" for low, high in zip(edges, edges[1:], strict=False)]
    return [f"up to {edges[0]}", *middle, f"over {edges[-1]}"]


def place_on_legend(classes: MapClasses, value: float | None) -> float | None:
    """How far along the boxes a value stands, of 100. The last class has no end; twice its edge is taken for one."""
    edges = classes.upper_edges
    if value is None or not edges:
        return None
    lows = [0.0, *edges]
    at = sum(value > edge for edge in edges)
    high = edges[at] if at < len(edges) else 2 * edges[-1]
    within = min((value - lows[at]) / (high - lows[at]), 1.0)
    return round(100 * (at + within) / len(lows), 1)


def legend(
    what: str, shown: AreaMap, colours: list[str], own: str, value: float | None, is_place: bool
) -> Markup:
    """`own`: the name and number of the chosen place, `value` the same number; `is_place`: one was chosen."""
    is_bare = bool(shown.rows.value.isna().all())
    # Colours that nothing on the map has would say that something was measured.
    classes = [] if is_bare else list(zip(colours, legend_labels(shown.classes), strict=True))
    return render(
        "area/legend.html",
        what=what,
        classes=classes,
        has_gaps=bool(shown.rows.value.isna().any()),
        credit=CREDIT,
        is_place=is_place,
        own=own,
        at=None if is_bare else place_on_legend(shown.classes, value),
    )
