"""Recorded crime as one dense block of counts, and what is missing from it.

The block has one cell per small area, month and type. A month that was not supplied has no cells to count: every
question about it gets None, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from portal.domain.record.area import Area
from portal.domain.record.crime import CRIME_TYPES, types_in
from portal.domain.record.period import Period, month_index

TYPE_INDEX = {crime_type.slug: i for i, crime_type in enumerate(CRIME_TYPES)}


@dataclass(frozen=True, eq=False)
class Record:
    """counts: (small areas, months, types) placed rows; unplaced: (months, types) rows no area can claim.

    lsoas: one row a small area in the order of `counts`; coverage: one row a month in the order of `counts`.
    """

    counts: np.ndarray
    unplaced: np.ndarray
    lsoas: pd.DataFrame
    coverage: pd.DataFrame
    towns: pd.DataFrame

    @cached_property
    def months(self) -> list[str]:
        return list(self.coverage.month)

    @cached_property
    def supplied(self) -> np.ndarray:
        supplied: np.ndarray = (self.coverage.status == "supplied").to_numpy(dtype=bool)
        return supplied

    @cached_property
    def supplied_months(self) -> list[str]:
        return list(self.coverage.month[self.supplied])

    @cached_property
    def status_of(self) -> dict[str, str]:
        """Whether each published month is supplied, not held or not supplied."""
        return dict(zip(self.coverage.month, self.coverage.status, strict=True))

    @cached_property
    def vintage_of(self) -> dict[str, str]:
        """The census codes of each supplied month."""
        return dict(zip(self.supplied_months, self.coverage.lsoa_vintage[self.supplied], strict=True))

    def within(self, period: Period) -> slice:
        """The stretch of months of the period, clipped to what is published."""
        first, offset = month_index(self.months[0]), len(self.months)
        start, stop = month_index(period.first) - first, month_index(period.last) - first + 1
        return slice(min(max(start, 0), offset), min(max(stop, 0), offset))


def build_record(crimes: pd.DataFrame, incidents: pd.DataFrame, unplaced: pd.DataFrame, coverage: pd.DataFrame,
                 lsoas: pd.DataFrame, towns: pd.DataFrame) -> Record:  # fmt: skip
    """Packs the committed counts into a Record. Frames are as their contracts in data/contract describe them."""
    months = {month: i for i, month in enumerate(coverage.month)}
    leaf = {code: i for i, code in enumerate(lsoas.lsoa_code)}
    block = np.zeros((len(leaf), len(months), len(TYPE_INDEX)), dtype=np.int32)
    for rows in (crimes, incidents.assign(crime_type="anti-social-behaviour")):
        at = (
            _positions(rows.lsoa_code, leaf),
            _positions(rows.month, months),
            _positions(rows.crime_type, TYPE_INDEX),
        )
        block[at] = rows.recorded_count.to_numpy(dtype=np.int32)
    away = np.zeros((len(months), len(TYPE_INDEX)), dtype=np.int32)
    where = (_positions(unplaced.month, months), _positions(unplaced.crime_type, TYPE_INDEX))
    np.add.at(away, where, unplaced.recorded_count.to_numpy(dtype=np.int32))
    for frozen in (block, away):
        frozen.setflags(write=False)
    return Record(block, away, lsoas.reset_index(drop=True), coverage.reset_index(drop=True), towns)


def _positions(values: pd.Series, known: Mapping[str, int]) -> np.ndarray:
    """The position of each value. Raises KeyError on one that is not known.

    Only distinct values are looked up: a column of a hundred thousand rows holds a thousand codes.
    """
    at, distinct = pd.factorize(values)
    places: np.ndarray = np.array([known[value] for value in distinct], dtype=np.intp)[at]
    return places


def missing_months(record: Record, period: Period) -> tuple[str, ...]:
    """The months of the period that cannot be counted, whether not held, not supplied or outside what is published."""
    return tuple(month for month in period.months if month not in record.vintage_of)


def geography_of(record: Record, period: Period) -> str:
    """'2021' when every counted month of the period is on 2021 codes, else 'common'."""
    vintages = {record.vintage_of[month] for month in period.months if month in record.vintage_of}
    return "2021" if vintages == {"2021"} else "common"


def countable(record: Record, area: Area, period: Period) -> bool:
    """Whether an area's rows in the period can be added up: no month is missing, and an area that exists on 2021 codes
    only is not asked about a month published on the older ones, where its crimes have other codes.
    """
    if missing_months(record, period):
        return False
    return area.geography != "2021" or geography_of(record, period) == "2021"


def units(record: Record, level: str, geography: str) -> pd.Series:
    """The area each small area counts towards, in the order of `record.lsoas`; '' where it counts towards none."""
    lsoas = record.lsoas
    if level == "force":
        return pd.Series("force", index=lsoas.index)
    if level == "sector":
        return lsoas.sector_code
    if level == "town":
        town_of = dict(zip(record.towns.common_msoa_code, record.towns.town_code, strict=True))
        return lsoas.common_msoa_code.map(lambda code: town_of.get(code, ""))
    own, common = {"msoa": ("msoa_code", "common_msoa_code"), "lsoa": ("lsoa_code", "common_code")}[level]
    return lsoas[own if geography == "2021" else common]


@lru_cache(maxsize=32)
def membership(record: Record, level: str, geography: str) -> tuple[pd.Index, np.ndarray]:
    """The areas of a level in order, and for each small area the position of its area, or -1."""
    code = units(record, level, geography)
    areas = pd.Index(sorted(set(code) - {""}))
    return areas, areas.get_indexer(code)


@lru_cache(maxsize=32)
def running_counts(record: Record, level: str, geography: str) -> np.ndarray:
    """(areas, months + 1, types): rows recorded before each month, so that any period is one subtraction."""
    areas, position = membership(record, level, geography)
    # Small areas in the order of their areas, so that each area is one stretch to add up; every area has one at least.
    order = np.argsort(position, kind="stable")[np.count_nonzero(position < 0) :]
    starts = np.searchsorted(position[order], np.arange(len(areas)))
    block = np.add.reduceat(record.counts[order], starts, axis=0, dtype=np.int32)
    if level == "force":
        block += record.unplaced
    running = np.zeros((block.shape[0], block.shape[1] + 1, block.shape[2]), dtype=np.int32)
    np.cumsum(block, axis=1, out=running[:, 1:])
    running.setflags(write=False)
    return running


def leaves_of(record: Record, area: Area) -> np.ndarray:
    """True for each small area that counts towards the area."""
    areas, position = membership(record, area.level, lookup_codes(area))
    inside: np.ndarray = position == (0 if area.level == "force" else areas.get_loc(area.code))
    return inside


def lookup_codes(area: Area) -> str:
    """'2021' or 'common'. An area that is the same on both vintages is found among the common units, where its old
    codes count too.
    """
    return "2021" if area.geography == "2021" else "common"


def _area_running(record: Record, area: Area) -> np.ndarray:
    areas, _ = membership(record, area.level, lookup_codes(area))
    at = 0 if area.level == "force" else areas.get_loc(area.code)
    running: np.ndarray = running_counts(record, area.level, lookup_codes(area))[at]
    return running


def type_columns(crime: str) -> list[int]:
    return [TYPE_INDEX[slug] for slug in types_in(crime)]


def monthly_counts(record: Record, area: Area, crime: str) -> pd.Series:
    """Rows recorded in each published month; missing where the month was not supplied. Index: month.

    A force's count includes rows that no smaller area can claim. An area that exists on 2021 codes only has no value
    in months published on the older codes.
    """
    running = _area_running(record, area)[:, type_columns(crime)].sum(axis=1)
    series = pd.Series(np.diff(running), index=record.months, dtype="Int64", name="recorded_count")
    countable = record.supplied
    if area.geography == "2021":
        countable = countable & (record.coverage.lsoa_vintage == "2021").to_numpy(dtype=bool)
    return series.where(countable, pd.NA)


def area_count(record: Record, area: Area, period: Period, crime: str) -> int | None:
    """Rows recorded in one area in the period; None when they are not countable."""
    if not countable(record, area, period):
        return None
    within = record.within(period)
    running = _area_running(record, area)
    return int((running[within.stop] - running[within.start])[type_columns(crime)].sum())


def area_counts(record: Record, level: str, geography: str, period: Period, crime: str) -> pd.Series:
    """Rows recorded in the period in each area of a level. Index: area code. Empty when a month is missing."""
    if missing_months(record, period):
        return pd.Series(dtype="int64", name="recorded_count")
    areas, _ = membership(record, level, geography)
    running, within = running_counts(record, level, geography), record.within(period)
    counted = (running[:, within.stop] - running[:, within.start])[:, type_columns(crime)].sum(axis=1)
    return pd.Series(counted, index=areas, name="recorded_count")


def type_counts(record: Record, area: Area, period: Period) -> pd.Series:
    """Rows of each published type recorded in the area in the period. Index: type. Empty when they are not countable."""
    if not countable(record, area, period):
        return pd.Series(dtype="int64", name="recorded_count")
    running, within = _area_running(record, area), record.within(period)
    return pd.Series(
        running[within.stop] - running[within.start], index=list(TYPE_INDEX), name="recorded_count"
    )
