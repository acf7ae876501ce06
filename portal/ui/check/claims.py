"""Claims first: a search over what is in circulation, and the cards that fit."""

from __future__ import annotations

import streamlit as st

from portal.services.both_sides.claims import claims, claims_like
from portal.services.search.places import find_place
from portal.ui import state
from portal.ui.cache import library
from portal.ui.check.words import NO_CLAIM, PLACE_INSTEAD
from portal.ui.shared.claims import show_claims


def show_found_claims() -> None:
    """Every card by date, or those that hold the words typed. A place is sent on to its own figure."""
    portal = library()
    if not claims(portal):
        return
    typed = st.text_input(
        "A number, a phrase or a place",
        key=state.CLAIM_SEARCH,
        placeholder="Such as 18,900 or one in five",
        max_chars=80,
    ).strip()
    fitting = claims_like(portal, typed)
    if not typed:
        st.header("Figures in circulation", anchor="claims")
    elif fitting:
        st.header(
            f"{len(fitting)} {'claim fits' if len(fitting) == 1 else 'claims fit'} “{typed}”", anchor="claims"
        )
    else:
        st.header(NO_CLAIM.format(typed=typed), anchor="claims")
        found = find_place(portal, typed)
        for place in (found.area,) if found.area else found.others:
            st.markdown(PLACE_INSTEAD.format(name=place.name, code=place.code))
    show_claims(fitting if typed else claims(portal))
