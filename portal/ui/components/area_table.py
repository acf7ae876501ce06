"""The rows of the map as a table, and as a file."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from portal.domain.crime import crime_words
from portal.services.estimate_map import printed
from portal.services.selection import Selection
from portal.ui import state, words
from portal.ui.cache import cached_map, library
from portal.ui.components.area_view import picked, what_is_shown
from portal.ui.components.downloads import show_downloads
from portal.ui.components.parts import show_table

# More small areas than this are listed on request.
LONG = 150
_RATE = {"minimumFractionDigits": 1, "maximumFractionDigits": 1}


def show_area_table(selection: Selection) -> None:
    """The rows of the map as a table, with a download of every area."""
    portal = library()
    shown = cached_map(portal.release, selection)
    rows, name = shown.rows, words.LEVEL_NAMES[shown.level]
    sector = portal.sector_of(portal.areas[selection.area])
    if shown.level != "sector" and sector is not None:
        whole = st.toggle(
            f"List all {len(rows):,} in {portal.force.name}, not only {sector.name}", key=state.WHOLE_FORCE
        )
        rows = rows if whole else rows[rows.sector_name == sector.name]
        name = f"{name} in {portal.force.name if whole else sector.name}"
    if (
        shown.level == "lsoa"
        and len(rows) > LONG
        and not st.toggle(f"List the {len(rows):,} here as a table", key=state.LONG_TABLE)
    ):
        # A list of hundreds would be sent anew at every change of filter; readers who want it say so.
        show_downloads(selection)
        return
    columns, cells = (_estimated if selection.is_estimated else _recorded)(selection, rows)
    what = what_is_shown(selection)
    show_table(
        f"{name}: {what[0].lower()}{what[1:]}", columns, cells, state.TABLE, codes=list(rows.counted_as),
        chosen=selection.area, height=420, on_pick=lambda: picked(selection, state.TABLE),
    )  # fmt: skip
    st.caption(f"Residents: {shown.population_source}.")
    show_downloads(selection)


def _recorded(selection: Selection, rows: pd.DataFrame) -> tuple[list[dict[str, Any]], list[list[Any]]]:
    columns = [
        {"label": "Area", "heading": True},
        {"label": f"Recorded {crime_words(selection.crime)}", "numeric": True},
        {"label": "Residents", "numeric": True},
        {"label": "Per 1,000 residents", "numeric": True, "format": _RATE},
    ]
    cells = [
        [
            row.area_name,
            _int(row.recorded_count),
            _int(row.resident_count),
            _one_decimal(row.recorded_per_1000),
        ]
        for row in rows.itertuples()
    ]
    return columns, cells


def _estimated(selection: Selection, rows: pd.DataFrame) -> tuple[list[dict[str, Any]], list[list[Any]]]:
    """Range first, then the number where one may be shown, then how much weight it bears."""
    what, *parts = words.modelled_columns(
        selection.measure, is_scenario=bool((rows.label == "scenario").any())
    )
    shape = {"numeric": True} | ({"format": _RATE} if selection.measure.endswith("per_1000") else {})
    columns: list[dict[str, Any]] = [
        {"label": "Area", "heading": True},
        {"label": "Recorded", "numeric": True},
        *({"label": f"{what}: {part}" if part == parts[0] else part, **shape} for part in parts),
        {"label": "How sure", "numeric": False},
    ]
    return columns, [_estimated_row(row, selection.measure) for row in rows.itertuples()]


def _estimated_row(row: Any, measure: str) -> list[Any]:
    start = [row.area_name, _int(row.recorded_count)]
    if row.label == "not_shown":
        return [*start, None, None, None, words.LABEL_NAMES[row.label]]
    shown = printed(row, measure)
    central = None if row.label == "range_only" else shown.central
    return [*start, shown.low, shown.high, central, words.LABEL_NAMES[row.label]]


def _int(value: float) -> int | None:
    return None if pd.isna(value) else int(value)


def _one_decimal(value: float) -> float | None:
    return None if pd.isna(value) else round(float(value), 1)
