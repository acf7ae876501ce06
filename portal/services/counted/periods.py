"""Which periods a reader is offered: twelve months first, then whole years, then everything in a row."""

from __future__ import annotations

from portal.domain.record.period import Period
from portal.measures.change import latest_complete_year, supplied_runs
from portal.services.library.library import Library
from portal.services.unrecorded.estimates import audited_periods


def periods_to_choose(library: Library) -> list[Period]:
    """The latest twelve months held, every whole calendar year, the years inspected, then every run of other length.

    Newest first within each kind, and no period twice.
    """
    runs = supplied_runs(library.record)
    years = [year for run in reversed(runs) for year in _calendar_years(run)]
    inspected = sorted(set(audited_periods(library).values()), key=lambda period: period.last, reverse=True)
    offered = [latest_complete_year(library.record), *years, *inspected, *reversed(runs)]
    return list(dict.fromkeys(offered))


def period_name(period: Period, complete_year: Period) -> str:
    """A period as a choice in a list."""
    if len(period) == 12 and period.first.endswith("-01"):
        return period.first[:4]
    if len(period) != 12:
        return f"{period.words} ({len(period)} month{'' if len(period) == 1 else 's'})"
    return f"{period.words}{', latest 12 months held' if period == complete_year else ''}"


def _calendar_years(run: Period) -> list[Period]:
    """The whole calendar years within the run, newest first."""
    first, last = int(run.first[:4]), int(run.last[:4])
    years = [Period(f"{year}-01", f"{year}-12") for year in range(last, first - 1, -1)]
    return [year for year in years if run.first <= year.first and year.last <= run.last]
