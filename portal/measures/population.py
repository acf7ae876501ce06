"""Residents to divide by: the count nearest in time that is published on the same census codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from portal.domain.record.area import Area
from portal.domain.record.period import Period
from portal.measures.record import Record, lookup_codes, membership


@dataclass(frozen=True, eq=False)
class Residents:
    """counts: (small areas, references) residents, NaN where the reference is on the other codes."""

    counts: np.ndarray
    references: pd.DataFrame

    @cached_property
    def _by_reference(self) -> dict[str, tuple[int, str, str]]:
        """Column, census codes and title of each reference; asked for with every figure."""
        rows = self.references[["reference", "vintage", "source_title"]].itertuples(index=False)
        return {str(name): (at, str(codes), str(title)) for at, (name, codes, title) in enumerate(rows)}

    def column(self, reference: str) -> np.ndarray:
        return self.counts[:, self._by_reference[reference][0]]

    def vintage(self, reference: str) -> str:
        return self._by_reference[reference][1]

    def title(self, reference: str) -> str:
        return self._by_reference[reference][2]


def build_residents(population: pd.DataFrame, references: pd.DataFrame, lsoas: pd.DataFrame) -> Residents:
    wide = population.pivot(index="lsoa_code", columns="reference", values="resident_count")
    wide = wide.reindex(index=lsoas.lsoa_code, columns=references.reference)
    return Residents(wide.to_numpy(dtype=float, na_value=np.nan), references.reset_index(drop=True))


@lru_cache(maxsize=4096)
def reference_for(record: Record, residents: Residents, period: Period) -> str:
    """The reference nearest to the middle of the period, among those on the census codes its months use."""
    held = {record.vintage_of[month] for month in period.months if month in record.vintage_of}
    usable = residents.references[
        residents.references.vintage.isin(held & {"2011", "2021"} or {"2011", "2021"})
    ]
    days = usable.counted_on.map(lambda day: abs((date.fromisoformat(day) - period.midpoint).days))
    return str(usable.reference[days.idxmin()])


@lru_cache(maxsize=64)
def area_residents(
    record: Record, residents: Residents, level: str, geography: str, reference: str
) -> pd.Series:
    """Residents of each area of a level at the reference. Index: area code; areas without a full count are left out."""
    areas, position = membership(record, level, geography)
    column = residents.column(reference)
    counted = (position >= 0) & ~np.isnan(column)
    totals = np.bincount(position[counted], weights=column[counted], minlength=len(areas))
    there = np.bincount(position[counted], minlength=len(areas)) > 0
    return pd.Series(totals[there], index=areas[there]).astype(int)


def residents_of(record: Record, residents: Residents, area: Area, reference: str) -> int | None:
    """Residents of one area, or None when the reference is on codes the area does not exist on."""
    if area.geography == "2021" and residents.vintage(reference) == "2011":
        return None
    totals = area_residents(record, residents, area.level, lookup_codes(area), reference)
    return int(totals.get("force" if area.level == "force" else area.code, 0)) or None
