"""Inspections, statements and recorded crime on one axis, and the same as a table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from portal.domain.record.statement import date_words
from portal.figures.timeline_chart import timeline_chart
from portal.services.both_sides.statements import statements
from portal.services.both_sides.timeline import timeline_rows
from portal.services.counted import profile
from portal.ui.both_sides.words import SIDES, TIMELINE_INTRO
from portal.ui.cache import library
from portal.ui.shared.charts import show_chart
from portal.ui.shared.parts import show_table

LANES = (
    ("inspection", "Inspections and decisions"),
    *((side, f"{name} said") for side, name in SIDES.items()),
)


def show_timeline(dark: bool) -> None:
    """The picture with words for who cannot see it, then every point of it as a row."""
    portal = library()
    st.write(TIMELINE_INTRO)
    rows = timeline_rows(portal)
    dots = pd.DataFrame(
        [{"date": r.date, "lane": r.lane, "what": r.what} for r in rows if r.lane != "recorded"]
    )
    chart = timeline_chart(profile.trend(portal, portal.force, "all"), dots, LANES, dark)
    held = [r.what for r in rows if r.lane == "recorded"]
    show_chart(
        chart.to_dict(),
        f"Recorded crimes by month ({len(held)} unbroken runs of months), {len(portal.inspections)} inspections and "
        f"decisions and {len(statements(portal))} findings and statements by date. The table below has the same.",
        "statements",
    )
    names = dict(LANES) | {"recorded": "Recorded crime"}
    with st.expander("The same as a table"):
        columns = [{"label": label, "heading": label == "Date"} for label in ("Date", "Kind", "What")]
        cells = [[date_words(r.said_on), names[r.lane], r.what] for r in rows]
        show_table(
            "Inspections, statements and recorded crime, oldest first",
            columns,
            cells,
            "timeline_rows",
            height=480,
        )
