"""Charts of what inspectors found. Rounds of inspection are never joined by a line: they are not a series."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from portal.domain.record.inspection import DIP_SAMPLE
from portal.figures.charts import _ink, _plain
from portal.figures.palette import LINE, MARK
from portal.services.library.numbers import count_words
from portal.services.recording.findings import Finding
from portal.services.recording.timeline import Event

# Rows of one timeline: the top in pixels and the pixels for each point of 100. Both scales run from 70 to 100.
ROWS = {"all": (34, 4.0), "violence": (208, 4.0), "sample": (396, 3.0)}
SCALE = (70, 80, 90, 100)
EVENTS_TOP, EVENT_STEP, START = 526, 25, "2013-01-01"
ROW_TITLES = {"all": "All crime", "violence": "Violence"}
# A round that left fraud out, as its title names it: the row says so.
WITHOUT_FRAUD = "2021/22"


def place(row: str, pct: float) -> float:
    """Where a percentage lies in its row, in pixels from the top of the chart."""
    top, each = ROWS[row]
    return top + (100 - pct) * each


def timeline_chart(
    found: Sequence[Finding], events: Sequence[Event], today: date, dark: bool
) -> alt.LayerChart:
    """Every inspection of the force on one axis of dates, up to today. Text is short enough for a phone."""
    points, gaps = finding_points(found), [f.published_on for f in found if f.kind == "not_measured"]
    height = EVENTS_TOP + EVENT_STEP * len(events)
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[height, 0], nice=False, zero=False),
        title=None,
        axis=_row_axis(),
    )
    x = alt.X(
        "date:T",
        title=None,
        scale=alt.Scale(domain=[START, today.isoformat()]),
        axis=alt.Axis(format="%Y", tickCount={"interval": "year", "step": 2}, grid=False),
    )
    layers = [
        *_row_titles(points, dark),
        *[layer for gap in gaps for layer in _gap(gap, x, y, dark)],
        *_intervals(points, x, y, dark),
        *_samples(points, x, y, dark),
        *_events(events, x, y, dark),
    ]
    return _plain(alt.layer(*layers).properties(height=height), dark)


def finding_points(found: Sequence[Finding]) -> list[dict[str, Any]]:
    """date, row, pct, low and high (missing for a sample), label, what. Only rates lie in the rows of rates."""
    points = []
    for f in found:
        if f.kind == "rate" and f.half_width_pct is not None:
            points.append(
                {
                    "date": f.published_on, "row": f.group, "pct": f.recorded_pct, "low": f.lower_pct, "high": f.upper_pct,
                    "label": f"{f.lower_pct:.0f} to {f.upper_pct:.0f}",
                    "what": f"{f.title}: {f.lower_pct:g} to {f.upper_pct:g} of 100, rate {f.recorded_pct:g}",
                }
            )  # fmt: skip
        elif f.kind == "sample" and f.reason.startswith(DIP_SAMPLE) and f.checked_count is not None:
            counted = f"{f.recorded_count} of {f.checked_count}"
            points.append(
                {
                    "date": f.published_on, "row": "sample", "pct": f.recorded_pct, "low": None, "high": None,
                    "label": f"{f.published_on:%b %Y}: {counted}",
                    "what": f"{f.title}: {counted} recorded. Dip sample, not statistically significant",
                }
            )  # fmt: skip
    return points


def _row_axis() -> alt.Axis:
    labels = {place(row, pct): str(pct) for row in ("all", "violence") for pct in SCALE}
    labels |= {place("sample", pct): str(pct) for pct in (80, 90)}
    spelt = ", ".join(f"'{at:g}': '{text}'" for at, text in labels.items())
    return alt.Axis(
        values=list(labels), labelExpr=f"({{{spelt}}})[toString(datum.value)]", ticks=False, domain=False
    )


def _row_titles(points: Sequence[dict[str, Any]], dark: bool) -> list[alt.Chart]:
    fraud = any(point["row"] == "all" and WITHOUT_FRAUD in point["what"] for point in points)
    titles = ROW_TITLES | ({"all": f"All crime (without fraud in {WITHOUT_FRAUD})"} if fraud else {})
    rows = [{"y": place(row, 100) - 22, "label": titles[row]} for row in ("all", "violence")]
    samples = [point["date"].year for point in points if point["row"] == "sample"]
    rows.append({"y": place("sample", 92) - 26, "label": _samples_title(samples)})
    rows.append({"y": EVENTS_TOP - 24, "label": "Grades and monitoring"})
    below = pd.DataFrame([{"y": place("sample", 92) - 10, "label": "not statistically significant"}])
    place_text = {"x": alt.value(0), "y": "y:Q", "text": "label:N"}
    bold = alt.Chart(pd.DataFrame(rows)).mark_text(
        align="left", fontSize=12, fontWeight="bold", color=_ink(dark)
    )
    plain = alt.Chart(below).mark_text(align="left", fontSize=12, color=_ink(dark))
    return [bold.encode(**place_text), plain.encode(**place_text)]


def _samples_title(years: list[int]) -> str:
    if not years:
        return "No dip sample"
    what = "dip sample" if len(years) == 1 else "dip samples"
    return f"{years[-1]}: {count_words(len(years))} {what}, no interval"


def _gap(gap: date, x: alt.X, y: alt.Y, dark: bool) -> list[alt.Chart]:
    """A shaded, labelled hole where all crime was not measured."""
    first = pd.Timestamp(gap) - pd.DateOffset(months=4)
    last = pd.Timestamp(gap) + pd.DateOffset(months=4)
    hole = alt.Chart(
        pd.DataFrame([{"date": first, "end": last, "y": place("all", 100), "y2": place("all", 70)}])
    ).mark_rect(color="#5F666D" if dark else "#D5D8DB", opacity=0.6)
    words = pd.DataFrame(
        [{"date": pd.Timestamp(gap), "y": place("all", 97), "label": f"{gap.year}: not measured"}]
    )
    text = alt.Chart(words).mark_text(fontSize=12, color=_ink(dark))
    return [hole.encode(x=x, x2="end:T", y=y, y2="y2:Q"), text.encode(x=x, y=y, text="label:N")]


def _intervals(points: Sequence[dict[str, Any]], x: alt.X, y: alt.Y, dark: bool) -> list[alt.Chart]:
    rows = pd.DataFrame(
        [
            {
                **point,
                "date": pd.Timestamp(point["date"]),
                "y": place(point["row"], point["pct"]),
                "y_low": place(point["row"], point["low"]),
                "y_high": place(point["row"], point["high"]),
            }
            for point in points
            if point["row"] != "sample"
        ]
    )
    base = alt.Chart(rows)
    said = [alt.Tooltip("what:N", title="Found")]
    bars = base.mark_rule(color=LINE, strokeWidth=3).encode(
        x=x, y=alt.Y("y_low:Q"), y2="y_high:Q", tooltip=said
    )
    ends = [
        base.mark_tick(color=LINE, thickness=3, width=14, orient="horizontal").encode(x=x, y=f"{end}:Q")
        for end in ("y_low", "y_high")
    ]
    dots = base.mark_point(filled=True, size=80, color=LINE, opacity=1).encode(x=x, y=y, tooltip=said)
    text = base.mark_text(dy=-11, fontSize=12, color=_ink(dark)).encode(x=x, y="y_high:Q", text="label:N")
    return [bars, *ends, dots, text]


def _samples(points: Sequence[dict[str, Any]], x: alt.X, y: alt.Y, dark: bool) -> list[alt.Chart]:
    """Counts of samples, hollow and apart from the rates; labels stand below one another."""
    samples = [point for point in points if point["row"] == "sample"]
    rows = pd.DataFrame(
        [
            {
                **point,
                "date": pd.Timestamp(point["date"]),
                "beside": pd.Timestamp(samples[-1]["date"]),
                "y": place("sample", point["pct"]),
                "y_text": place("sample", 85) + 17 * order - 8,
            }
            for order, point in enumerate(samples)
        ]
    )
    dots = alt.Chart(rows).mark_point(shape="diamond", size=70, color=_ink(dark), filled=False)
    text = alt.Chart(rows).mark_text(align="left", dx=12, fontSize=12, color=_ink(dark))
    return [
        dots.encode(x=x, y=y, opacity=alt.value(1), tooltip=[alt.Tooltip("what:N", title="Found")]),
        text.encode(x="beside:T", y="y_text:Q", text="label:N"),
    ]


def _events(events: Sequence[Event], x: alt.X, y: alt.Y, dark: bool) -> list[alt.Chart]:
    """A row of text for each grade and event; a dashed line across where grades above and below do not compare."""
    rows = pd.DataFrame(
        [
            {
                "date": pd.Timestamp(event.on),
                "label": event.label,
                "what": event.meaning,
                "is_break": event.is_break,
                "y": EVENTS_TOP + EVENT_STEP * order,
                "line": EVENTS_TOP + EVENT_STEP * order + 10,
            }
            for order, event in enumerate(events)
        ]
    )
    layers, single = [], rows[~rows.is_break]
    for late in (False, True):
        text = alt.Chart(single[(single.date >= "2020-01-01") == late]).mark_text(
            align="right" if late else "left", dx=-11 if late else 11, fontSize=12, color=_ink(dark)
        )
        layers.append(text.encode(x=x, y=y, text="label:N"))
    said = [alt.Tooltip("what:N", title="What")]
    dots = alt.Chart(single).mark_point(shape="square", filled=True, size=70, color=LINE)
    cut = alt.Chart(rows[rows.is_break])
    line = cut.mark_rule(color=MARK, strokeDash=[4, 3], strokeWidth=1.5)
    name = cut.mark_text(align="left", fontSize=12, color=_ink(dark))
    return [
        line.encode(y="line:Q", tooltip=said),
        name.encode(x=alt.value(0), y="y:Q", text="label:N"),
        dots.encode(x=x, y=y, tooltip=said, opacity=alt.value(1)),
        *layers,
    ]
