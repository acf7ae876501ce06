"""Areas like this one, and how a measure is spread over them. Not a rank."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from portal.measures.record import Record, units

# How many areas an area is set beside: enough for a middle half, few enough to be alike.
NEIGHBOURS = 20


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
    rows = record.lsoas[record.lsoas.vintage != "2011"]
    codes = units(record, level, "2021")[rows.index]
    rows, codes = rows[codes != ""], codes[codes != ""]
    frame = pd.DataFrame(
        {
            "area_code": codes,
            "rural_urban": rows.lsoa_code.map(classes),
            "residents": rows.lsoa_code.map(residents).fillna(0).astype(float),
        }
    )
    totals = frame.groupby(["area_code", "rural_urban"]).residents.sum().reset_index()
    largest = totals.sort_values(["area_code", "residents", "rural_urban"]).drop_duplicates(
        "area_code", keep="last"
    )
    return largest.set_index("area_code").rural_urban


@dataclass(frozen=True, eq=False)
class Traits:
    """rows, by area code: rural_urban, deprivation (residents' mean), town_centre (share of crime that is shoplifting)."""

    rows: pd.DataFrame

    def nearest(self, area_code: str) -> list[str]:
        """The areas most like this one, nearest first; none where the area has no traits.

        Deprivation and the square root of the town-centre share are in standard deviations over the level, so that each
        counts alike; another official class counts as one more standard deviation.
        """
        if area_code not in self.rows.index:
            return []
        scaled = pd.DataFrame(
            {"deprivation": self.rows.deprivation, "town_centre": self.rows.town_centre**0.5}
        )
        scaled = (scaled - scaled.mean()) / scaled.std()
        apart = ((scaled - scaled.loc[area_code]) ** 2).sum(axis=1, skipna=False)
        apart += (self.rows.rural_urban != self.rows.rural_urban[area_code]).astype(float)
        return list(apart.drop(area_code).dropna().sort_values(kind="stable").index[:NEIGHBOURS])


def residents_mean(area_codes: pd.Series, values: pd.Series, residents: pd.Series) -> pd.Series:
    """The mean of a small-area value over the people of each area. The three have one row a small area."""
    known = values.notna() & residents.notna() & (area_codes != "")
    rows = pd.DataFrame(
        {"area": area_codes[known], "sum": values[known] * residents[known], "people": residents[known]}
    )
    totals = rows.groupby("area")[["sum", "people"]].sum()
    return totals["sum"] / totals["people"]


def spread_of(values: pd.Series) -> Spread | None:
    """None for fewer than five areas, where quartiles would say little."""
    known = values.dropna().astype(float)
    if len(known) < 5:
        return None
    lower, median, upper = known.quantile([0.25, 0.5, 0.75])
    return Spread(len(known), float(lower), float(median), float(upper))
