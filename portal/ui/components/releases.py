"""Which release the page shows, when it is not the newest."""

from __future__ import annotations

import streamlit as st

from portal.errors import ReleaseNotFound
from portal.services.sentences import older_release_sentence
from portal.ui.cache import library


def show_release_notice() -> None:
    """Says that an address names an older release, with the way to the newest; stops at one that is not kept."""
    try:
        portal = library()
    except ReleaseNotFound as error:
        sentence = str(error)
        st.error(f"{sentence[0].upper()}{sentence[1:]}.")
        _show_way_out()
        st.stop()
    if portal.newer:
        st.info(older_release_sentence(portal.release, portal.newer))
        _show_way_out()


def _show_way_out() -> None:
    def newest() -> None:
        st.query_params.pop("release", None)

    st.button("Show the newest release", on_click=newest)
