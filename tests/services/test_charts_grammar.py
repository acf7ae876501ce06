"""The profile's charts keep to the chart grammar. The pages skip that check, because it costs more than the chart."""

from __future__ import annotations

from dataclasses import replace

import altair as alt
import jsonschema
import pytest

from portal.figures.charts import spread_chart, trend_chart
from portal.services import profile
from portal.services.library import Library
from portal.services.selection import default_selection


@pytest.mark.parametrize(("code", "dark"), [("E07000042", False), ("town:tiverton", True), ("E06000053", False)])
def test_profile_charts_keep_to_the_grammar(library: Library, code: str, dark: bool) -> None:
    area = library.areas[code]
    charts = [trend_chart(profile.trend(library, area, "burglary"), library.events, "Burglaries", dark)]
    similar = profile.similar(library, replace(default_selection(library), area=code), area)
    if similar:
        charts.append(spread_chart(similar.values, code, area.name, "Per 1,000 residents", dark))
    for chart in charts:
        unchecked = chart.to_dict(validate=False)
        jsonschema.validate(unchecked, alt.load_schema())
