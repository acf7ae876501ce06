"""Charts from rows, as finished specifications: a trend with its gaps, and where one area lies among others like it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd
import pyarrow as pa

from portal.domain.record.period import Period
from portal.figures.palette import LINE, MARK
from portal.figures.trends.words import COVID, GAP_WORDS, INSPECTED, OTHER_CODES
from portal.markup.tokens import Theme, token

HEIGHT = 210


def trend_chart(
    months: pd.DataFrame, events: pd.DataFrame, inspected: Sequence[Period], what: str, dark: bool
) -> dict[str, Any]:
    """Recorded counts by month. Missing months are shaded and break the line; events are dated rules, months under Covid
    rules a band, and the years that inspectors checked a dashed line above.

    months: month (YYYY-MM), recorded_count (missing where not supplied), status. events: month, title, and where they
    last, last_month and effect.
    """
    held = months[months.recorded_count.notna()]
    shown = months[months.month >= held.month.min()] if len(held) else months
    gaps = _gaps(shown)
    drawn = _rules_of(events)
    marks = drawn.loc[drawn.month >= shown.month.min(), ["title"]]
    points = pd.DataFrame(
        {"date": pd.to_datetime(shown.month), "count": shown.recorded_count.astype("Float64")}
    )
    # One empty month is enough to break the line; the rest of a gap would only make the page heavier.
    points = points[points["count"].notna() | points["count"].shift().notna()]
    rows = {
        "months": points,
        # A point nobody sees, so that the line stays clear of the words above it.
        "room": pd.DataFrame({"top": [1.4 * float(points["count"].max())] if len(held) else []}),
        "gaps": gaps,
        "events": marks.assign(date=pd.to_datetime(drawn.month)),
        "covid": _covid(events),
        "inspected": _spans([(period.first, period.last, INSPECTED) for period in inspected]),
    }
    # A layer without a row would draw an axis of its own.
    layers = tuple(name for name, each in rows.items() if len(each))
    return _filled(_trend(what, layers, dark), {name: rows[name] for name in layers})


def _rules_of(events: pd.DataFrame) -> pd.DataFrame:
    """What changed how crime was recorded, each at its month; what moves no count by itself stands in the list alone."""
    return events[events.effect == "not_alike"] if "effect" in events else events


def _covid(events: pd.DataFrame) -> pd.DataFrame:
    """From the first to the last month of rules on daily life that lasted; empty where none are known."""
    if "effect" not in events:
        return _spans([])
    lasting = events[(events.effect == "daily_life") & (events.last_month != "")]
    return _spans([(lasting.month.min(), lasting.last_month.max(), COVID)] if len(lasting) else [])


def _spans(spans: Sequence[tuple[str, str, str]]) -> pd.DataFrame:
    """start, end (the first day after), why, and the middle, where the words stand."""
    rows = pd.DataFrame(spans, columns=["start", "end", "why"])
    start, end = (pd.to_datetime(rows[name]) for name in ("start", "end"))
    end = end + pd.offsets.MonthBegin(1) if len(rows) else end
    return rows.assign(start=start, end=end, middle=start + (end - start) / 2)


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
def _trend(what: str, drawn: tuple[str, ...], dark: bool) -> dict[str, Any]:
    theme: Theme = "dark" if dark else "light"
    layers = (
        ("covid", _band("covid", "covid", theme, dashed=True)),
        ("gaps", _band("gaps", "gap", theme)),
        ("events", _rules(theme)),
        ("room", alt.Chart(alt.NamedData("room")).mark_point(opacity=0).encode(y="top:Q")),
        ("months", _line(what, theme)),
        ("inspected", _checked(theme)),
        # Words last, so that no band covers them.
        ("covid", _words("covid", "ink", theme, alt.value(34))),
        ("gaps", _words("gaps", "soft", theme, {"value": {"expr": "height - 9"}})),
        ("inspected", _words("inspected", "estimated", theme, alt.value(6))),
    )
    whole = alt.layer(*(layer for name, layer in layers if name in drawn))
    return _plain(whole.properties(height=HEIGHT), dark).to_dict(validate=False)


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


def _line(what: str, theme: Theme) -> alt.Chart:
    line = token("recorded", theme)
    return (
        alt.Chart(alt.NamedData("months"))
        .mark_line(color=line, strokeWidth=2, point=alt.OverlayMarkDef(color=line, size=18))
        .encode(
            x=alt.X("date:T", title=None, axis=alt.Axis(format="%Y", tickCount="year")),
            y=alt.Y("count:Q", title=None, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=5)),
            tooltip=[
                alt.Tooltip("date:T", title="Month", format="%B %Y"),
                alt.Tooltip("count:Q", title=what, format=","),
            ],
        )
    )


def _band(data: str, fill: str, theme: Theme, dashed: bool = False) -> alt.Chart:
    edge = token("soft", theme) if dashed else token(fill, theme)
    return (
        alt.Chart(alt.NamedData(data))
        .mark_rect(color=token(fill, theme), stroke=edge, strokeWidth=0.8, strokeDash=[2, 3])
        .encode(x=alt.X("start:T", title=None), x2="end:T", tooltip=[alt.Tooltip("why:N", title="Why")])
    )


def _words(data: str, ink: str, theme: Theme, y: Any) -> Any:
    """Beside what they name, on a rim of paper that no line runs through; a gap too narrow for its words has them in its
    tooltip alone.
    """
    short = alt.Chart(alt.NamedData(data))
    if data == "gaps":
        short = short.transform_filter("datum.end - datum.start > 3.2e10")
    font: dict[str, Any] = {"fontSize": 12, "fontWeight": "normal" if data == "gaps" else 600}
    paper = token("paper", theme)
    rim = short.mark_text(color=paper, stroke=paper, strokeWidth=4, strokeJoin="round", **font)
    words = short.mark_text(color=token(ink, theme), **font)
    return alt.layer(*(each.encode(x="middle:T", y=y, text="why:N") for each in (rim, words)))


def _checked(theme: Theme) -> alt.Chart:
    """The years that inspectors checked: dashed, as everything is that was estimated."""
    return (
        alt.Chart(alt.NamedData("inspected"))
        .mark_rule(color=token("estimated", theme), strokeDash=[4, 3], strokeWidth=4)
        .encode(x="start:T", x2="end:T", y=alt.value(16), tooltip=[alt.Tooltip("why:N", title="What")])
    )


def _rules(theme: Theme) -> alt.Chart:
    return (
        alt.Chart(alt.NamedData("events"))
        .mark_rule(color=token("ink", theme), strokeDash=[3, 3], strokeWidth=1.2)
        .encode(
            x="date:T",
            tooltip=[
                alt.Tooltip("date:T", format="%B %Y", title="When"),
                alt.Tooltip("title:N", title="What"),
            ],
        )
    )


def _gaps(months: pd.DataFrame) -> pd.DataFrame:
    """Runs of missing months: start, end (the first day after), why, middle."""
    missing = months[months.recorded_count.isna()].copy()
    missing["why"] = missing.status.map(GAP_WORDS).fillna(OTHER_CODES)
    missing["start"] = pd.to_datetime(missing.month)
    apart = missing.start.dt.to_period("M").astype("int64").diff() != 1
    missing["run"] = (apart | (missing.why != missing.why.shift())).cumsum()
    runs = missing.groupby(["run", "why"], as_index=False).agg(first=("month", "min"), last=("month", "max"))
    return _spans(list(zip(runs["first"], runs["last"], runs.why, strict=True)))


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
