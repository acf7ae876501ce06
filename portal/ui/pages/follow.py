"""Follow a report: in with reference and code, or by the private link."""

import streamlit as st

from portal.domain.at_hand import rooted
from portal.services.writing.follow_words import INTRO, TITLE
from portal.services.writing.words import ON_PLAIN
from portal.ui.follow.board import show_board

st.title(TITLE)
st.write(INTRO)
show_board()
st.caption(ON_PLAIN.format(path=rooted("/write/follow")))
