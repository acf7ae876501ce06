"""Areas like this one, and how a measure is spread over them. Not a rank."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from portal.measures.record import Record


@dataclass(frozen=True)
class Spread:
    """Quartiles of a measure over a set of areas."""

    areas: int
    lower: float
    median: float
    upper: float


def rural_urban_by_area(
    record: Record, residents: pd.Series, classes: dict[str, str], level: str
) -> pd.Series:
    """The rural or urban class most of an area's residents live in. `residents`: Census 2021 by LSOA code.

    Index: area code. Only for levels below the sector: a sector holds both.
    """
    column = {"msoa": "msoa_code", "lsoa": "lsoa_code"}[level]
    rows = record.lsoas[record.lsoas.vintage != "2011"]
    frame = pd.DataFrame(
        {
            "area_code": rows[column],
            "rural_urban": rows.lsoa_code.map(classes),
            "residents": rows.lsoa_code.map(residents).fillna(0).astype(float),
        }
    )
    totals = frame.groupby(["area_code", "rural_urban"]).residents.sum().reset_index()
    largest = totals.sort_values(["area_code", "residents", "rural_urban"]).drop_duplicates(
        "area_code", keep="last"
    )
    return largest.set_index("area_code").rural_urban


def spread_of(values: pd.Series) -> Spread | None:
    """None for fewer than five areas, where quartiles would say little."""
    known = values.dropna().astype(float)
    if len(known) < 5:
        return None
    lower, median, upper = known.quantile([0.25, 0.5, 0.75])
    return Spread(len(known), float(lower), float(median), float(upper))
