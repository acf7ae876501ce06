"""An area's profile, remembered: plain values, so that a page does not open a table to show what it showed before.

Every look into a table leaves a trace in it that pandas clears only now and then; with thousands of readers that is
memory. Answers are shared between sessions and never changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from portal.bootstrap import library_of
from portal.domain.record.area import Area
from portal.domain.record.crime import ALL
from portal.domain.record.measure import PER_RESIDENTS
from portal.domain.record.outcome import OUTCOME_GROUPS, group_of
from portal.domain.record.period import Period
from portal.figures.charts import spread_chart, trend_chart
from portal.services.counted import profile
from portal.services.counted.alike import neighbours_sentence, similar
from portal.services.counted.change import (
    ChangeAnswer,
    change_between,
    comparable_periods,
    no_comparison_sentence,
)
from portal.services.counted.figure import why_withheld
from portal.services.counted.similar import Similar
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimates import audited_periods
from portal.ui.cache import cached_figure
from portal.ui.words import month as month_words

Cells = list[list[str | int | float | None]]
# A type with its count, its rate per 1,000 residents and the force's.
TypeRow = tuple[str, int, float | None, float | None]


@dataclass(frozen=True)
class Types:
    """One row a type, and the incidents that are counted apart. No rows where the area has no figure."""

    rows: list[TypeRow]
    incidents: int


@dataclass(frozen=True)
class OutcomeCells:
    """Where they may be added up: one row a group and its share of 100, and one row an official outcome."""

    found: profile.Outcomes
    groups: list[tuple[str, int, float]]
    official: list[tuple[str, int, float]]


@dataclass(frozen=True)
class Teams:
    """The neighbourhood teams of a sector, and the date of the list they are from."""

    names: tuple[str, ...]
    as_of: str


@lru_cache(maxsize=2000)
def cached_comparison(release: str, area: str, period: Period, crime: str) -> profile.Comparison | None:
    return profile.comparison(library_of(release), cached_figure(release, area, period, crime))


@lru_cache(maxsize=2000)
def cached_change(release: str, area: str, crime: str, one: Period, other: Period) -> ChangeAnswer:
    return change_between(library_of(release), area, crime, one, other)


@lru_cache(maxsize=500)
def cached_comparable(release: str, period: Period) -> list[Period]:
    return comparable_periods(library_of(release), period)


@lru_cache(maxsize=500)
def cached_no_comparison(release: str, period: Period) -> str:
    return no_comparison_sentence(library_of(release), period)


@lru_cache(maxsize=200)
def cached_unplaced_share(release: str, period: Period) -> float | None:
    return profile.unplaced_share(library_of(release), period)


@lru_cache(maxsize=500)
def cached_types(release: str, area: Area, period: Period) -> Types:
    """Rates are None where the period has none."""
    portal = library_of(release)
    types = profile.types_of(portal, area, period)
    rates = _type_rates(release, area.code, period)
    force = _type_rates(release, portal.force.code, period)
    rows: list[TypeRow] = [
        (row.label, int(row.recorded_count), rates.get(row.crime_type), force.get(row.crime_type))
        for row in types.itertuples()
    ]
    return Types(rows, profile.incidents(portal, area, period) if rows else 0)


def _type_rates(release: str, code: str, period: Period) -> dict[str, float]:
    """Recorded crimes per 1,000 residents by type; empty where the area has no rate in the period."""
    shown = cached_figure(release, code, period, ALL)
    if shown.per_1000 is None or not shown.population:
        return {}
    types = profile.types_of(library_of(release), shown.area, period)
    return {row.crime_type: 1000 * int(row.recorded_count) / shown.population for row in types.itertuples()}


@lru_cache(maxsize=500)
def cached_outcomes(release: str, area: Area, period: Period) -> OutcomeCells:
    found = profile.outcomes(library_of(release), area, period)
    grouped = dict.fromkeys(OUTCOME_GROUPS, 0)
    for outcome, count in found.counts.items():
        group = group_of(str(outcome))
        grouped[group] = grouped.get(group, 0) + int(count)
    crimes = found.crimes or 1
    return OutcomeCells(
        found,
        [(name, count, 100 * count / crimes) for name, count in grouped.items()],
        [
            (str(outcome) or "No outcome given", int(n), round(100 * n / found.crimes, 1))
            for outcome, n in found.counts.items()
        ],
    )


# Held only until both the table and the chart are made of it.
@lru_cache(maxsize=4)
def _months(release: str, area: Area, crime: str) -> pd.DataFrame:
    return profile.trend(library_of(release), area, crime)


@lru_cache(maxsize=500)
def cached_trend(release: str, area: Area, crime: str) -> Cells:
    """Month and count, newest first, without the months before the first one held."""
    months = _months(release, area, crime)
    kept = months[months.recorded_count.notna() | (months.status != "not_held")].iloc[::-1]
    return [
        [month_words(row.month), None if pd.isna(row.recorded_count) else int(row.recorded_count)]
        for row in kept.itertuples()
    ]


@lru_cache(maxsize=500)
def cached_trend_chart(release: str, area: Area, crime: str, what: str, dark: bool) -> dict[str, Any]:
    portal = library_of(release)
    inspected = list(dict.fromkeys(audited_periods(portal).values()))
    return trend_chart(_months(release, area, crime), portal.events, inspected, what, dark)


@lru_cache(maxsize=20)
def cached_events(release: str) -> str:
    """What happened to the record and when, as a list in Markdown."""
    return "\n".join(
        f"- **{month_words(event.month)}: {event.title}.** {event.sentence} [{event.source_title}]({event.source_url})"
        for event in library_of(release).events.itertuples()
    )


@lru_cache(maxsize=50)
def cached_teams(release: str, sector: str) -> Teams:
    teams = library_of(release).teams
    rows = teams[teams.sector_code == sector]
    return Teams(tuple(rows.team_name), "" if rows.empty else str(rows.as_of.iloc[0]))


@lru_cache(maxsize=500)
def cached_why_withheld(release: str, area: Area, period: Period) -> str:
    return why_withheld(library_of(release), area, period, ALL)


def cached_similar(release: str, selection: Selection, area: Area) -> Similar | None:
    """Areas are always compared on one measure, whatever the map shows."""
    return _similar(release, _of_one_measure(selection), area)


def cached_spread_chart(
    release: str, selection: Selection, area: Area, what: str, dark: bool
) -> dict[str, Any] | None:
    return _spread_chart(release, _of_one_measure(selection), area, what, dark)


def _of_one_measure(selection: Selection) -> Selection:
    return Selection("", selection.period, selection.crime, PER_RESIDENTS.name, "sector")


@lru_cache(maxsize=500)
def _similar(release: str, selection: Selection, area: Area) -> Similar | None:
    return similar(library_of(release), selection, area)


@lru_cache(maxsize=100)
def cached_neighbours(release: str, area: Area) -> str:
    return neighbours_sentence(library_of(release), area)


@lru_cache(maxsize=500)
def _spread_chart(
    release: str, selection: Selection, area: Area, what: str, dark: bool
) -> dict[str, Any] | None:
    found = _similar(release, selection, area)
    return spread_chart(found.values, area.code, area.name, what, dark) if found else None
