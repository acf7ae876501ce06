"""You said, they did: published reports with the answers, what both sides say of them now, and how publishing is decided."""

import streamlit as st

from portal.services.publishing import words
from portal.ui.said.forms import show_follow, show_take_down
from portal.ui.said.view import area_to_show, held, show_decisions, show_rates, show_reports

st.title(words.TITLE)
st.write(words.INTRO)
st.write(words.NOT_POLICE)
area = area_to_show()
found = held(area)
show_take_down()
show_rates(found)
show_reports(found)
show_follow(area)
show_decisions(found)
