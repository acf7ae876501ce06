"""Write in: who reads it, the first question, the form, the check and the receipt."""

import streamlit as st

from portal.domain.at_hand import rooted
from portal.services.writing.words import NO_ACCOUNT, ON_PLAIN, TITLE
from portal.ui.tell.before import show_before
from portal.ui.tell.board import show_board

st.title(TITLE)
show_before()
show_board()
st.caption(f"{NO_ACCOUNT} {ON_PLAIN.format(path=rooted('/write'))}")
