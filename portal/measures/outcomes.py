"""What became of recorded crimes, as known when each copy of the files was taken."""

from __future__ import annotations

import pandas as pd

from portal.domain.record.area import Area
from portal.domain.record.period import Period
from portal.measures.record import Record, countable, leaves_of


def outcomes_of(record: Record, outcome_counts: pd.DataFrame, area: Area, period: Period) -> pd.Series:
    """Crimes of the area and period by last outcome, most frequent first; '' is no outcome given.

    The sum is the number of crimes, so shares have every crime as their denominator and no incident. Empty when they
    are not countable.
    """
    if not countable(record, area, period):
        return pd.Series(dtype="int64", name="recorded_count")
    rows = outcome_counts[outcome_counts.month.isin(period.months)]
    if area.level != "force":
        rows = rows[rows.lsoa_code.isin(record.lsoas.lsoa_code[leaves_of(record, area)])]
    return (
        rows.groupby("outcome")
        .recorded_count.sum()
        .astype("int64")
        .sort_values(ascending=False, kind="stable")
    )


def retrieved_dates(record: Record, period: Period) -> list[str]:
    """When the copies of the period's months were taken. More than one means that the months are not equally settled."""
    months = record.coverage[
        record.coverage.month.isin(period.months) & (record.coverage.status == "supplied")
    ]
    return list(dict.fromkeys(months.retrieved))
