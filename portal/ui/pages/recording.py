"""Recording: how much of what was reported was recorded, what each inspection found, and how sure it is."""

from datetime import date

import streamlit as st

from portal.services.recording.findings import rates
from portal.ui.cache import library
from portal.ui.recording.answer import show_answer
from portal.ui.recording.findings import held_findings, show_findings_table, show_timeline
from portal.ui.recording.forces import show_forces
from portal.ui.recording.hundred import show_hundred
from portal.ui.recording.method import show_limits, show_method
from portal.ui.recording.rounds import show_rounds
from portal.ui.recording.sectors import show_sectors
from portal.ui.recording.stages import show_stages
from portal.ui.recording.words import NO_INSPECTIONS, NO_RATE
from portal.ui.shared.sources import show_sources

today, dark = date.today(), st.context.theme.type == "dark"
found = held_findings()
st.title("How much reported crime was recorded?")
if rates(found, "all"):
    show_answer(found, today)
    show_stages(found)
    show_rounds(found)
    show_sectors()
    show_method()
    show_limits(found)
else:
    st.info((NO_RATE if found else NO_INSPECTIONS).format(place=library().force.name))
with st.expander("Every inspection by date, where each was read, and its age"):
    show_timeline(found, today, dark)
    show_findings_table(found, today)
if rates(found, "all"):
    with st.expander("One possible outcome at a time"):
        show_hundred(found)
with st.expander("Other forces at their first inspection"):
    show_forces(dark)
show_sources("inspections", "audits", "force_rates")
