"""Sector by sector: recorded crime as columns, with what may be missing on top, for the year that was inspected."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache

import streamlit as st

from portal.bootstrap import library_of
from portal.figures.column_list import key_html, list_html
from portal.figures.column_map import column_map_svg, drawn_columns
from portal.markup import Markup
from portal.services.checking.card import printed_numbers
from portal.services.counted.figure import figure
from portal.services.counted.missing_columns import ColumnMap, column_map
from portal.services.counted.question import Question
from portal.services.library.numbers import number
from portal.services.library.selection import default_selection
from portal.services.unrecorded.beside_ours import inspectorates_figure
from portal.services.unrecorded.estimates import audited_periods
from portal.ui import state, words
from portal.ui.cache import library
from portal.ui.recording.words import NO_PERIOD, SECTORS, WHOLE_FORCE, YEAR_NOT_HELD
from portal.ui.shared.parts import show_columns


def show_sectors() -> None:
    """The columns of the newest inspected year; a press on one says its numbers and opens its page."""
    portal = library()
    inspected = audited_periods(portal)
    if not inspected:
        matched = [audit.applies for audit in portal.audits if audit.group == "all" and audit.applies]
        st.info(YEAR_NOT_HELD.format(period=matched[-1].words) if matched else NO_PERIOD)
        return
    newest = max(inspected, key=lambda each: inspected[each])
    drawn, key, svg = _drawn(portal.release, newest)
    st.header("Sector by sector")
    st.write(SECTORS)
    asked = Question(portal.force.code, drawn.period, measure="unrecorded")
    of_force = figure(portal, asked.area, asked.period, asked.crime, asked.measure)
    low, high = printed_numbers(portal, asked, of_force).outer or (0, 0)
    st.caption(
        WHOLE_FORCE.format(
            period=drawn.period.words,
            low=number(low),
            high=number(high),
            # Its first sentence; at which level it was set is said in the method.
            theirs=inspectorates_figure(portal, "all", newest).partition(". ")[0] + ".",
        )
    )
    with st.expander("Every sector, as columns"):
        _show_columns(drawn, key, svg)


def _show_columns(drawn: ColumnMap, key: Markup, svg: str) -> None:
    """The drawing with its key; the button under it opens the page of the sector that was chosen."""
    st.html(key)
    view = {
        "html": svg,
        "theme": "dark" if st.context.theme.type == "dark" else "light",
        "hint": words.COLUMNS_HINT,
        "version": f"recording {drawn.period.first}",
    }
    show_columns(view, state.RECORDING_COLUMNS)
    picked = st.session_state.get(state.RECORDING_COLUMNS, {}).get("picked")
    if picked in library().areas:
        st.switch_page("ui/pages/your_area.py", query_params={"area": picked})


@lru_cache(maxsize=4)
def _drawn(release: str, inspection: str) -> tuple[ColumnMap, Markup, str]:
    """The columns, the words over them, and both drawings, of which a screen shows the one that fits it."""
    portal = library_of(release)
    asked = replace(
        default_selection(portal),
        area="",
        level="sector",
        measure="unrecorded",
        columns=inspection,
        mended=(),
    )
    shown = column_map(portal, asked)
    columns = drawn_columns(shown, "")
    outlines = json.loads(portal.geodata.content("shapes-sector"))["features"]
    places = {outline["id"]: outline for outline in outlines}
    drawing = column_map_svg(shown, outlines, places, "") + list_html(columns, shown.tallest)
    example = next((column for column in columns if column.low is not None), None)
    return shown, key_html(shown, example), str(drawing)
