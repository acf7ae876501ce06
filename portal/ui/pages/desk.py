"""The desk: what people sent to the actor's own sectors, and one report with everything needed to answer it."""

import streamlit as st

from portal.services.reports.wiring import read_code
from portal.ui.desk.acts import forget_said, ready_for_acts, show_said
from portal.ui.desk.case import show_case
from portal.ui.desk.inbox import show_inbox
from portal.ui.desk.own import show_own
from portal.ui.desk.public import show_public_tools
from portal.ui.desk.publishing import show_publishing
from portal.ui.desk.sign_in import actor_or_sign_in, show_who

st.title("Desk")
ready_for_acts()
actor = actor_or_sign_in()
show_who(actor)
show_said()
reference = read_code(st.query_params.get("report", ""))
if reference:
    report = show_case(actor, reference)
    if report:
        show_publishing(actor, report)
else:
    show_inbox(actor)
    show_own(actor)
    show_public_tools(actor)
forget_said()
