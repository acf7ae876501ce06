"""The rows of the map as a table, and as a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, floor
from typing import Any

import pandas as pd
import streamlit as st

from portal.domain.record.crime import crime_words
from portal.domain.record.figure import SMALL_NUMBER
from portal.domain.record.measure import PER_RESIDENTS
from portal.services.counted.missing_columns import period_of_columns
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimate_map import printed
from portal.ui import state, words
from portal.ui.area.view import picked, what_is_shown
from portal.ui.cache import cached_map, library
from portal.ui.shared.downloads import show_downloads
from portal.ui.shared.parts import show_table

# More small areas than this are listed on request.
LONG = 150
_RATE = {"minimumFractionDigits": 1, "maximumFractionDigits": 1}


@dataclass(frozen=True)
class AreaTable:
    """What is sent: columns, one list of cells an area, and the area each row opens."""

    columns: list[dict[str, Any]]
    cells: list[list[Any]]
    codes: list[str]


def show_area_table(selection: Selection) -> None:
    """The rows of the map as a table, with a download of every area."""
    portal = library()
    what = what_is_shown(selection)
    if selection.is_estimated:
        # The table is of the months the map shows, which may be others than those of the page.
        period = period_of_columns(portal, selection)
        selection = replace(
            selection,
            period=period,
            columns="",
            inspection=selection.inspection if period == selection.period else "",
        )
    shown = cached_map(portal.release, selection)
    name = words.LEVEL_NAMES[shown.level]
    sector = portal.sector_of(portal.areas[selection.area])
    within = ""
    if shown.level != "sector" and sector is not None:
        whole = st.toggle(
            f"List all {shown.outlines:,} in {portal.force.name}, not only {sector.name}",
            key=state.WHOLE_FORCE,
        )
        within = "" if whole else sector.name
        name = f"{name} in {portal.force.name if whole else sector.name}"
    table = _table(portal.release, replace(selection, area="", mended=()), within)
    if (
        shown.level == "lsoa"
        and len(table.codes) > LONG
        and not st.toggle(f"List the {len(table.codes):,} here as a table", key=state.LONG_TABLE)
    ):
        # A list of hundreds would be sent anew at every change of filter; readers who want it say so.
        show_downloads(selection)
        return
    show_table(
        f"{name}: {what[0].lower()}{what[1:]}", table.columns, table.cells, state.TABLE, codes=table.codes,
        chosen=selection.area, height=420, on_pick=lambda: picked(selection, state.TABLE),
    )  # fmt: skip
    st.caption(f"Residents: {shown.population_source}.")
    show_downloads(selection)


@lru_cache(maxsize=100)
def _table(release: str, selection: Selection, sector_name: str) -> AreaTable:
    """The rows of one sector, or all with no name; the same whichever area is chosen. Kept, so that a popular view
    does not open the map's rows for every reader.
    """
    rows = cached_map(release, selection).rows
    if sector_name:
        rows = rows[rows.sector_name == sector_name]
    columns, cells = (_estimated if selection.is_estimated else _recorded)(selection, rows)
    return AreaTable(columns, cells, list(rows.counted_as))


def _recorded(selection: Selection, rows: pd.DataFrame) -> tuple[list[dict[str, Any]], list[list[Any]]]:
    """Always with a rate beside the number: the measure's own, or else per 1,000 residents."""
    per = selection.measured.per or PER_RESIDENTS.per
    rates = rows.value if selection.measured.per else rows.recorded_per_1000
    # Per 1,000 is the unit the ends are held in; a measure of another unit takes its share.
    times = (per or 1000) / 1000
    columns = [
        {"label": "Area", "heading": True},
        {"label": f"Recorded {crime_words(selection.crime)}", "numeric": True},
        {"label": "Residents", "numeric": True},
        {"label": f"Per {per:,} residents", "numeric": True, "format": _RATE},
        {"label": "Rate from", "numeric": True, "format": _RATE},
        {"label": "Rate to", "numeric": True, "format": _RATE},
        {"label": "How sure", "numeric": False},
    ]
    cells = [
        [
            row.area_name,
            _int(row.recorded_count),
            _int(row.resident_count),
            _one_decimal(rate),
            _one_decimal(times * row.recorded_per_1000_lower),
            _one_decimal(times * row.recorded_per_1000_upper),
            "Small number" if not pd.isna(rate) and row.recorded_count < SMALL_NUMBER else None,
        ]
        for row, rate in zip(rows.itertuples(), rates, strict=True)
    ]
    return columns, cells


def _estimated(selection: Selection, rows: pd.DataFrame) -> tuple[list[dict[str, Any]], list[list[Any]]]:
    """Range first, then the number where one may be shown, then how much weight it bears."""
    first, *others = words.modelled_columns(is_scenario=bool((rows.label == "scenario").any()))
    rate = {"numeric": True, "format": _RATE}
    columns: list[dict[str, Any]] = [
        {"label": "Area", "heading": True},
        {"label": "Recorded", "numeric": True},
        {"label": f"Unrecorded: {first}", "numeric": True},
        *({"label": other, "numeric": True} for other in others),
        {"label": "For every 1,000 residents: recorded", **rate},
        {"label": f"unrecorded, {first}", **rate},
        {"label": others[0], **rate},
        {"label": "How sure", "numeric": False},
    ]
    return columns, [_estimated_row(row) for row in rows.itertuples()]


def _estimated_row(row: Any) -> list[Any]:
    start = [row.area_name, _int(row.recorded_count)]
    recorded = _one_decimal(row.recorded_per_1000)
    if row.label == "not_shown":
        return [*start, None, None, None, recorded, None, None, words.LABEL_NAMES[row.label]]
    shown = printed(row)
    central = None if row.label == "range_only" else shown.central
    low, high = _per_1000(row)
    return [*start, shown.low, shown.high, central, recorded, low, high, words.LABEL_NAMES[row.label]]


def _per_1000(row: Any) -> tuple[float | None, float | None]:
    """The ends for every 1,000 residents, rounded outward; a rate for other than twelve months would mislead."""
    if pd.isna(row.recorded_per_1000):
        return None, None
    low, high = (
        1000 * float(end) / float(row.resident_count) for end in (row.estimated_lower, row.estimated_upper)
    )
    return floor(10 * low) / 10, ceil(10 * high) / 10


def _int(value: float) -> int | None:
    return None if pd.isna(value) else int(value)


def _one_decimal(value: float) -> float | None:
    return None if pd.isna(value) else round(float(value), 1)
