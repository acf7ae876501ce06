"""What is on screen, as a file."""

from __future__ import annotations

import streamlit as st

from portal.services.area_map import as_file
from portal.services.selection import Selection
from portal.ui.cache import cached_map, library


def show_downloads(selection: Selection) -> None:
    """The rows of the map as CSV, every area of the level, with period, basis and release in each row."""
    portal = library()
    shown = cached_map(portal.release, selection)
    name = (
        f"on-the-record-{shown.level}-{selection.crime}-{selection.period.first}-{selection.period.last}.csv"
    )
    st.download_button(
        f"Download all {len(shown.rows):,} areas (CSV)",
        data=lambda: as_file(portal, selection, shown),
        file_name=name,
        mime="text/csv",
        on_click="ignore",
    )
