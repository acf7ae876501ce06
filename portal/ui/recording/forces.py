"""Where the force sat among all 43 at their first audits: a picture by date and a table by name, never an order."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from portal.domain.record.period import month_words
from portal.domain.record.statement import date_words
from portal.services.recording.findings import first_visits
from portal.ui import state
from portal.ui.cache import cached_first_visits_chart, library
from portal.ui.recording.words import NOT_A_LEAGUE_TABLE, SEEN
from portal.ui.shared.charts import show_chart
from portal.ui.shared.parts import show_table


def show_forces(dark: bool) -> None:
    """One dot a force by date, the reader's own marked, and the same by name."""
    visits = first_visits(library())
    own = visits[visits.is_own].iloc[0]
    name = library().force.name
    st.write(NOT_A_LEAGUE_TABLE)
    st.write(
        f"{name}{_published(own.published)}: {_spread(own)}rate {own.recorded_pct:g}. The 43 rates run from {visits.recorded_pct.min():g} to "
        f"{visits.recorded_pct.max():g}; half of them lie between {visits.recorded_pct.quantile(0.25):.0f} and "
        f"{visits.recorded_pct.quantile(0.75):.0f}."
    )
    show_chart(
        cached_first_visits_chart(library().release, dark),
        f"Dots with intervals as published, one for each of {len(visits)} forces, by date of publication from 2016 to 2020. "
        f"{name} is marked: {_ends(own)}{_published(own.published)}. The table below has the same.",
        "forces",
    )
    undated = ", ".join(visits.force_name[~visits.is_dated])
    without = ", ".join(visits.force_name[visits.lower_pct.isna()])
    st.caption(
        "All crime. Bars are intervals as published; the scale starts at 60. Audits published on one day are drawn side by "
        f"side. No interval was seen for {without}. The day of publication was not seen for {undated}: they stand in the "
        "middle of the year in the title."
    )
    if st.toggle("Show the same as a table", key=state.RECORDING_FORCES):
        labels = ("Force", "Published", "Audit ended", "Interval as published", "Recorded, of 100", "Seen in")
        show_table(
            "First audits of crime recording, all crime, by name of force",
            [{"label": label, "heading": label == "Force"} for label in labels],
            [_cells(row) for row in visits.to_dict("records")],
            "recording_forces",
            height=480,
            missing="not seen",
        )


def _published(published: str) -> str:
    return f", published {date_words(published)}" if published else ""


def _spread(own: Any) -> str:
    """Both ends where an interval was printed; without one the rate stands alone, and says of what."""
    if pd.isna(own.lower_pct):
        return "no range was in the text read; of every 100 recorded, "
    return f"between {own.lower_pct:g} and {own.upper_pct:g} of every 100 recorded, "


def _ends(own: Any) -> str:
    return f"{own.recorded_pct:g}" if pd.isna(own.lower_pct) else f"{own.lower_pct:g} to {own.upper_pct:g}"


def _cells(row: dict[str, Any]) -> list[str | None]:
    spread = None if pd.isna(row["lower_pct"]) else f"{row['lower_pct']:g} to {row['upper_pct']:g}"
    about = "about " if row["is_rounded"] else ""
    return [
        row["force_name"],
        date_words(row["published"]) if row["published"] else None,
        month_words(row["audited_to"][:7]) if row["audited_to"] else None,
        spread,
        f"{about}{row['recorded_pct']:g}",
        SEEN[row["seen"]],
    ]
