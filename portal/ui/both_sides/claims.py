"""Claim cards on the page, and the same for machines that read it."""

from __future__ import annotations

import json

import streamlit as st

from portal import bootstrap
from portal.domain.record.statement import SEEN_WORDS, date_words
from portal.domain.site import SITE
from portal.services.both_sides.claim_review import claim_review
from portal.services.both_sides.claims import CLAIMS_INTRO, Claim, claims
from portal.ui.both_sides.cards import STYLE, link
from portal.ui.cache import library

# A script tag cannot be sent as page text, so a part of our own puts it into the head of the document.
_JSON_LD = st.components.v2.component("portal.claim_review", js="claim_review.js")


def show_claims(first: str = "") -> None:
    """Every card, the one the address asks for first, and their markup in the head of the page."""
    st.html(STYLE)
    st.header("Check a claim", anchor="claims")
    st.write(CLAIMS_INTRO)
    cards = sorted(claims(library()), key=lambda claim: claim.claim_id != first)
    for claim in cards:
        show_claim(claim)
    reviews = [claim_review(claim, bootstrap.settings().public_url, SITE) for claim in cards]
    _JSON_LD(data={"text": json.dumps(reviews)}, key="claim_review")


def show_claim(claim: Claim) -> None:
    st.subheader(claim.heading, anchor=f"claim-{claim.claim_id}")
    st.html(
        f'<p style="margin:0;max-width:44em;font-weight:600">{claim.finding}</p>'
        f'<p class="otr-list" style="margin:.5rem 0 0;padding:0;columns:1">Needs context. Met in: {claim.place}, {date_words(claim.said_on)}; {claim.said_by} '
        f"({claim.role}). {link(claim.source_url, claim.source_title)}{', ' + claim.locator if claim.locator else ''}; "
        f"read {SEEN_WORDS[claim.seen]}.</p>"
        f'<p style="margin:.5rem 0 0;max-width:44em"><strong>What it depends on.</strong> {claim.conditioned_on}</p>'
    )
    with st.expander("What was found, then and since, and what cannot be known"):
        found = "".join(
            f"<li><strong>{line.when} ({line.area}).</strong> {line.sentence} {link(line.source_url, line.source_title)}, "
            f"read {SEEN_WORDS[line.seen]}.</li>"
            for line in claim.evidence
        )
        unknown = "".join(f"<li>{text}</li>" for text in claim.cannot_be_known)
        st.html(
            f'<div class="otr-card"><ul>{found}</ul><p><strong>Cannot be known</strong></p><ul>{unknown}</ul></div>'
        )
        st.html(
            f'<p class="otr-list" style="padding:0;columns:1"><a href="?thread={claim.claim_id}">Link to this card</a> · '
            f'<a href="?thread={claim.thread_id}">The exchange it belongs to</a></p>'
        )
