"""Numbers, periods and places as they read inside a sentence."""

from __future__ import annotations

from portal.domain.record.area import Area
from portal.domain.record.period import Period


def number(value: float) -> str:
    return f"{value:,.0f}"


def rate(value: float) -> str:
    return f"{value:,.1f}"


def during(period: Period) -> str:
    """'in May 2025' or 'from January to December 2025'."""
    return f"in {period.words}" if len(period) == 1 else f"from {period.words}"


def place(area: Area) -> str:
    """The area as it reads inside a sentence."""
    if area.level == "force":
        return f"the {area.name} force area"
    return f"{area.name} ({area.official_name})" if area.level == "lsoa" else area.name
