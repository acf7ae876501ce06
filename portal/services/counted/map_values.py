"""What each outline of the map is told: its class, and the words that name its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from portal.domain.record.measure import Measure
from portal.services.counted.area_map import AreaMap
from portal.services.library import numbers

NO_FIGURE = "no figure"


@dataclass(frozen=True)
class MapValues:
    """One mark an area in the order the outlines are drawn, as text because that is the smallest to send.

    classes: the number of the class, or '-' for no figure. texts: what is said of each area, with '|' between.
    """

    classes: str
    texts: str


def map_values(shown: AreaMap, drawn: Sequence[str], measure: Measure) -> MapValues:
    """`drawn`: area codes in the order of the outlines."""
    rows = shown.rows.set_index("area_code").loc[list(drawn)]
    said = numbers.rate if measure.per else numbers.number
    return MapValues(
        "".join("-" if pd.isna(number) else str(number) for number in rows.map_class),
        "|".join(NO_FIGURE if pd.isna(value) else said(value) for value in rows.value),
    )
