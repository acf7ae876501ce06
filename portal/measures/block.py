"""Recorded crime as one dense block of counts, and what is missing from it.

The block has one cell per small area, supplied month and type. A month that was not supplied has no cells: every
question about it gets None, never 0. So has a question that a supplied month cannot answer: about an area where most of
its rows name no place, or about one type across years whose words for types were not the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from portal.domain.record.crime import ALL, ALL_TYPES, INCIDENT
from portal.domain.record.period import Period

TYPE_INDEX = {crime_type.slug: i for i, crime_type in enumerate(ALL_TYPES)}
# Counted through whatever the words of a year: all crime, and incidents, which have had one word from the first month.
IN_EVERY_ERA = (ALL, INCIDENT)
# Columns that coverage did not have in earlier releases, and what their absence means.
LATER_COLUMNS = {"type_era": "2013-05", "withheld_types": "", "below_force": "counted", "odd": "", "accepted": "",
                 "unnamed_words": ""}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Record:
    """counts: (small areas, supplied months, types) placed rows; unplaced: (supplied months, types) rows no area can claim.

    lsoas: one row a small area in the order of `counts`; coverage: one row a published month, held or not. fits: by level of
    ward and parish, the one that each small area counts as.
    """

    counts: np.ndarray
    unplaced: np.ndarray
    lsoas: pd.DataFrame
    coverage: pd.DataFrame
    towns: pd.DataFrame
    fits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def months(self) -> list[str]:
        return list(self.coverage.month)

    @cached_property
    def month_names(self) -> pd.Index:
        """The published months as an index, made once."""
        return pd.Index(self.months)

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

    @cached_property
    def era_of(self) -> dict[str, str]:
        """The first month of the run of years with the same words for types, for each supplied month."""
        return dict(zip(self.supplied_months, self.coverage.type_era[self.supplied], strict=True))

    @cached_property
    def latest_era(self) -> str:
        return max(self.era_of.values(), default="")

    @cached_property
    def unlike(self) -> dict[str, dict[str, str]]:
        """column → month → what is there, for supplied months where anything is: see the contract of coverage."""
        held = self.coverage[self.supplied]
        names = ("withheld_types", "odd", "accepted", "unnamed_words")
        found = {n: dict(zip(held.month[held[n] != ""], held[n][held[n] != ""], strict=True)) for n in names}
        away = held.month[held.below_force == "not_counted"]
        return found | {"below_force": dict.fromkeys(away, "not_counted")}

    def within(self, period: Period) -> slice:
        """The supplied months of the period, as positions in `counts`."""
        months = self.supplied_months
        return slice(bisect_left(months, period.first), bisect_right(months, period.last))


def build_record(crimes: pd.DataFrame, incidents: pd.DataFrame, unplaced: pd.DataFrame, coverage: pd.DataFrame,
                 lsoas: pd.DataFrame, towns: pd.DataFrame, fits: Mapping[str, Mapping[str, str]] | None = None) -> Record:  # fmt: skip
    """Packs the committed counts into a Record. Frames are as their contracts describe them."""
    coverage = coverage.assign(**{k: v for k, v in LATER_COLUMNS.items() if k not in coverage})
    supplied = coverage.month[coverage.status == "supplied"]
    months = {month: i for i, month in enumerate(supplied)}
    leaf = {code: i for i, code in enumerate(lsoas.lsoa_code)}
    block = np.zeros((len(leaf), len(months), len(TYPE_INDEX)), dtype=np.int32)
    for rows in (crimes, incidents.assign(crime_type=INCIDENT)):
        held = rows[rows.month.isin(supplied)]
        at = (
            _positions(held.lsoa_code, leaf),
            _positions(held.month, months),
            _positions(held.crime_type, TYPE_INDEX),
        )
        block[at] = held.recorded_count.to_numpy(dtype=np.int32)
    away = np.zeros((len(months), len(TYPE_INDEX)), dtype=np.int32)
    unplaced = unplaced[unplaced.month.isin(supplied)]
    where = (_positions(unplaced.month, months), _positions(unplaced.crime_type, TYPE_INDEX))
    np.add.at(away, where, unplaced.recorded_count.to_numpy(dtype=np.int32))
    for frozen in (block, away):
        frozen.setflags(write=False)
    lsoas, coverage = lsoas.reset_index(drop=True), coverage.reset_index(drop=True)
    return Record(block, away, lsoas, coverage, towns, fits or {})


def _positions(values: pd.Series, known: Mapping[str, int]) -> np.ndarray:
    """The position of each value. Raises KeyError on one that is not known.

    Only distinct values are looked up: a column of a hundred thousand rows holds a thousand codes.
    """
    at, distinct = pd.factorize(values)
    places: np.ndarray = np.array([known[value] for value in distinct], dtype=np.int32)[at]
    return places
