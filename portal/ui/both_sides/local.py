"""A short block for an area's profile: the exchanges that are about it, with links."""

from __future__ import annotations

import streamlit as st

from portal.domain.record.area import Area
from portal.markup import render
from portal.services.both_sides.statements import local_threads, threads
from portal.ui.both_sides.words import SIDES
from portal.ui.cache import library


def show_local_statements(area: Area) -> None:
    """What was found and said about here, or a plain sentence that nothing names the place, with the way to the rest."""
    every = threads(library())
    if not every:
        return
    st.header("What was found and said about here", anchor="said")
    own = local_threads(library(), area)
    if not own:
        st.write(
            f"No finding or statement we hold is about {area.name} alone; all are about the whole force or the nation."
        )
    for thread in own:
        named = [said for said in thread.statements if said.column != "other"]
        st.html(render("both_sides/local.html", area=area, thread=thread, statements=named, sides=SIDES))
    st.html(render("both_sides/way.html", area=area, count=len(every)))
