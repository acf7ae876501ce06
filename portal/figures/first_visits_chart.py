"""The first audits of all forces on one picture, by date, so that nobody is ordered."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from portal.figures.charts import _ink, _plain
from portal.figures.palette import LINE, MARK


def first_visits_chart(visits: pd.DataFrame, own: str, dark: bool) -> alt.LayerChart:
    """The first audit of every force by the day it was published; the reader's force marked, nobody ordered.

    visits: as first_visits. Audits published on one day are drawn side by side, a few days apart.
    """
    rows = visits.astype({"recorded_pct": float, "lower_pct": float, "upper_pct": float})
    same_day = rows.groupby("drawn_on")
    apart = same_day.cumcount() - (same_day.force_name.transform("size") - 1) / 2
    rows = rows.assign(
        date=rows.drawn_on + pd.to_timedelta(9 * apart, unit="D"),
        said=[_visit_words(row) for row in visits.to_dict("records")],
    )
    x = alt.X("date:T", title="Published", axis=alt.Axis(format="%Y", tickCount="year", grid=False))
    title, scale = "Recorded, of every 100 reported", alt.Scale(domain=[60, 100], zero=False)
    y = alt.Y("recorded_pct:Q", title=title, scale=scale)
    layers = []
    for is_own, colour, opacity, width in ((False, LINE, 0.6, 1.5), (True, MARK, 1.0, 3.5)):
        base = alt.Chart(
            rows[rows.is_own == is_own][["date", "recorded_pct", "lower_pct", "upper_pct", "said"]]
        )
        said = [alt.Tooltip("said:N", title="Force")]
        layers.append(
            base.mark_rule(color=colour, opacity=opacity, strokeWidth=width)
            .transform_filter("isValid(datum.lower_pct)")
            .encode(x=x, y=alt.Y("lower_pct:Q", title=title, scale=scale), y2="upper_pct:Q", tooltip=said)
        )
        layers.append(
            base.mark_point(
                filled=True, color=colour, opacity=max(opacity, 0.85), size=110 if is_own else 40,
                shape="diamond" if is_own else "circle",
            ).encode(x=x, y=y, tooltip=said)
        )  # fmt: skip
    name = alt.Chart(rows[rows.is_own][["date", "lower_pct"]].assign(label=own))
    layers.append(
        name.mark_text(dy=16, fontSize=13, fontWeight="bold", color=_ink(dark)).encode(
            x=x, y=alt.Y("lower_pct:Q", title=title, scale=scale), text="label:N"
        )
    )
    return _plain(alt.layer(*layers).properties(height=380), dark)


def _visit_words(row: dict[str, Any]) -> str:
    if pd.isna(row["lower_pct"]):
        spread = f"{row['recorded_pct']:g}, no interval seen"
    else:
        spread = f"{row['lower_pct']:g} to {row['upper_pct']:g}, rate {row['recorded_pct']:g}"
    when = row["published"] if row["is_dated"] else "day of publication not seen"
    return f"{row['force_name']}: {spread} ({when})"
