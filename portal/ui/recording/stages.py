"""From what happened to this site: four steps in a line each, the first two of them unknown here."""

from __future__ import annotations

import streamlit as st

from portal.markup import render
from portal.services.recording.findings import Finding, of_100, rates
from portal.services.recording.stages import placed_of_100
from portal.ui.cache import library


def show_stages(found: list[Finding]) -> None:
    """The steps are different gaps; they are never added or multiplied here."""
    latest = rates(found, "all")[-1]
    _, (low, high) = of_100(latest)
    placed, year = placed_of_100(library())
    on_map = (
        "Not known." if placed is None else f"{placed:.0f} in 100 recorded crimes in {year} have a place."
    )
    steps = [
        {"name": "It happened", "text": "Nobody counts all of it.", "unknown": True},
        {
            "name": "Told to police",
            "text": "Many crimes never are. That is a different gap, and we never add it in.",
            "unknown": True,
        },
        {
            "name": "Recorded",
            "text": f"Inspectors test this step: {100 - high} to {100 - low} in 100 in {round_of(latest)}.",
            "unknown": False,
        },
        {"name": "On the map", "text": on_map, "unknown": False},
    ]
    st.header("From what happened to this site")
    st.html(render("recording/steps.html", steps=steps))


def round_of(finding: Finding) -> str:
    """The months checked, or the round as its title gives it where they are not public."""
    return finding.audited.words if finding.audited else finding.title.removeprefix("PEEL ")
