"""The page of one place: answer, what may be missing, map; then what moved, which crimes, what was said, and how to write."""

from __future__ import annotations

import streamlit as st

from portal.domain.record.figure import Figure
from portal.markup import render
from portal.services.library.selection import Selection
from portal.ui.area.crimes import show_outcomes, show_types
from portal.ui.area.folds import show_folds
from portal.ui.area.missing import show_missing
from portal.ui.area.neighbours import show_neighbours
from portal.ui.area.sections import show_headline, show_place, show_similar
from portal.ui.area.table import show_area_table
from portal.ui.area.trend import show_trend
from portal.ui.area.view import show_area_map
from portal.ui.both_sides.local import show_local_statements
from portal.ui.cache import cached_figure, library
from portal.ui.said.view import show_said_strip
from portal.ui.shared.controls import current_selection, show_controls, show_level, show_search
from portal.ui.shared.status import show_change
from portal.ui.tell.strip import show_tell_strip


def show_place_page() -> None:
    """Everything about the place the address names."""
    selection = current_selection()
    with st.container(key="place-page"):
        show_search(selection)
        figure = cached_figure(library().release, selection.area, selection.period, selection.crime)
        show_place(figure.area)
        answer, around = st.columns([6, 7], gap="medium")
        with around:
            _show_map(selection, figure)
        with answer:
            show_headline(figure, selection)
            show_missing(selection)
        # From here on the line waits until a browser has coloured the map (portal/api/connection/pacing.py).
        with around, st.container(key="below-map"):
            show_neighbours(selection)
            with st.expander("More choices"):
                show_level(selection)
                show_area_table(selection)
                show_similar(figure.area, selection)
        _show_profile(figure, selection)
        show_folds(figure, selection)


def _show_map(selection: Selection, figure: Figure) -> None:
    st.html(render("area/around.html"))
    show_controls(selection)
    show_change(selection, figure)
    show_area_map(selection)


def _show_profile(figure: Figure, selection: Selection) -> None:
    show_trend(figure, selection)
    types, outcomes = st.columns(2, gap="large")
    with types:
        show_types(figure.area, selection)
    with outcomes:
        show_outcomes(figure.area, selection)
    said, write = st.columns(2, gap="large")
    with said:
        show_local_statements(figure.area)
    with write:
        show_tell_strip(figure.area)
        show_said_strip(figure.area)
