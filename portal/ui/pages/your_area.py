"""Your area: the landing until a place is chosen, then the place."""

import streamlit as st

from portal.services.search.titles import is_landing
from portal.ui.area.landing import show_landing
from portal.ui.area.place import show_place_page

if is_landing(st.query_params):
    show_landing()
else:
    show_place_page()
