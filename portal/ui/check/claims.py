"""The claim cards, as links to a page each."""

from __future__ import annotations

import streamlit as st

from portal.services.both_sides.claims import CLAIMS_INTRO, claims
from portal.ui.cache import library
from portal.ui.shared.parts import Copy, show_copies


def show_claim_links() -> None:
    """The sentence of each card with a button that copies it, and the way to what it rests on."""
    cards = claims(library())
    if not cards:
        return
    st.header("Figures in circulation", anchor="claims")
    st.write(CLAIMS_INTRO)
    printable = [claim for claim in cards if claim.sentence]
    show_copies([Copy(claim.heading, claim.sentence, "Copy to print") for claim in printable], "copy_claims")
    st.markdown(
        "\n".join(f"- [Where it comes from: {claim.heading}](claim/{claim.claim_id})" for claim in cards)
    )
