"""Recording: what inspectors found about crime recording, when, and how sure it is."""

from datetime import date

import streamlit as st

from portal.ui.cache import library
from portal.ui.recording.findings import (
    held_findings,
    show_findings_table,
    show_latest,
    show_timeline,
)
from portal.ui.recording.forces import show_forces
from portal.ui.recording.hundred import show_hundred
from portal.ui.recording.method import show_limits, show_method
from portal.ui.recording.stages import show_stages
from portal.ui.recording.words import INTRO, NO_INSPECTIONS

today, dark = date.today(), st.context.theme.type == "dark"
found = held_findings()
st.title("Recording")
st.write(INTRO)
if not found:
    st.info(NO_INSPECTIONS)
    st.stop()
show_latest(found, today)
show_timeline(found, today, dark)
show_findings_table(found, today)
show_stages(found)
show_hundred(found)
show_forces(dark)
show_method()
show_limits()
st.header("Where this comes from")
sources = library().sources("inspections", "audits", "force_rates")
st.markdown("\n".join(f"- [{s.title}]({s.url}), {s.publisher}. {s.licence}." for s in sources))
st.caption(f"Release {library().release}.")
