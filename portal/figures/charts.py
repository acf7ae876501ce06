"""Charts from rows: a trend with its gaps, and where one area lies among others like it."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from portal.figures.palette import LINE, MARK

GAP_WORDS = {"not_held": "not held", "not_supplied": "not supplied in full"}
OTHER_CODES = "on codes that do not fit this area"


def trend_chart(months: pd.DataFrame, events: pd.DataFrame, what: str, dark: bool) -> alt.LayerChart:
    """Recorded counts by month. Missing months are shaded and break the line; events are dated rules.

    months: month (YYYY-MM), recorded_count (missing where not supplied), status. events: month, title.
    """
    held = months[months.recorded_count.notna()]
    shown = months[months.month >= held.month.min()] if len(held) else months
    marks = events[events.month >= shown.month.min()]
    layers = alt.layer(_shaded(_gaps(shown), dark), _rules(marks), _line(shown, what))
    return _plain(layers.properties(height=320), dark)


def _line(months: pd.DataFrame, what: str) -> alt.Chart:
    points = pd.DataFrame(
        {"date": pd.to_datetime(months.month), "count": months.recorded_count.astype("Float64")}
    )
    # One empty month is enough to break the line; the rest of a gap would only make the page heavier.
    points = points[points["count"].notna() | points["count"].shift().notna()]
    return (
        alt.Chart(points)
        .mark_line(color=LINE, strokeWidth=2, point=alt.OverlayMarkDef(color=LINE, size=22))
        .encode(
            x=alt.X("date:T", title=None, axis=alt.Axis(format="%Y", tickCount="year")),
            y=alt.Y("count:Q", title=what, scale=alt.Scale(zero=True)),
            tooltip=[
                alt.Tooltip("date:T", title="Month", format="%B %Y"),
                alt.Tooltip("count:Q", title=what, format=","),
            ],
        )
    )


def _shaded(gaps: pd.DataFrame, dark: bool) -> alt.Chart:
    grey, orange = ("#5F666D", "#A0623A") if dark else ("#D5D8DB", "#F4B183")
    words = [*GAP_WORDS.values(), OTHER_CODES]
    shown = [word for word in words if word in set(gaps.why)]
    colours = dict(zip(words, [grey, orange, grey], strict=True))
    return (
        alt.Chart(gaps)
        .mark_rect(opacity=0.6)
        .encode(
            x=alt.X("start:T", title=None),
            x2="end:T",
            color=alt.Color(
                "why:N",
                title="No figures",
                scale=alt.Scale(domain=shown, range=[colours[word] for word in shown]),
                legend=alt.Legend(orient="bottom", labelLimit=400, direction="vertical"),
            ),
            tooltip=[alt.Tooltip("why:N", title="No figures")],
        )
    )


def _rules(events: pd.DataFrame) -> alt.Chart:
    dated = events[["title"]].assign(date=pd.to_datetime(events.month))
    return (
        alt.Chart(dated)
        .mark_rule(color=MARK, strokeDash=[4, 3], strokeWidth=1.5)
        .encode(
            x="date:T",
            tooltip=[
                alt.Tooltip("date:T", format="%B %Y", title="When"),
                alt.Tooltip("title:N", title="What"),
            ],
        )
    )


def _gaps(months: pd.DataFrame) -> pd.DataFrame:
    """Runs of missing months: start, end (the first day after), why."""
    missing = months[months.recorded_count.isna()].copy()
    missing["why"] = missing.status.map(GAP_WORDS).fillna(OTHER_CODES)
    missing["start"] = pd.to_datetime(missing.month)
    apart = missing.start.dt.to_period("M").astype("int64").diff() != 1
    missing["run"] = (apart | (missing.why != missing.why.shift())).cumsum()
    runs = missing.groupby(["run", "why"], as_index=False).agg(start=("start", "min"), last=("start", "max"))
    runs["end"] = runs["last"] + pd.offsets.MonthBegin(1)
    return runs[["start", "end", "why"]]


def spread_chart(values: pd.DataFrame, chosen: str, name: str, what: str, dark: bool) -> alt.LayerChart:
    """One tick an area on one axis, the chosen one marked. No order, no names but the reader's own.

    values: area_code, area_name, value.
    """
    rows = values[["area_name"]].assign(value=values.value.astype(float).round(1))
    x = alt.X("value:Q", title=what, scale=alt.Scale(zero=True))
    others = alt.Chart(rows).mark_tick(thickness=2, size=28, color=LINE, opacity=0.55).encode(
        x=x, tooltip=[alt.Tooltip("area_name:N", title="Area"), alt.Tooltip("value:Q", title=what, format=",.1f")]
    )  # fmt: skip
    own = alt.Chart(rows.loc[values.area_code == chosen, ["value"]])
    mark = own.mark_point(shape="triangle-down", filled=True, size=140, color=MARK, yOffset=-20).encode(x=x)
    label = own.mark_text(dy=-34, color=_ink(dark), fontWeight="bold", fontSize=13).encode(
        x=x, text=alt.value(name)
    )
    room = {"top": 34, "left": 5, "right": 5, "bottom": 5}
    return _plain(alt.layer(others, mark, label).properties(height=170, padding=room), dark)


def _ink(dark: bool) -> str:
    return "#F3F5F7" if dark else "#0B0C0C"


def _plain(chart: Any, dark: bool) -> alt.LayerChart:
    """Readable axis text: the framework's own grey is below the contrast that small text needs."""
    ink = _ink(dark)
    return (
        chart.configure_axis(
            labelColor=ink, titleColor=ink, labelFontSize=12, titleFontSize=12, titleFontWeight="normal"
        )
        .configure_legend(labelColor=ink, titleColor=ink, labelFontSize=12)
        .configure_view(strokeWidth=0)
    )
