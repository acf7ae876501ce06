"""Write in: who reads it, the first question, the form, the check and the receipt."""

import streamlit as st

from portal.ui.tell.before import show_before
from portal.ui.tell.board import show_board
from portal.ui.tell.words import NO_ACCOUNT, TITLE

st.title(TITLE)
show_before()
show_board()
st.caption(NO_ACCOUNT)
