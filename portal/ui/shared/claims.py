"""Claim cards: who, when, the claim, one sentence to print, and behind one press what it rests on. The same for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence

import streamlit as st

from portal.domain.site import SITE
from portal.figures.claim_cards import claim_list
from portal.services.both_sides.claim_review import claim_review
from portal.services.both_sides.claims import Claim, claims
from portal.ui.cache import here, library
from portal.ui.shared.parts import show_copying

# A script tag cannot be sent as page text, so a part of our own puts it into the head of the document.
_JSON_LD = st.components.v2.component("portal.claim_review", js="claim_review.js")


def show_claims(cards: Sequence[Claim], first: str = "") -> None:
    """The cards given, the one that an address asks for open, and the markup of every claim in the head of the page."""
    portal = library()
    show_copying("copying_claims")
    if cards:
        st.html(claim_list(cards, first, portal.release))
    every = sorted(claims(portal), key=lambda claim: claim.claim_id != first)
    _JSON_LD(
        data={"text": json.dumps([claim_review(claim, here(), SITE) for claim in every])}, key="claim_review"
    )
