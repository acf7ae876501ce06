"""What is on screen, and everything, as files. Only links are drawn here: a file is made when it is asked for."""

from __future__ import annotations

import streamlit as st

from portal.domain.at_hand import rooted
from portal.services.files.area_file import EVERYTHING, area_file, file_address
from portal.services.files.file_formats import as_csv
from portal.services.library.selection import Selection
from portal.ui.cache import cached_map, library

FORMATS = (
    ("xlsx", "Excel", "a workbook with a page of what to know first"),
    ("zip", "ZIP", "CSV and GeoJSON, with a readme, a data package and CSVW metadata"),
    ("geojson", "GeoJSON", "outlines with the numbers"),
    ("gpkg", "GeoPackage", "the same for mapping programs"),
    ("parquet", "Parquet", "for data programs"),
)


def show_downloads(selection: Selection) -> None:
    """Every area of the map's level: CSV at a press, other formats and the whole release as links."""
    portal = library()
    shown = cached_map(portal.release, selection)
    period = selection.period
    name = f"on-the-record-{shown.level}-{selection.crime}-{period.first}-{period.last}.csv"
    areas = shown.areas
    st.download_button(
        f"Download all {areas:,} areas (CSV)",
        data=lambda: as_csv(area_file(portal, selection, shown).rows),
        file_name=name,
        mime="text/csv",
        on_click="ignore",
    )
    with st.expander("Other formats, and everything"):
        links = [
            f"- [{what}]({rooted(file_address(kind, selection, portal.release))}): {meaning}"
            for kind, what, meaning in FORMATS
        ]
        st.markdown(f"All {areas:,} areas, every column:\n" + "\n".join(links))
        st.markdown(
            f"[All tables of release {portal.release}]({rooted(EVERYTHING)}?release={portal.release}) (ZIP): every number this "
            "site holds, each column described. Each file says what to know before quoting it. "
            f"Programs can [ask for single figures]({rooted('/api/v1/openapi.json')})."
        )
