"""Claim cards on the page, and the same for machines that read it."""

from __future__ import annotations

import json

import streamlit as st

from portal.domain.record.statement import SEEN_WORDS, date_words
from portal.domain.site import SITE
from portal.markup import render
from portal.services.both_sides.claim_review import claim_review
from portal.services.both_sides.claims import CLAIMS_INTRO, Claim, claims
from portal.ui.cache import here, library
from portal.ui.shared.parts import Copy, show_copies

# A script tag cannot be sent as page text, so a part of our own puts it into the head of the document.
_JSON_LD = st.components.v2.component("portal.claim_review", js="claim_review.js")


def show_claims(first: str = "") -> None:
    """Every card, the one the address asks for first, and their markup in the head of the page."""
    st.header("Check a claim", anchor="claims")
    st.write(CLAIMS_INTRO)
    cards = sorted(claims(library()), key=lambda claim: claim.claim_id != first)
    for claim in cards:
        show_claim(claim)
    reviews = [claim_review(claim, here(), SITE) for claim in cards]
    _JSON_LD(data={"text": json.dumps(reviews)}, key="claim_review")


def show_claim(claim: Claim) -> None:
    st.subheader(claim.heading, anchor=f"claim-{claim.claim_id}")
    said_on = date_words(claim.said_on)
    st.html(render("both_sides/claim.html", claim=claim, said_on=said_on, seen=SEEN_WORDS))
    if claim.sentence:
        show_copies([Copy("A sentence to print", claim.sentence, "Copy to print")], f"copy_{claim.claim_id}")
    with st.expander("What was said elsewhere, what the evidence says, and what cannot be known"):
        st.html(render("both_sides/claim_found.html", claim=claim, seen=SEEN_WORDS))
