"""Questions to the block of counts: which months and areas can be added up, and what they add up to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import pandas as pd

from portal.domain.record.area import BEST_FIT, Area
from portal.domain.record.crime import ALL, EARLIER_TYPES, NOT_NAMED, types_in
from portal.domain.record.period import Period
from portal.measures.block import IN_EVERY_ERA, TYPE_INDEX
from portal.measures.block import Record as Record
from portal.measures.block import build_record as build_record


def missing_months(record: Record, period: Period) -> tuple[str, ...]:
    """The months of the period that cannot be counted, whether not held, not supplied or outside what is published."""
    return tuple(month for month in period.months if month not in record.vintage_of)


def geography_of(record: Record, period: Period) -> str:
    """'2021' when every counted month of the period is on 2021 codes, else 'common'."""
    vintages = {record.vintage_of[month] for month in period.months if month in record.vintage_of}
    return "2021" if vintages == {"2021"} else "common"


def countable(record: Record, area: Area, period: Period, crime: str = ALL) -> bool:
    """Whether an area's rows in the period can be added up: no month is missing, and an area that exists on 2021 codes
    only is not asked about a month published on the older ones, where its crimes have other codes.
    """
    if missing_months(record, period) or unplaced_months(record, area.level, period):
        return False
    if untyped_months(record, period, crime):
        return False
    return area.geography != "2021" or geography_of(record, period) == "2021"


def unplaced_months(record: Record, level: str, period: Period) -> tuple[str, ...]:
    """Months of the period that name too few places to be counted below the force; none for the force itself."""
    away = record.unlike["below_force"]
    return tuple(month for month in period.months if month in away) if away and level != "force" else ()


def untyped_months(record: Record, period: Period, crime: str) -> tuple[str, ...]:
    """Months in which a single type or group cannot be counted as it is in the period's last month.

    Words for types changed twice (official_words.toml), and the same word has had another scope, so a type is never
    added up across. A group that an audit covers exists in today's words alone.
    """
    if crime in IN_EVERY_ERA:
        return ()
    eras = {month: record.era_of[month] for month in period.months if month in record.era_of}
    wanted = record.latest_era if crime not in TYPE_INDEX else eras.get(max(eras, default=""), "")
    withheld, types = record.unlike["withheld_types"], set(types_in(crime))
    return tuple(m for m, era in eras.items() if era != wanted or types & set(withheld.get(m, "").split()))


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
    if level in BEST_FIT:
        return fitted(lsoas, record.fits.get(level, {}), geography)
    own, common = {"msoa": ("msoa_code", "common_msoa_code"), "lsoa": ("lsoa_code", "common_code")}[level]
    return lsoas[own if geography == "2021" else common]


def fitted(lsoas: pd.DataFrame, of: Mapping[str, str], geography: str) -> pd.Series:
    """The ward or parish each small area counts as, in the order of `lsoas`; '' for none.

    On common units those alone that are whole on them: the older codes cannot part a unit that two places share.
    """
    own = lsoas.lsoa_code.map(lambda code: of.get(code, ""))
    if geography == "2021":
        return own
    new = lsoas.vintage != "2011"
    by_unit = own[new].groupby(lsoas.common_code[new])
    shared = lsoas.common_code[new].isin(by_unit.nunique().index[by_unit.nunique() > 1])
    cut = set(own[new][shared])
    return lsoas.common_code.map(by_unit.first()).where(lambda code: ~code.isin(cut), "").fillna("")


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
    types = set(types_in(crime)) if crime not in IN_EVERY_ERA else set()
    away = set(record.unlike["below_force"]) if area.level != "force" else set()
    away |= {m for m, slugs in record.unlike["withheld_types"].items() if types & set(slugs.split())}
    can = [
        month not in away
        and (not types or record.era_of[month] == record.latest_era)
        and (area.geography != "2021" or record.vintage_of[month] == "2021")
        for month in record.supplied_months
    ]
    counts, missing = np.zeros(len(record.months), dtype="int64"), np.ones(len(record.months), dtype=bool)
    counts[record.supplied], missing[record.supplied] = np.diff(running), ~np.array(can, dtype=bool)
    return pd.Series(pd.arrays.IntegerArray(counts, missing), index=record.month_names, name="recorded_count")


def area_count(record: Record, area: Area, period: Period, crime: str) -> int | None:
    """Rows recorded in one area in the period; None when they are not countable."""
    if not countable(record, area, period, crime):
        return None
    within = record.within(period)
    running = _area_running(record, area)
    return int((running[within.stop] - running[within.start])[type_columns(crime)].sum())


def area_counts(record: Record, level: str, geography: str, period: Period, crime: str) -> pd.Series:
    """Rows recorded in the period in each area of a level. Index: area code. Empty when they are not countable."""
    if missing_months(record, period) or unplaced_months(record, level, period):
        return pd.Series(dtype="int64", name="recorded_count")
    if untyped_months(record, period, crime):
        return pd.Series(dtype="int64", name="recorded_count")
    areas, _ = membership(record, level, geography)
    running, within = running_counts(record, level, geography), record.within(period)
    counted = (running[:, within.stop] - running[:, within.start])[:, type_columns(crime)].sum(axis=1)
    return pd.Series(counted, index=areas, name="recorded_count")


def type_counts(record: Record, area: Area, period: Period) -> pd.Series:
    """Rows of each published type that can be counted in the area and period. Index: type. Empty when none can."""
    if not countable(record, area, period):
        return pd.Series(dtype="int64", name="recorded_count")
    running, within = _area_running(record, area), record.within(period)
    counts = running[within.stop] - running[within.start]
    found = pd.Series(counts, index=list(TYPE_INDEX), name="recorded_count")
    rare = {crime_type.slug for crime_type in (*EARLIER_TYPES, NOT_NAMED)}
    shown = [s for s, n in found.items() if (s not in rare or n) and not untyped_months(record, period, s)]
    return found[shown]
