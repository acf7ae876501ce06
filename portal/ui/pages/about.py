"""About: who runs and pays for this, six questions with short answers, and everything behind them in full."""

import streamlit as st

from portal import bootstrap
from portal.bootstrap.age import freshness
from portal.services.both_sides.statements import tallies
from portal.ui.about.objections import objections
from portal.ui.about.understanding import show_test
from portal.ui.about.words import FUNDING, NEUTRAL, QUESTIONS
from portal.ui.cache import library
from portal.ui.message_words import MESSAGE_PRIVACY, MODERATION, moderation_rules
from portal.ui.words import ABOUT, PRIVACY, credits_of, operator_words

st.title("About On the Record")
operator = operator_words(bootstrap.settings().operator_name, bootstrap.settings().operator_contact)
counted = tallies(library())
for at, (question, answer) in enumerate(QUESTIONS):
    with st.expander(question, expanded=at == 0):
        st.markdown(answer.format(operator=operator, statements=counted["statements"]))
st.header("In full")
with st.expander("What this is, and who pays"):
    st.markdown(ABOUT)
    st.markdown(FUNDING)
if counted["statements"]:
    with st.expander("Neutral by rule"):
        st.markdown(NEUTRAL.format_map(counted | {"place": library().force.name}))
    with st.expander("“You are biased”"):
        for objection, told in objections(library()):
            st.subheader(f"“{objection}”")
            st.markdown(told)
with st.expander("Test yourself"):
    show_test()
with st.expander("Privacy"):
    st.markdown(PRIVACY)
    st.subheader("Messages to the police")
    st.markdown(MESSAGE_PRIVACY)
with st.expander("What is published, and what is not"):
    st.markdown(f"{MODERATION}\n\n{moderation_rules()}")
with st.expander("Where the data comes from"):
    fresh = freshness()
    st.markdown(f"{fresh.words} {fresh.looked_words}")
    st.markdown(credits_of(library()))
    st.caption(f"Release {library().release}.")
