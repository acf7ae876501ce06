"""Which months are held, as a small table a screen reader can read too."""

from __future__ import annotations

from portal.bootstrap.age import freshness
from portal.domain.record.period import MONTH_NAMES
from portal.markup import Markup, render
from portal.services.library.library import Library

MARKS = {
    "supplied": ("●", "held"),
    "not_held": ("–", "not held here"),
    "not_supplied": ("✕", "not supplied in full by the force"),
}


def months_html(portal: Library) -> Markup:
    """Every published month with its state: held, not held, or not supplied."""
    status = portal.record.status_of
    first, last = min(status)[:4], max(status)[:4]
    years = {
        year: [status.get(f"{year}-{number:02d}", "") for number in range(1, 13)]
        for year in range(int(first), int(last) + 1)
    }
    fresh = freshness()
    return render(
        "area/months.html",
        marks=MARKS,
        names=MONTH_NAMES,
        years=years,
        said=f"{fresh.words} {fresh.held_words}",
    )
