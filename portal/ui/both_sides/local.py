"""A short block for an area's profile: what is about it, and apart from that what is about the whole force."""

from __future__ import annotations

import streamlit as st

from portal.domain.record.area import Area
from portal.domain.record.statement import Statement
from portal.markup import render
from portal.services.both_sides.statements import said_about, said_of_all, threads
from portal.ui.both_sides.words import FOUND_FOR_ALL, LOCAL_NONE, NOT_HERE, SIDES
from portal.ui.cache import library

# How many of the newest about the whole force stand on a place's page; the rest are a link away.
NEWEST = 3


def show_local_statements(area: Area) -> None:
    """What is about here alone, newest first; then, under its own heading, the newest about the whole force."""
    portal = library()
    every = threads(portal)
    if not every:
        return
    own = said_about(portal, area)
    if area.level != "force":
        st.header("What was found and said about here", anchor="said")
        if own:
            _show_newest(area, own)
        else:
            st.write(LOCAL_NONE.format(name=area.name))
        if not any(said.kind == "finding" for said in own):
            st.caption(NOT_HERE.format(name=area.name))
    st.header(FOUND_FOR_ALL)
    newest = said_of_all(portal, "")[:NEWEST]
    st.html(render("both_sides/local.html", area=area, statements=newest, sides=SIDES))
    st.html(render("both_sides/way.html", area=area, count=len(every)))


def _show_newest(area: Area, own: tuple[Statement, ...]) -> None:
    """The newest few; the others, as whole, behind one press."""
    st.html(render("both_sides/local.html", area=area, statements=own[:NEWEST], sides=SIDES))
    if len(own) > NEWEST:
        with st.expander(f"{len(own) - NEWEST} earlier ones"):
            st.html(render("both_sides/local.html", area=area, statements=own[NEWEST:], sides=SIDES))
