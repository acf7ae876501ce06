"""Charts from rows, as finished specifications: a trend with its gaps, and where one area lies among others like it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd
import pyarrow as pa

from portal.figures.palette import LINE, MARK

GAP_WORDS = {"not_held": "not held", "not_supplied": "not supplied in full"}
OTHER_CODES = "on codes that do not fit this area"
GAPS = (*GAP_WORDS.values(), OTHER_CODES)


def trend_chart(months: pd.DataFrame, events: pd.DataFrame, what: str, dark: bool) -> dict[str, Any]:
    """Recorded counts by month. Missing months are shaded and break the line; events are dated rules.

    months: month (YYYY-MM), recorded_count (missing where not supplied), status. events: month, title.
    """
    held = months[months.recorded_count.notna()]
    shown = months[months.month >= held.month.min()] if len(held) else months
    gaps = _gaps(shown)
    # What moves no count by itself is in the list below the chart and would only crowd it.
    drawn = events[events.effect != "caution"] if "effect" in events else events
    marks = drawn.loc[drawn.month >= shown.month.min(), ["title"]]
    points = pd.DataFrame(
        {"date": pd.to_datetime(shown.month), "count": shown.recorded_count.astype("Float64")}
    )
    # One empty month is enough to break the line; the rest of a gap would only make the page heavier.
    points = points[points["count"].notna() | points["count"].shift().notna()]
    rows = {"months": points, "gaps": gaps, "events": marks.assign(date=pd.to_datetime(drawn.month))}
    return _filled(_trend(what, tuple(word for word in GAPS if word in set(gaps.why)), dark), rows)


def spread_chart(values: pd.DataFrame, chosen: str, name: str, what: str, dark: bool) -> dict[str, Any]:
    """One tick an area on one axis, the chosen one marked. No order, no names but the reader's own.

    values: area_code, area_name, value.
    """
    rows = values[["area_name"]].assign(value=values.value.astype(float).round(1))
    return _filled(_spread(name, what, dark), {"areas": rows, "own": rows.loc[values.area_code == chosen, ["value"]]})  # fmt: skip


def _filled(template: dict[str, Any], rows: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """A specification with its rows as Arrow. While the rest stays the same, a browser only moves the marks."""
    return {**template, "datasets": {name: _arrow(frame) for name, frame in rows.items()}}


def _arrow(frame: pd.DataFrame) -> bytes:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue().to_pybytes()


# Charts are made once for each wording: composing one costs far more than filling it. Checking one against the chart
# grammar costs more again, so the tests do that.
@lru_cache(maxsize=200)
def _trend(what: str, gaps: tuple[str, ...], dark: bool) -> dict[str, Any]:
    layers = alt.layer(_shaded(gaps, dark), _rules(), _line(what))
    return _plain(layers.properties(height=320), dark).to_dict(validate=False)


@lru_cache(maxsize=500)
def _spread(name: str, what: str, dark: bool) -> dict[str, Any]:
    x = alt.X("value:Q", title=what, scale=alt.Scale(zero=True))
    others = alt.Chart(alt.NamedData("areas")).mark_tick(thickness=2, size=28, color=LINE, opacity=0.55).encode(
        x=x, tooltip=[alt.Tooltip("area_name:N", title="Area"), alt.Tooltip("value:Q", title=what, format=",.1f")]
    )  # fmt: skip
    own = alt.Chart(alt.NamedData("own"))
    mark = own.mark_point(shape="triangle-down", filled=True, size=140, color=MARK, yOffset=-20).encode(x=x)
    label = own.mark_text(dy=-34, color=_ink(dark), fontWeight="bold", fontSize=13).encode(
        x=x, text=alt.value(name)
    )
    room = {"top": 34, "left": 5, "right": 5, "bottom": 5}
    layers = alt.layer(others, mark, label).properties(height=170, padding=room)
    return _plain(layers, dark).to_dict(validate=False)


def _line(what: str) -> alt.Chart:
    return (
        alt.Chart(alt.NamedData("months"))
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


def _shaded(shown: tuple[str, ...], dark: bool) -> alt.Chart:
    grey, orange = ("#5F666D", "#A0623A") if dark else ("#D5D8DB", "#F4B183")
    colours = dict(zip(GAPS, [grey, orange, grey], strict=True))
    return (
        alt.Chart(alt.NamedData("gaps"))
        .mark_rect(opacity=0.6)
        .encode(
            x=alt.X("start:T", title=None),
            x2="end:T",
            color=alt.Color(
                "why:N",
                title="No figures",
                scale=alt.Scale(domain=list(shown), range=[colours[word] for word in shown]),
                legend=alt.Legend(orient="bottom", labelLimit=400, direction="vertical"),
            ),
            tooltip=[alt.Tooltip("why:N", title="No figures")],
        )
    )


def _rules() -> alt.Chart:
    return (
        alt.Chart(alt.NamedData("events"))
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
