"""Crimes reported and not recorded: estimates for an audited year, scenarios for any other, reasons otherwise.

The force's audited rates are applied to each place's recorded crime; nothing here knows how a place records.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import nan

import numpy as np
import pandas as pd

from portal.domain.record.crime import ALL, GROUPS
from portal.domain.record.period import Period
from portal.errors import BadRequest
from portal.estimator import (
    WHY_NOT,
    Audit,
    Places,
    Scenario,
    Unrecorded,
    audited_inspection,
    estimate_unrecorded,
    question_fault,
    scenarios,
)
from portal.estimator.hyperparameters import FIRST_EDITION, HYPER
from portal.estimator.labels import audit_groups, scenario_fault
from portal.measures.record import Record, area_count, geography_of, membership, missing_months, type_columns
from portal.services.library.library import Library

UNPLACED = "no area"


@dataclass(frozen=True, eq=False)
class AreaEstimates:
    """Estimates for every area of one level in one period. `position` finds an area's row by its code."""

    answer: Unrecorded
    position: dict[str, int]


def audited_periods(library: Library) -> dict[str, Period]:
    """The twelve months each audited rate may be applied to, by inspection, where every month is held."""
    periods = {audit.inspection_id: audit.applies for audit in library.audits if audit.applies}
    return {
        key: period
        for key, period in periods.items()
        if period and not missing_months(library.record, period)
    }


def lenses(library: Library, crime: str) -> list[str]:
    """The inspections whose rates cover the question, oldest first; the last is the usual lens."""
    counts = dict.fromkeys(audit_groups(crime), 1000.0)
    return (
        [scenario.inspection_id for scenario in scenarios(counts, library.audits, violence_shares(library))]
        if counts
        else []
    )


@lru_cache(maxsize=8)
def violence_shares(library: Library) -> dict[str, float]:
    """Violence's share of the force's recorded crime in each audited year that is held.

    NaN for a year that is not held and has no published share: its all-crime rate then stands for every crime.
    """
    shares = {}
    for inspection_id, period in audited_periods(library).items():
        of = {
            crime: area_count(library.record, library.force, period, crime) or 0
            for crime in ("violence", ALL)
        }
        shares[inspection_id] = of["violence"] / of[ALL]
    known = {*shares, *HYPER.share_of_all_recorded}
    return {audit.inspection_id: nan for audit in library.audits if audit.inspection_id not in known} | shares


def leaf_counts(record: Record, period: Period, groups: tuple[str, ...]) -> dict[str, np.ndarray]:
    """group → crimes of each small area in the period, and last those no area can claim."""
    within = record.within(period)
    counted = {}
    for group in groups:
        types = type_columns(group)
        placed = record.counts[:, within][:, :, types].sum(axis=(1, 2))
        counted[group] = np.append(placed, record.unplaced[within][:, types].sum()).astype(float)
    return counted


@lru_cache(maxsize=64)
def area_estimates(library: Library, level: str, period: Period, crime: str, spread: str) -> AreaEstimates:
    """Estimates for all areas of a level. The period must be held; outside an audited year every label says so."""
    record = library.record
    areas, position = membership(record, level, geography_of(record, period))
    members = np.zeros((len(areas), len(record.lsoas) + 1))
    members[position[position >= 0], np.flatnonzero(position >= 0)] = 1
    if level == "force":
        members[:] = 1
    places = Places([*record.lsoas.common_msoa_code, UNPLACED], [*record.lsoas.sector_code, UNPLACED])
    answer = estimate_unrecorded(
        leaf_counts(record, period, audit_groups(crime)),
        members=members,
        places=places,
        audits=library.audits,
        period=period,
        shares=violence_shares(library),
        spread=spread,
        complete=not missing_months(record, period),
        published_total=implied_total(library.audits, period, library.audit_rows) if crime == ALL else None,
        hyper=FIRST_EDITION if library.is_first_edition else HYPER,
    )
    return AreaEstimates(answer, {code: i for i, code in enumerate(areas)})


def implied_total(audits: tuple[Audit, ...], period: Period, audit_rows: pd.DataFrame) -> float | None:
    """The recorded crime behind the inspectorate's own yearly number of unrecorded crimes, U p / (1 - p).

    A count of ours far from it would mean that we hold something else than what the inspectors scaled by.
    """
    inspection_id = audited_inspection(audits, period)
    published = audit_rows.set_index("audit_id").unrecorded_per_year
    for audit in audits:
        stated = published.get(audit.audit_id)
        if (
            audit.inspection_id == inspection_id
            and audit.group == ALL
            and stated is not None
            and not pd.isna(stated)
        ):
            return float(stated) * audit.p / (1 - audit.p)
    return None


def why_no_estimate(library: Library, level: str, period: Period, crime: str, inspection: str | None) -> str:
    """The reason a question has neither estimate nor scenario, as a sentence; empty when it has one."""
    if inspection is not None and inspection not in set(library.inspections.inspection_id):
        known = ", ".join(dict.fromkeys(audit.inspection_id for audit in library.audits))
        raise BadRequest(f"'{inspection}' is not an inspection in this release; use one of: {known}")
    fault = question_fault(level, crime, period)
    if fault is None and not library.audits:
        fault = "no_audit"
    audited = audited_inspection(library.audits, period)
    if fault is None and audited is None and inspection is None:
        return (
            f"{WHY_NOT['unaudited']} Choose an inspection to see what its rate would mean for these months."
        )
    if fault is None and inspection not in (None, audited):
        fault = scenario_fault(level, crime, period)
        if fault is None and inspection not in lenses(library, crime):
            fault = "no_audit"
    return WHY_NOT[fault] if fault else ""


def scenarios_for(library: Library, counts: dict[str, float]) -> list[Scenario]:
    """What each inspection's rates would mean for counts by group, oldest first."""
    return scenarios(counts, library.audits, violence_shares(library))


def groups_of(crime: str) -> tuple[str, ...]:
    return audit_groups(crime)


def group_words(crime: str) -> str:
    return "crimes" if crime == ALL else f"crimes in {GROUPS[audit_groups(crime)[0]]}"
