"""Follow a report: in with reference and code, or by the private link."""

import streamlit as st

from portal.ui.follow.board import show_board
from portal.ui.follow.words import INTRO, TITLE

st.title(TITLE)
st.write(INTRO)
show_board()
