"""About: who runs this, what it cannot say, how it stays neutral, privacy, and where the data comes from."""

import streamlit as st

from portal import bootstrap
from portal.ui.cache import library
from portal.ui.words import ABOUT, CREDITS, NEUTRAL, PRIVACY, operator_words

st.title("About On the Record")
st.markdown(ABOUT)
st.header("Who runs this")
st.markdown(operator_words(bootstrap.settings().operator_name, bootstrap.settings().operator_contact))
st.header("Neutral by rule")
st.markdown(NEUTRAL)
st.header("Privacy")
st.markdown(PRIVACY)
st.header("Where the data comes from")
st.markdown(CREDITS)
st.caption(f"Release {library().release}.")
