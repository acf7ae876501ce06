"""The first page, before a place is chosen: what this is for, a search, the sectors, and the whole force in two figures."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from portal.bootstrap.forces import next_door
from portal.domain.record.crime import ALL
from portal.domain.site import PURPOSE
from portal.figures.place_cards import FORCE_HEADING, doors, force_cards, sector_list
from portal.markup import render
from portal.services.library.library import Library
from portal.services.library.selection import Selection
from portal.ui.area.view import show_area_map
from portal.ui.cache import cached_figure, library
from portal.ui.shared.controls import current_selection, show_search, show_switch


def show_landing() -> None:
    """No place is chosen for a reader; the map and the figures are of the whole force."""
    portal = library()
    selection = replace(current_selection(), area=portal.force.code, level="sector")
    with st.container(key="landing-page"):
        find, around = st.columns([6, 7], gap="large")
        with around:
            show_switch(selection)
            show_area_map(selection, is_choice=True)
        with find:
            st.title(PURPOSE)
            st.html(render("area/purpose.html"))
            show_search(selection)
            st.html(sector_list(portal, st.query_params.get("release", ""), next_door()))
        _show_force(portal, selection)
        st.html(doors(portal))


def _show_force(portal: Library, selection: Selection) -> None:
    figure = cached_figure(portal.release, portal.force.code, selection.period, ALL)
    st.header(FORCE_HEADING)
    st.html(force_cards(portal, figure))
