"""The periods another one may be set beside."""

from __future__ import annotations

from portal.domain.record.period import Period
from portal.services.counted.change import periods_to_compare
from portal.services.library.library import Library
from portal.ui import words


def other_periods(portal: Library, period: Period) -> list[Period]:
    """The same months of other years, then whole years of the same length wherever they start."""
    whole_years = [p for p in words.all_periods(portal) if len(p) == len(period) and len(p) % 12 == 0]
    return [p for p in dict.fromkeys([*periods_to_compare(portal, period), *whole_years]) if p != period]
