"""How sure a text is of what it says, and that a summary is no surer."""

from __future__ import annotations

import pytest

from portal.domain.record.modality import hedges, lost


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("There may be incidents on these few occasions", ("possible", "partial")),
        ("If the first thirteen forces stand for all", ("conditional",)),
        ("If these crimes are not reported", ("conditional",)),
        ("It could almost be said", ("possible", "approximate")),
        ("On 13 May 2014 and in May 2025", ()),
        ("May 2014 was the month", ()),
        ("It is about pointing fingers", ()),
        ("About 100 were found, or about half", ("approximate",)),
        ("Recording had improved", ()),
        ("Much as before", ("partial",)),
    ],
)
def test_hedges_are_found_by_kind_and_a_month_is_none(text: str, kinds: tuple[str, ...]) -> None:
    assert hedges(text) == kinds


def test_summary_that_drops_a_may_is_found() -> None:
    assert lost("may have been a few", "Says that it was so.") == ("possible", "partial")
    assert lost("may have been a few", "Says that it may have been so on few occasions.") == ()
