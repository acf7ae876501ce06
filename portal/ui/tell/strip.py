"""A short block for an area's profile: the way to its sector inspector, with the sector set."""

from __future__ import annotations

from html import escape

import streamlit as st

from portal.domain.record.area import Area
from portal.ui.cache import library


def show_tell_strip(area: Area) -> None:
    """Only the code of the area goes into the address."""
    sector = library().sector_of(area)
    to = f"the sector inspector for {sector.name}" if sector else "your sector inspector"
    address = f"tell?area={escape(sector.code)}" if sector else "tell"
    st.header("Tell the sector inspector")
    st.html(
        f'<p style="margin:0;max-width:44em">A thank you, a concern, a question: <a href="{address}">write to {escape(to)}</a>. '
        "No account is needed, and you get a receipt and a private link to the answer. It is not a crime report. "
        'In an emergency <a href="tel:999">call 999</a>.</p>'
    )
