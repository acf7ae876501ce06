"""A short block for an area's profile: the way to its sector inspector, with the sector set."""

from __future__ import annotations

import streamlit as st

from portal.domain.record.area import Area
from portal.markup import render
from portal.ui.cache import library


def show_tell_strip(area: Area) -> None:
    """Only the code of the area goes into the address."""
    sector = library().sector_of(area)
    st.header("Write in", anchor="write")
    st.html(render("tell/strip.html", sector=sector))
