"""Which periods can be compared, and which must not be."""

from __future__ import annotations

from portal.domain.record.period import Period, month_at, month_index
from portal.measures.record import Record, missing_months

FIRST_CODES = "2011"


def supplied_runs(record: Record) -> list[Period]:
    """Unbroken runs of supplied months, oldest first."""
    return runs_of(record.supplied_months)


def runs_of(months: list[str]) -> list[Period]:
    """Months in order as unbroken runs."""
    runs: list[Period] = []
    for month in months:
        if runs and month_index(month) == month_index(runs[-1].last) + 1:
            runs[-1] = Period(runs[-1].first, month)
        else:
            runs.append(Period(month, month))
    return runs


def latest_complete_year(record: Record) -> Period:
    """The latest 12 supplied months in a row; the latest run when there is no such year."""
    runs = supplied_runs(record)
    years = [run for run in runs if len(run) >= 12]
    if not years:
        return runs[-1]
    last = years[-1].last
    return Period(month_at(month_index(last) - 11), last)


def comparison_period(record: Record, period: Period) -> Period | None:
    """The nearest earlier period that can stand beside this one: as long, fully supplied, over the same seasons.

    A whole number of years covers every season wherever it starts; anything else must start in the same month.
    """
    whole_years = len(period) % 12 == 0
    first_held = month_index(record.months[0])
    step = 1 if whole_years else 12
    start = month_index(period.first) - (len(period) if whole_years else 12)
    while start >= first_held:
        earlier = Period(month_at(start), month_at(start + len(period) - 1))
        if start + len(period) <= month_index(period.first) and not missing_months(record, earlier):
            return earlier
        start -= step
    return None
