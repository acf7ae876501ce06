"""The claim cards, as links to a page each."""

from __future__ import annotations

import streamlit as st

from portal.services.both_sides.claims import CLAIMS_INTRO, claims
from portal.ui.cache import library


def show_claim_links() -> None:
    """One line a card: the words in circulation, and what can be printed beside them."""
    cards = claims(library())
    if not cards:
        return
    st.header("Figures in circulation", anchor="claims")
    st.write(CLAIMS_INTRO)
    st.markdown("\n".join(f"- [{claim.heading}](claim/{claim.claim_id}). {claim.finding}" for claim in cards))
