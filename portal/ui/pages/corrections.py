"""Corrections: what stood here, what stands here now, and why."""

import streamlit as st

from portal import bootstrap
from portal.services.library.thread_tables import thread_rows
from portal.ui.cache import library
from portal.ui.shared.corrections import HOW_TO_ASK, INTRO, NO_ROUTE, NONE_YET, ROUTE
from portal.ui.shared.parts import show_table
from portal.ui.shared.releases import show_releases

st.title("Corrections")
st.write(INTRO)
rows = thread_rows(library(), "corrections")
if rows:
    labels = {
        "made_on": "Date",
        "where": "Where",
        "was": "What stood there",
        "now": "What stands there now",
        "why": "Why",
    }
    columns = [{"label": label, "heading": name == "made_on"} for name, label in labels.items()]
    show_table(
        "Corrections, by date", columns, [[row[name] for name in labels] for row in rows], "corrections_table"
    )
else:
    st.info(NONE_YET)
show_releases()
st.header("Ask for a correction")
contact = bootstrap.settings().operator_contact
st.write(HOW_TO_ASK)
st.write(ROUTE.format(contact=contact) if contact else NO_ROUTE)
st.caption(f"Release {library().release}.")
