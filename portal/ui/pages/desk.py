"""The desk: what people sent to the actor's own sectors, and one report with everything needed to answer it."""

import streamlit as st

from portal.ui.components.desk_sign_in import actor_or_sign_in, show_who

st.title("Desk")
actor = actor_or_sign_in()
show_who(actor)
