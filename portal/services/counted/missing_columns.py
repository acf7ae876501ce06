"""The columns of the map of what may be missing: recorded crime per 1,000 residents, and what may stand on top of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from portal.domain.record.measure import UNRECORDED
from portal.domain.record.period import Period
from portal.services.counted.area_map import area_map
from portal.services.library import numbers
from portal.services.library.library import Library
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimate_map import Printed, printed
from portal.services.unrecorded.estimates import audited_periods

COLUMN_LEVELS = ("sector", "town")
BY_TOWN = (
    "What may be missing is drawn by sector and by town; nobody can say it for smaller places one by one."
)


@dataclass(frozen=True)
class Column:
    """One place. `low` and `high`: crimes that may be missing, the ends of the wider range, unrounded; None where there
    is no estimate. `said` holds the same ends as every page prints them.
    """

    code: str
    name: str
    sector: str
    recorded: int
    residents: int
    low: float | None = None
    high: float | None = None
    said: Printed | None = None

    def per_1000(self, crimes: float) -> float:
        return 1000 * crimes / self.residents

    @property
    def height(self) -> float:
        """Recorded and the most that may be missing, per 1,000 residents."""
        return self.per_1000(self.recorded + (self.high or 0.0))

    @property
    def sentence(self) -> str:
        """What a tap or the keyboard says of it."""
        start = f"{self.name}: {numbers.number(self.recorded)} recorded; "
        if self.said is None:
            return f"{start}no estimate."
        return f"{start}between {numbers.number(self.said.low)} and {numbers.number(self.said.high)} more may have been reported."


@dataclass(frozen=True)
class ColumnMap:
    """Columns in the order of their names; `notice` says why none is drawn, or why none has a hatched top. `drawn_by` says so
    where the columns are of larger places than those asked for."""

    columns: tuple[Column, ...]
    level: str
    period: Period
    notice: str
    drawn_by: str = ""

    @property
    def has_tops(self) -> bool:
        return any(column.low is not None for column in self.columns)

    @property
    def tallest(self) -> float:
        """The most any column of the level stands for, per 1,000: one scale for them all."""
        return max((column.height for column in self.columns), default=0.0)


def period_of_columns(library: Library, selection: Selection) -> Period:
    """The months the columns show: those of the inspection a reader said yes to, else those on the page."""
    return audited_periods(library).get(selection.columns, selection.period)


def drawn_as_columns(library: Library, selection: Selection) -> Selection:
    """The view whose rows the columns are: their own months, sectors or towns, and no inspection's rate on other months."""
    level = selection.level if selection.level in COLUMN_LEVELS else "town"
    period = period_of_columns(library, selection)
    return replace(
        selection, measure=UNRECORDED, level=level, period=period, inspection="", columns="", mended=()
    )


def column_map(library: Library, selection: Selection) -> ColumnMap:
    """Columns for a selection of the page. A place without a rate (months missing, or not twelve) has none."""
    drawn = drawn_as_columns(library, selection)
    shown = area_map(library, drawn)
    rows = shown.rows[shown.rows.recorded_per_1000.notna()].sort_values("area_name")
    notice = shown.notice if len(rows) else shown.notice or "There is no rate for these months."
    drawn_by = "" if selection.level in COLUMN_LEVELS else BY_TOWN
    columns = tuple(_column(row) for row in rows.itertuples())
    return ColumnMap(columns, drawn.level, drawn.period, notice, drawn_by)


def _column(row: Any) -> Column:
    solid = Column(
        row.area_code, row.area_name, row.sector_name or "", int(row.recorded_count), int(row.resident_count)
    )
    if row.label == "not_shown" or pd.isna(row.estimated_lower):
        return solid
    return replace(solid, low=float(row.estimated_lower), high=float(row.estimated_upper), said=printed(row))
