"""Rates per 1,000 residents, for whole years only."""

from __future__ import annotations

from portal.domain.record.period import Period


def per_1000_range(
    ends: tuple[float, float] | None, residents: int | None, period: Period
) -> tuple[float, float] | None:
    """Both ends of a count's range as rates; None where the rate is."""
    if ends is None or not residents or len(period) != 12:
        return None
    return 1000 * ends[0] / residents, 1000 * ends[1] / residents


def per_1000(count: float | None, residents: int | None, period: Period) -> float | None:
    """Crimes per 1,000 residents in 12 months. None for any other length: a part-year rate reads as a year's."""
    if count is None or not residents or len(period) != 12:
        return None
    return 1000 * count / residents
