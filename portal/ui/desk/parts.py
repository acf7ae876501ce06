"""How words are shown at the desk: whose they are and who reads them stands above them; colour only repeats it."""

from __future__ import annotations

from html import escape

import streamlit as st

LOOKS = {"public": "#1d70b8", "police": "#7a4c9e", "reply": "#00703c", "note": "#b58105"}


def said(look: str, label: str, text: str, foot: str = "") -> None:
    """Somebody's words as text, with a label that says who reads them. Colour only repeats the label."""
    st.html(
        f'<section style="border-left:5px solid {LOOKS[look]};padding:.1rem 0 .1rem .8rem;margin:.4rem 0">'
        f"<p style='margin:0'><strong>{escape(label)}</strong></p>"
        f'<p style="white-space:pre-wrap;overflow-wrap:anywhere;margin:.2rem 0">{escape(text)}</p>'
        f'<p style="margin:0;font-size:.875rem">{escape(foot)}</p></section>'
    )
