"""Both sides: what was found beside what was said, exchange by exchange."""

import streamlit as st

from portal import bootstrap
from portal.markup import render
from portal.services.both_sides.statements import threads
from portal.ui.both_sides.controls import asked_claim, threads_to_show
from portal.ui.both_sides.threads import show_concerns, show_threads
from portal.ui.both_sides.timeline import show_timeline
from portal.ui.both_sides.words import LEAD, NO_TABLES, REPLY
from portal.ui.cache import library
from portal.ui.ending import end_page
from portal.ui.shared.claims import show_claims
from portal.ui.shared.corrections import NO_ROUTE, ROUTE
from portal.ui.shared.sources import show_sources

st.title("Both sides")
st.html(render("lead.html", text=LEAD))
if not threads(library()):
    st.info(NO_TABLES.format(place=library().force.name))
    end_page()
claim = asked_claim()
if claim:
    show_claims(claim, claim[0].claim_id)
shown, pointed = threads_to_show()
show_threads(shown, pointed)
with st.expander("All of it on one line of dates"):
    show_timeline(st.context.theme.type == "dark")
with st.expander("Recommendations and causes of concern over time"):
    show_concerns()
contact = bootstrap.settings().operator_contact
st.header("Your side, and corrections", anchor="reply")
st.markdown(REPLY.format(route=ROUTE.format(contact=contact) if contact else NO_ROUTE))
show_sources("statements", "threads", "recommendations", "claims", "inspections", "audits")
