"""Corrections: what stood here, what stands here now, and why."""

import streamlit as st

from portal import bootstrap
from portal.markup import render
from portal.services.library.corrections import corrections
from portal.ui.cache import library
from portal.ui.shared.corrections import HOW_TO_ASK, INTRO, NO_ROUTE, NONE_YET, ROUTE
from portal.ui.shared.releases import show_releases

st.title("Corrections")
st.write(INTRO)
rows = corrections(library())
if rows:
    st.html(render("corrections.html", rows=rows))
else:
    st.info(NONE_YET)
st.header("Ask for a correction")
contact = bootstrap.settings().operator_contact
st.write(HOW_TO_ASK)
st.write(ROUTE.format(contact=contact) if contact else NO_ROUTE)
with st.expander("Releases, and what each one changed"):
    show_releases()
    st.caption(f"Release {library().release}.")
