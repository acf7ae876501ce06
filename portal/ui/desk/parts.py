"""How words are shown at the desk: whose they are and who reads them stands above them; colour only repeats it."""

from __future__ import annotations

import streamlit as st

from portal.markup import render


def said(look: str, label: str, text: str, foot: str = "") -> None:
    """Somebody's words as text, with a label that says who reads them. `look`: public, police, reply or note."""
    st.html(render("desk/words.html", look=look, label=label, text=text, foot=foot))
