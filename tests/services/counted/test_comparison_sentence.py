"""What was recorded in the earlier period is said with its rate, where it has one."""

from __future__ import annotations

from dataclasses import replace

from portal.measures.change import comparison_period, latest_complete_year
from portal.services.counted.figure import figure
from portal.services.counted.sentences import comparison_sentence
from portal.services.library.library import Library


def test_an_earlier_period_is_given_with_its_rate_where_it_has_one(library: Library) -> None:
    year = latest_complete_year(library.record)
    before = comparison_period(library.record, year)
    assert before
    shown, earlier = (figure(library, library.default_area.code, each) for each in (year, before))
    assert earlier.per_1000 is not None
    said = comparison_sentence(shown, earlier, ())
    assert f"{earlier.per_1000:.1f}" in said
    assert "for every 1,000" in said
    assert "for every 1,000" not in comparison_sentence(shown, replace(earlier, per_1000=None), ())
