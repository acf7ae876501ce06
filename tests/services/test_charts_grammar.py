"""The profile's charts keep to the chart grammar. The pages skip that check, because it costs more than the chart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import altair as alt
import jsonschema
import pyarrow as pa
import pytest

from portal.domain.record.period import Period
from portal.figures.charts import spread_chart, trend_chart
from portal.services.counted import profile
from portal.services.counted.alike import similar
from portal.services.library.library import Library
from portal.services.library.selection import default_selection


@pytest.mark.parametrize(
    ("code", "dark"), [("E07000042", False), ("town:tiverton", True), ("E06000053", False)]
)
def test_profile_charts_keep_to_the_grammar(library: Library, code: str, dark: bool) -> None:
    area = library.areas[code]
    charts = [trend_chart(profile.trend(library, area, "burglary"), library.events, [], "Burglaries", dark)]
    found = similar(library, replace(default_selection(library), area=code), area)
    if found:
        charts.append(spread_chart(found.values, code, area.name, "Per 1,000 residents", dark))
    for chart in charts:
        grammar = {**chart, "datasets": {name: rows_of(sent) for name, sent in chart["datasets"].items()}}
        jsonschema.validate(grammar, alt.load_schema())
        assert named_in(chart) == set(chart["datasets"]), (
            "every layer has its rows and no rows are sent for nothing"
        )


def test_another_period_sends_rows_and_the_same_chart(library: Library) -> None:
    area, default = library.areas["town:tiverton"], default_selection(library)
    years = [default.period, Period("2021-03", "2022-02")]
    pair = [similar(library, replace(default, area=area.code, period=year), area) for year in years]
    one, other = (spread_chart(found.values, area.code, area.name, "Rate", False) for found in pair if found)
    assert one["datasets"]["areas"] != other["datasets"]["areas"]
    # A browser that sees the same specification moves the marks instead of drawing the chart anew.
    assert {**one, "datasets": 0} == {**other, "datasets": 0}


def test_a_trend_keeps_its_gaps(library: Library) -> None:
    area = library.areas["E07000042"]
    months = profile.trend(library, area, "all")
    sent = rows_of(trend_chart(months, library.events, [], "Crime", False)["datasets"]["months"])
    held = {row["date"]: row["count"] for row in sent if row["count"] is not None}
    assert sum(held.values()) == months.recorded_count.sum()
    # A month without a figure stands between two runs of months, so that the line breaks.
    assert any(row["count"] is None for row in sent[1:-1])


def rows_of(sent: bytes) -> list[dict[str, Any]]:
    """Arrow as JSON would have it."""
    rows = pa.ipc.open_stream(sent).read_all().to_pylist()
    return [
        {key: str(value) if hasattr(value, "year") else value for key, value in row.items()} for row in rows
    ]


def named_in(chart: dict[str, Any]) -> set[str]:
    return {layer["data"]["name"] for layer in chart["layer"]}
