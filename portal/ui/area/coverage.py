"""Which months are held, as a small table a screen reader can read too."""

from __future__ import annotations

import streamlit as st

from portal.bootstrap.age import freshness
from portal.markup import render
from portal.ui.cache import library

MARKS = {
    "supplied": ("●", "held"),
    "not_held": ("–", "not held here"),
    "not_supplied": ("✕", "not supplied in full by the force"),
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def show_coverage() -> None:
    """Every published month with its state: held, not held, or not supplied."""
    portal = library()
    status, fresh = portal.record.status_of, freshness()
    first, last = min(status)[:4], max(status)[:4]
    st.header("Which months are held")
    st.write(" ".join((fresh.age_words, fresh.behind_words, fresh.held_words)).replace("  ", " "))
    years = {
        year: [status.get(f"{year}-{number:02d}", "") for number in range(1, 13)]
        for year in range(int(first), int(last) + 1)
    }
    st.html(render("area/months.html", marks=MARKS, names=MONTHS, years=years))
