"""You said, they did: published reports with the answers, what both sides say of them now, and how publishing is decided."""

import streamlit as st

from portal.services.publishing import words
from portal.ui.said.forms import show_follow, show_take_down
from portal.ui.said.view import area_to_show, held, show_decisions, show_rates, show_reports, show_taking_down

st.title(words.TITLE)
area = area_to_show()
found = held(area)
show_take_down()
show_reports(found)
with st.expander("How messages are answered"):
    show_rates(found)
with st.expander("Follow what is published"):
    show_follow(area)
with st.expander("How publishing is decided"):
    show_decisions(found)
with st.expander("To have something taken down"):
    show_taking_down(found)
