"""The box that stands before the first question, over every step of the form."""

from __future__ import annotations

import streamlit as st

from portal.markup import render
from portal.services.writing.before import before
from portal.ui.tell.board import office, telling


def show_before() -> None:
    """Over the first question and every step of the form; not over where to turn in danger, and not over the receipt."""
    place = telling()
    if place.receipt or (place.answer and not place.draft):
        return
    st.html(render("tell/before.html", is_heading=True, **before(office(), place.draft, place.sector)))
