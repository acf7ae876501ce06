"""An area's profile: its figure, what it is compared with, its trend, types, outcomes, spread and data health."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from portal.domain.record.area import Area
from portal.domain.record.crime import ALL, ANY_TYPE, INCIDENT
from portal.domain.record.figure import Figure
from portal.domain.record.period import Period
from portal.measures.change import comparison_period
from portal.measures.events import breaks_of, daily_life_of
from portal.measures.outcomes import outcomes_of, retrieved_dates
from portal.measures.record import monthly_counts, type_columns, type_counts
from portal.services.counted import sentences
from portal.services.counted.figure import figure, why_withheld
from portal.services.counted.maturing import month_index_of
from portal.services.library.library import Library


@dataclass(frozen=True)
class Comparison:
    """An earlier figure that can stand beside this one, with what happened to the record in between."""

    earlier: Figure
    events: tuple[str, ...]
    life: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcomes:
    """counts: outcome, recorded_count. `retrieved`: when the copies of the months were taken, the oldest first, and before
    it '' where that is not on record. Where there are several, the months are not equally settled.

    `why` says why there are no counts, where there are none.
    """

    counts: pd.Series
    crimes: int
    retrieved: tuple[str, ...]
    why: str = ""


def comparison(library: Library, shown: Figure) -> Comparison | None:
    """The nearest earlier period of the same length and seasons. None when there is none or nothing is shown."""
    earlier = comparison_period(library.record, shown.period) if shown.value is not None else None
    if earlier is None:
        return None
    before = figure(library, shown.area.code, earlier, shown.crime)
    if before.value is None:
        return None
    breaks = breaks_of(library.events, earlier, shown.period)
    return Comparison(before, tuple(breaks), tuple(daily_life_of(library.events, earlier, shown.period)))


def trend(library: Library, area: Area, crime: str) -> pd.DataFrame:
    """month, recorded_count (missing where not supplied), status: every published month for the area."""
    # Single months of a small area are never shown; its trend is its neighbourhood's.
    counts = monthly_counts(library.record, area, crime)
    coverage = library.record.coverage
    return pd.DataFrame(
        {"month": coverage.month, "recorded_count": counts.to_numpy(), "status": coverage.status}
    )


def broader(library: Library, area: Area) -> Area:
    """The area whose months and types may be shown: the area itself, or the neighbourhood of a small area."""
    return library.areas[area.parent_code or ""] if area.ruled_as == "lsoa" else area


def why_no_types(library: Library, recorded: Figure) -> str:
    """Why an area's crimes are not counted by type; empty where they are. `recorded`: its figure of all crime."""
    area = recorded.area
    if area.ruled_as == "lsoa":
        return sentences.too_small_sentence(area, broader(library, area), "other")
    return recorded.sentence if recorded.value is None else ""


def types_of(library: Library, area: Area, period: Period) -> pd.DataFrame:
    """crime_type, label, recorded_count, share of all crime; most frequent first. Incidents are not among them.

    Empty where the area has no figure in the period: then its parts would be nought or half counted. The share is
    missing where no crime was recorded.
    """
    if why_withheld(library, area, period, ALL):
        return pd.DataFrame(columns=["crime_type", "label", "recorded_count", "share"])
    crimes = type_counts(library.record, area, period).drop(INCIDENT)
    rows = pd.DataFrame(
        [(slug, ANY_TYPE[slug].label, int(count)) for slug, count in crimes.items()],
        columns=["crime_type", "label", "recorded_count"],
    )
    total = rows.recorded_count.sum()
    rows["share"] = rows.recorded_count / total if total else pd.NA
    return rows.sort_values(["recorded_count", "label"], ascending=[False, True]).reset_index(drop=True)


def incidents(library: Library, area: Area, period: Period) -> int:
    """Incidents of anti-social behaviour in the area, which must have a figure in the period."""
    return int(type_counts(library.record, area, period)[INCIDENT])


def outcomes(library: Library, area: Area, period: Period) -> Outcomes:
    """None, with the reason, where the area has no figure in the period or is too small for its types to be counted."""
    retrieved, why = copied_on(library, period), why_withheld(library, area, period, ALL)
    if not why and area.ruled_as == "lsoa":
        why = sentences.small_outcomes_sentence(area, broader(library, area))
    if why:
        return Outcomes(pd.Series(dtype="int64"), 0, retrieved, why)
    counts = outcomes_of(library.record, library.outcomes, area, period)
    return Outcomes(counts, int(counts.sum()), retrieved)


def copied_on(library: Library, period: Period) -> tuple[str, ...]:
    """When the copies of the period's months were taken, each day once, the oldest first; '' is not on record."""
    days = retrieved_dates(library.record, period)
    return tuple(sorted(days, key=lambda day: month_index_of(day) if day else 0))


def unplaced_share(library: Library, period: Period) -> float | None:
    """Share of the force's crimes in the period that no area can claim; None when a month is missing."""
    whole = figure(library, library.force.code, period, ALL)
    if not whole.value:
        return None
    unplaced = library.record.unplaced[library.record.within(period)][:, type_columns(ALL)].sum()
    return float(unplaced / whole.value)
