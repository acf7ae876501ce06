"""A place typed into the desk's search: which sector it is in, and one press to that sector's messages."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from portal.services.search.places import find_place
from portal.ui import state
from portal.ui.cache import library


def show_named_place(typed: str, sectors: Mapping[str, str]) -> None:
    """What the same search as on the pages says of it, where it is a postcode or the very name of a place."""
    found = find_place(library(), typed)
    areas = (found.area,) if found.area else found.others
    if not typed.strip() or not found.is_exact or not areas:
        return
    st.caption(found.sentence)
    holding = {library().sector_of(area) for area in areas}
    with st.container(horizontal=True, gap="small"):
        for sector in sorted(
            (one for one in holding if one and one.code in sectors), key=lambda one: one.name
        ):
            st.button(
                f"Messages of {sector.name}",
                key=f"desk-sector-{sector.code}",
                on_click=_turn_to,
                args=(sector.code,),
            )


def _turn_to(sector: str) -> None:
    st.session_state[state.DESK_SEARCH] = ""
    st.session_state[state.DESK_SECTOR] = sector
