"""What each outline of the map is told: its class, how sure its number is, and the words that name it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from portal.domain.record.measure import Measure
from portal.services.counted.area_map import AreaMap
from portal.services.library import numbers
from portal.services.unrecorded.estimate_map import printed

NO_FIGURE = "no figure"


@dataclass(frozen=True)
class MapValues:
    """One mark an area in the order the outlines are drawn, as text because that is the smallest to send.

    classes: the number of the class, or '-' for no figure. kinds: n as it is, c hatched for uncertain, r only a range;
    empty where nothing is modelled. texts: what is said of each area, with '|' between.
    """

    classes: str
    kinds: str
    texts: str


def map_values(shown: AreaMap, drawn: Sequence[str], measure: Measure, fade: bool) -> MapValues:
    """`drawn`: area codes in the order of the outlines. `fade`: hatch what should be used with caution."""
    rows = shown.rows.set_index("area_code").loc[list(drawn)]
    return MapValues(
        "".join("-" if pd.isna(number) else str(number) for number in rows.map_class),
        "".join(_kind(label, fade) for label in rows.label) if measure.modelled else "",
        "|".join(_modelled(row, measure) for row in rows.itertuples())
        if measure.modelled
        else _counted(rows, measure),
    )


def _kind(label: str, fade: bool) -> str:
    if label == "range_only":
        return "r"
    return "c" if label == "scenario" or (fade and label == "caution") else "n"


def _counted(rows: pd.DataFrame, measure: Measure) -> str:
    said = numbers.rate if measure.per else numbers.number
    return "|".join(NO_FIGURE if pd.isna(value) else said(value) for value in rows.value)


def _modelled(row: Any, measure: Measure) -> str:
    """The range first; a number of its own only where one may be shown."""
    if row.label == "not_shown":
        return NO_FIGURE if pd.isna(row.value) else _said(row.value, measure)
    shown = printed(row, measure)
    what = f"{measure.what}{measure.unit_of_residents}"
    if row.label == "scenario":
        return f"a scenario, about {_said(shown.central, measure)} {what}"
    about = "" if row.label == "range_only" else f" (about {_said(shown.central, measure)})"
    return f"{_said(shown.low, measure)} to {_said(shown.high, measure)} {what}{about}"


def _said(value: float, measure: Measure) -> str:
    return numbers.rate(value) if measure.per else numbers.number(value)
