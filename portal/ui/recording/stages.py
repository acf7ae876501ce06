"""From what happened to what this map shows: four steps, locked where nothing local is known."""

from __future__ import annotations

import streamlit as st

from portal.markup import render
from portal.services.recording.findings import Finding, stages
from portal.ui.cache import library


def show_stages(found: list[Finding]) -> None:
    """The steps as boxes that stack on a phone and read as a list."""
    st.header("From what happened to what this map shows")
    st.write(
        "A crime passes four steps before it is on our map, and some are lost at each. The steps are different gaps; they "
        "are never added or multiplied here."
    )
    st.html(render("recording/stages.html", stages=stages(library(), found)))
