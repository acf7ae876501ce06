"""One axis of dates: recorded crime month by month above, inspections and statements in lanes below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import altair as alt
import pandas as pd

from portal.figures.charts import _ink, _plain
from portal.figures.palette import LINE, MARK

TOP, BOTTOM, FIRST_LANE, LANE = 30, 180, 236, 46
STEP = 5000


def timeline_chart(
    months: pd.DataFrame, dots: pd.DataFrame, lanes: Sequence[tuple[str, str]], dark: bool
) -> alt.LayerChart:
    """Months without figures break the line. Text is set inside the picture, so that it fits a phone.

    months: month (YYYY-MM), recorded_count (missing where not supplied). dots: date, lane, what. lanes: key and title.
    """
    height = FIRST_LANE + LANE * len(lanes) - 10
    highest = max(STEP, int(-(-months.recorded_count.max() // STEP) * STEP))

    def at(count: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * count / highest

    ticks = {round(at(count)): f"{count:,}" for count in range(0, highest + 1, STEP)}
    spelt = ", ".join(f"'{y}': '{text}'" for y, text in ticks.items())
    axis = alt.Axis(
        values=list(ticks), labelExpr=f"({{{spelt}}})[toString(datum.value)]", ticks=False, domain=False
    )
    y = alt.Y("y:Q", title=None, axis=axis, scale=alt.Scale(domain=[height, 0], nice=False, zero=False))
    x = alt.X(
        "date:T",
        title=None,
        axis=alt.Axis(format="%Y", tickCount={"interval": "year", "step": 2}, grid=False),
    )
    places = {key: FIRST_LANE + LANE * order for order, (key, _) in enumerate(lanes)}
    titles = [{"y": TOP - 16, "text": "Recorded crimes in a month, where held"}]
    titles += [{"y": places[key] - 18, "text": title} for key, title in lanes]
    words = alt.Chart(pd.DataFrame(titles)).mark_text(
        align="left", fontSize=12, fontWeight="bold", color=_ink(dark)
    )
    return _plain(
        alt.layer(
            words.encode(x=alt.value(0), y=y, text="text:N"),
            _line(months, at, x, y),
            _dots(dots, places, x, y),
        ).properties(height=height),
        dark,
    )


def _line(months: pd.DataFrame, at: Callable[[float], float], x: alt.X, y: alt.Y) -> alt.Chart:
    held = months[months.recorded_count.notna()]
    starts = pd.to_datetime(held.month)
    run = (starts.dt.to_period("M").astype("int64").diff() != 1).cumsum()
    counts = held.recorded_count.astype(float)
    points = pd.DataFrame({"date": starts, "y": [at(count) for count in counts], "count": counts, "run": run})
    return (
        alt.Chart(points)
        .mark_line(color=LINE, strokeWidth=2, point=alt.OverlayMarkDef(color=LINE, size=18))
        .encode(
            x=x,
            y=y,
            detail="run:N",
            tooltip=[
                alt.Tooltip("date:T", title="Month", format="%B %Y"),
                alt.Tooltip("count:Q", title="Recorded crimes", format=","),
            ],
        )
    )


def _dots(dots: pd.DataFrame, places: Mapping[str, float], x: alt.X, y: alt.Y) -> alt.Chart:
    rows = dots.assign(date=pd.to_datetime(dots.date), y=dots.lane.map(places))
    inspection = alt.condition(alt.datum.lane == "inspection", alt.value(MARK), alt.value(LINE))
    return (
        alt.Chart(rows[["date", "lane", "what", "y"]])
        .mark_point(filled=True, size=70, opacity=0.85)
        .encode(
            x=x,
            y=y,
            color=inspection,
            shape=alt.condition(alt.datum.lane == "inspection", alt.value("diamond"), alt.value("circle")),
            tooltip=[
                alt.Tooltip("date:T", format="%B %Y", title="When"),
                alt.Tooltip("what:N", title="What"),
            ],
        )
    )
