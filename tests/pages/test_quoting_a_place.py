"""What a place's page says of outcomes and of two years can be quoted from where it stands."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import app, words_on  # noqa: F401

from portal.bootstrap import library
from portal.domain.record.period import Period, month_at, month_index
from portal.services.checking.quotable import QuoteAsked, quotable


def asked_of(query: str) -> QuoteAsked:
    given = {key: values[0] for key, values in parse_qs(html.unescape(query)).items()}
    period = Period(given["from"], given["to"])
    first = month_index(given["than"]) if "than" in given else None
    other = None if first is None else Period(month_at(first), month_at(first + len(period) - 1))
    return QuoteAsked(given["of"], given["id"], period, other, given.get("crime", "all"))


@pytest.mark.parametrize("area", ["E07000042", "town:tiverton"])
def test_outcomes_and_comparison_lead_to_their_quotation(app: AppTest, area: str) -> None:  # noqa: F811
    # A year that another may stand beside: the new records system parts 2025 from every year before it.
    app.query_params["area"], app.query_params["from"], app.query_params["to"] = area, "2019-01", "2019-12"
    app.run()
    shown = words_on(app)
    found = {one.of: one for one in map(asked_of, re.findall(r"/quote\?([^)\"]+)", shown))}
    assert set(found) == {"outcomes", "comparison"}
    for one in found.values():
        assert one.id == area
        assert quotable(library(), one).sentence
    assert quotable(library(), found["comparison"]).sentence.split(". ", 1)[1] in shown
