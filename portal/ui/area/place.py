"""The page of one place: answer, what may be missing, map; then what moved, which crimes, what was said, and how to write."""

from __future__ import annotations

import streamlit as st

from portal.domain.record.figure import Figure
from portal.services.library.selection import Selection
from portal.ui.area.coverage import show_coverage
from portal.ui.area.missing import show_missing
from portal.ui.area.real_change import show_real_change
from portal.ui.area.sections import (
    show_before,
    show_headline,
    show_outcomes,
    show_place,
    show_similar,
    show_teams,
    show_trend,
    show_types,
    show_unplaced,
)
from portal.ui.area.table import show_area_table
from portal.ui.area.view import let_it_paint, show_area_map
from portal.ui.both_sides.local import show_local_statements
from portal.ui.cache import cached_figure, library
from portal.ui.said.view import show_said_strip
from portal.ui.shared.controls import current_selection, show_controls, show_search
from portal.ui.tell.strip import show_tell_strip


def show_place_page() -> None:
    """Everything about the place the address names."""
    selection = current_selection()
    show_search(selection)
    figure = cached_figure(library().release, selection.area, selection.period, selection.crime)
    show_place(figure.area, selection)
    answer, around = st.columns([6, 7], gap="medium")
    # The map goes first, and a browser gets the time to colour it before the rest comes.
    with around:
        st.header("Around here", anchor="map")
        show_controls(selection)
        show_area_map(selection)
    with answer:
        show_headline(figure, selection)
        show_missing(selection)
    let_it_paint()
    show_area_table(selection)
    _show_profile(figure, selection)
    _show_more(figure, selection)


def _show_profile(figure: Figure, selection: Selection) -> None:
    show_trend(figure.area, selection.crime)
    show_before(figure)
    show_real_change(figure.area, selection)
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


def _show_more(figure: Figure, selection: Selection) -> None:
    """What fewer readers look for, each behind its heading."""
    with st.expander("Places like this one"):
        show_similar(figure.area, selection)
    with st.expander("The months held, and what is not on the map"):
        show_unplaced(selection)
        show_coverage()
    with st.expander("Who polices here"):
        show_teams(figure.area)
    with st.expander("Sources and licence"):
        st.markdown("\n".join(f"- [{s.title}]({s.url}), {s.publisher}. {s.licence}." for s in figure.sources))
    st.caption(f"Release {library().release}.")
