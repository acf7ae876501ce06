"""Whether a place fills in summer, as far as the record of crime shows it."""

from __future__ import annotations

from portal.domain.record.area import Area
from portal.domain.record.crime import ALL
from portal.measures.record import Record, monthly_counts

SUMMER, WINTER = ("07", "08"), ("01", "02")
# From here a place's summer is said to stand out.
STANDS_OUT = 1.5
# The four years without lockdown are few; a ratio on fewer winter crimes would be chance.
FEWEST = 50
# Winter 2020 ended, and summer 2021 began, in or after lockdown.
LOCKDOWN = ("2020", "2021")


def summer_over_winter(record: Record, area: Area) -> float | None:
    """Crimes of July and August over those of January and February, in the years held with all four months.

    Lockdown's years are left out. None where there are too few to say.
    """
    counts = monthly_counts(record, area, ALL).dropna()
    years = {month[:4] for month in counts.index} - set(LOCKDOWN)
    whole = [year for year in years if all(f"{year}-{month}" in counts.index for month in (*SUMMER, *WINTER))]
    summer, winter = (
        sum(int(counts[f"{year}-{month}"]) for year in whole for month in months)
        for months in (SUMMER, WINTER)
    )
    return summer / winter if winter >= FEWEST else None
