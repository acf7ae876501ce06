"""About: who runs and pays for this, what it cannot say, how it stays neutral, privacy, and where the data comes from."""

import streamlit as st

from portal import bootstrap
from portal.bootstrap.age import freshness
from portal.services.both_sides.statements import tallies
from portal.ui.about.understanding import show_test
from portal.ui.about.words import FUNDING, NEUTRAL, OBJECTIONS
from portal.ui.cache import library
from portal.ui.message_words import MESSAGE_PRIVACY, MODERATION, moderation_rules
from portal.ui.words import ABOUT, CREDITS, PRIVACY, operator_words

st.title("About On the Record")
st.markdown(ABOUT)
st.header("Who runs this")
st.markdown(operator_words(bootstrap.settings().operator_name, bootstrap.settings().operator_contact))
st.subheader("Who pays")
st.markdown(FUNDING)
counted = tallies(library())
if counted["statements"]:
    st.header("Neutral by rule", anchor="neutral")
    st.markdown(NEUTRAL.format_map(counted | {"place": library().force.name}))
    st.header("“You are biased”", anchor="biased")
    for objection, answer in OBJECTIONS:
        st.subheader(f"“{objection}”")
        st.markdown(answer.format_map(counted))
show_test()
st.header("Privacy")
st.markdown(PRIVACY)
st.header("Privacy of messages to the police", anchor="messages")
st.markdown(MESSAGE_PRIVACY)
st.header("What is published, and what is not", anchor="moderation")
st.markdown(f"{MODERATION}\n\n{moderation_rules()}")
st.header("Where the data comes from")
fresh = freshness()
st.markdown(" ".join(filter(None, (fresh.age_words, fresh.behind_words, fresh.looked_words))))
st.markdown(CREDITS)
st.caption(f"Release {library().release}.")
