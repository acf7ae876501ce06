"""Both sides: what was found beside what was said, exchange by exchange."""

import streamlit as st

from portal import bootstrap
from portal.services.both_sides.statements import tallies, threads
from portal.ui.both_sides.claims import show_claims
from portal.ui.both_sides.controls import asked_claim, threads_to_show
from portal.ui.both_sides.threads import show_concerns, show_threads
from portal.ui.both_sides.timeline import show_timeline
from portal.ui.both_sides.words import INTRO, NO_TABLES, REPLY
from portal.ui.cache import library
from portal.ui.shared.corrections import NO_ROUTE, ROUTE

st.title("Both sides")
st.write(INTRO.format_map(tallies(library()) | {"force": library().force.name}))
if not threads(library()):
    st.info(NO_TABLES)
    st.stop()
claim = asked_claim()
if claim:
    show_claims(claim)
shown, pointed = threads_to_show()
show_threads(shown, pointed)
if not claim:
    show_claims()
show_concerns()
show_timeline(st.context.theme.type == "dark")
contact = bootstrap.settings().operator_contact
st.header("Your side, and corrections", anchor="reply")
st.markdown(REPLY.format(route=ROUTE.format(contact=contact) if contact else NO_ROUTE))
st.header("Where this comes from")
sources = library().sources("statements", "threads", "recommendations", "claims", "inspections", "audits")
st.markdown("\n".join(f"- [{s.title}]({s.url}), {s.publisher}. {s.licence}." for s in sources))
st.caption(f"Release {library().release}.")
