"""Tell the police: the first question, the form, the check and the receipt."""

import streamlit as st

from portal.ui.tell.board import show_board
from portal.ui.tell.words import INTRO, TITLE

st.title(TITLE)
st.write(INTRO)
show_board()
