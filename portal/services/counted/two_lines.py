"""Two lines of recorded crime on one axis: two areas by date, or two periods of one area by the months of each."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from portal.domain.record.area import Area
from portal.domain.record.period import Period, month_words
from portal.measures.population import reference_for, residents_of
from portal.services.counted.profile import broader, trend
from portal.services.library.library import Library

NOT_HELD = "not_held"


@dataclass(frozen=True)
class Point:
    """One month. `at` counts months from the left of the axis. Both numbers are None where the month has no figure."""

    at: int
    month: str
    status: str
    count: int | None
    per_1000: float | None = None


@dataclass(frozen=True)
class TrendLine:
    """The months of one area, or of one period of it. `area` is never a small one: its months are too few."""

    name: str
    area: Area
    period: Period
    residents: int | None
    points: tuple[Point, ...]

    @property
    def held(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.count is not None)


def area_lines(
    library: Library, one: Area, other: Area, period: Period, crime: str
) -> tuple[tuple[TrendLine, TrendLine], bool]:
    """Every month of two areas from the first that either has, and whether it is shown for every 1,000 residents.

    Each line is divided by one count of residents, that of `period`, so that no step in it is one of residents. Where
    residents of either are not known both are counts.
    """
    areas = one, other
    months = [trend(library, area, crime) for area in areas]
    first = min(_first_held(rows) for rows in months)
    reference = reference_for(library.record, library.residents, period)
    residents = [residents_of(library.record, library.residents, area, reference) for area in areas]
    rated = all(residents)
    lines = [
        _line(area.name, area, rows, Period(first, max(first, str(rows.month.max()))), people, rated)
        for area, rows, people in zip(areas, months, residents, strict=True)
    ]
    return (lines[0], lines[1]), rated


def period_lines(
    library: Library, asked: Area, one: Period, other: Period, crime: str
) -> tuple[TrendLine, TrendLine]:
    """Counts of the two periods, the earlier one first, each from its own first month."""
    area = broader(library, asked)
    months = trend(library, area, crime)
    earlier, later = (
        _line(short_words(period), area, months, period, None, rated=False) for period in sorted((one, other))
    )
    return earlier, later


def short_words(period: Period) -> str:
    """'2025' for a whole calendar year, else the months: 'Mar 2021 to Feb 2022'."""
    if period.first[5:] == "01" and period.last[5:] == "12" and len(period) == 12:
        return period.first[:4]
    first, last = (f"{month_words(month)[:3]} {month[:4]}" for month in (period.first, period.last))
    return first if first == last else f"{first} to {last}"


def _first_held(rows: pd.DataFrame) -> str:
    held = rows.month[rows.recorded_count.notna()]
    return str((held if len(held) else rows.month).min())


def _line(
    name: str, area: Area, rows: pd.DataFrame, period: Period, residents: int | None, rated: bool
) -> TrendLine:
    known = {row.month: row for row in rows.itertuples()}
    points = []
    for at, month in enumerate(period.months):
        row = known.get(month)
        count = None if row is None or pd.isna(row.recorded_count) else int(row.recorded_count)
        rate = 1000 * count / residents if rated and residents and count is not None else None
        points.append(Point(at, month, NOT_HELD if row is None else str(row.status), count, rate))
    return TrendLine(name, area, period, residents, tuple(points))
