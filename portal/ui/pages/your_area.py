"""Your area: search, map, and an area's profile."""

import streamlit as st

from portal.ui.area.coverage import show_coverage
from portal.ui.area.missing import show_missing
from portal.ui.area.real_change import show_real_change
from portal.ui.area.sections import (
    show_headline,
    show_outcomes,
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

selection = current_selection()
show_search(selection)
figure = cached_figure(library().release, selection.area, selection.period, selection.crime)
words, picture = st.columns([2, 3], gap="large")
# The map goes first, and a browser gets the time to colour it before the rest comes.
with picture:
    show_controls(selection)
    show_area_map(selection)
with words:
    show_headline(figure, selection)
    if selection.is_estimated:
        show_missing(selection)
let_it_paint()
show_area_table(selection)
if not selection.is_estimated:
    show_missing(selection)
show_trend(figure.area, selection.crime)
show_real_change(figure.area, selection)
types, outcomes = st.columns(2, gap="medium")
with types:
    show_types(figure.area, selection)
with outcomes:
    show_outcomes(figure.area, selection)
show_similar(figure.area, selection)
show_local_statements(figure.area)
show_said_strip(figure.area)
show_unplaced(selection)
show_teams(figure.area)
show_tell_strip(figure.area)
show_coverage()
st.header("Where this comes from")
st.markdown("\n".join(f"- [{s.title}]({s.url}), {s.publisher}. {s.licence}." for s in figure.sources))
st.caption(f"Release {library().release}.")
