"""Which dated events a comparison of two periods must be read with."""

from __future__ import annotations

import pandas as pd

from portal.domain.record.period import Period

# Releases before the column existed held nothing but breaks.
NOT_ALIKE, DAILY_LIFE = "not_alike", "daily_life"


def breaks_of(events: pd.DataFrame, first: Period, last: Period) -> list[str]:
    """Sentences of what kept the two periods from being counted alike. events: the table of that name."""
    rows = events[events.effect == NOT_ALIKE] if "effect" in events else events
    ends = rows.last_month.where(rows.last_month != "", rows.month) if "last_month" in rows else rows.month
    return list(rows.sentence[(ends > first.first) & (rows.month <= last.last)])


def daily_life_of(events: pd.DataFrame, *periods: Period) -> list[str]:
    """Sentences of what was different in people's lives while one of the periods ran, such as a lockdown."""
    if "effect" not in events:
        return []
    rows = events[events.effect == DAILY_LIFE]
    ends = rows.last_month.where(rows.last_month != "", rows.month)
    touched = [(rows.month <= period.last) & (ends >= period.first) for period in periods]
    return list(rows.sentence[pd.concat(touched, axis=1).any(axis=1)])
