"""Estimates and scenarios for every area of a map, beside its recorded counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from portal.domain.record.area import BEST_FIT
from portal.domain.record.crime import ALL
from portal.domain.record.period import Period
from portal.estimator import WHY_NOT, audited_inspection, round_outward
from portal.measures.record import area_counts, geography_of
from portal.services.library.library import Library
from portal.services.library.selection import Selection
from portal.services.unrecorded.estimates import area_estimates, groups_of, scenarios_for, why_no_estimate
from portal.services.unrecorded.first_edition import step_of_scenario
from portal.services.unrecorded.scenarios import NATION, latest_national

COLUMNS = [
    "estimated_unrecorded",
    "estimated_lower",
    "estimated_upper",
    "estimated_lower_80",
    "estimated_upper_80",
    "if_rate_held_lower",
    "if_rate_held_upper",
    "if_rate_held_lower_80",
    "if_rate_held_upper_80",
    "label",
]


def add_estimates(library: Library, selection: Selection, level: str, rows: pd.DataFrame) -> str:
    """Adds COLUMNS to the rows (unrounded; missing where nothing may be shown) and returns why nothing is shown.

    For an audited year lower and upper are the 95% range, places differing as chosen; for a scenario they are the least and
    the most that the listed rates would give, and the label is 'scenario'.
    """
    for column in COLUMNS[:-1]:
        rows[column] = pd.Series(pd.NA, index=rows.index, dtype="Float64")
    rows["label"] = "not_shown"
    inspection = selection.inspection or None
    # Among wards and parishes the larger follow the rules of neighbourhoods; the smaller ones have no estimate.
    ruled = "msoa" if level in BEST_FIT else level
    why = why_no_estimate(library, ruled, selection.period, selection.crime, inspection)
    if why or rows.recorded_count.isna().all():
        return why
    if inspection in (None, audited_inspection(library.audits, selection.period)):
        _add_audited(library, selection, level, rows)
    else:
        _add_scenario(library, selection, level, rows, inspection)
    return ""


def _add_audited(library: Library, selection: Selection, level: str, rows: pd.DataFrame) -> None:
    found = area_estimates(library, level, selection.period, selection.crime, selection.spread)
    # A ward that older codes cut has no estimate of its own; the first one's numbers are not shown in its place.
    at = [found.position.get(code, 0) for code in rows.counted_as]
    rows["label"] = [found.answer.labels[i] for i in at]
    uncounted = rows.get("why_not")
    rows["why_not"] = [
        WHY_NOT[found.answer.why_not[i] or "few_recorded"] if found.answer.labels[i] == "not_shown" else ""
        for i in at
    ]
    if uncounted is not None:
        _withhold(library, selection, rows, uncounted)
    shown = (rows.label != "not_shown").to_numpy()
    estimates, held = found.answer.estimates, found.answer.if_rate_held
    for column, values in zip(
        COLUMNS,
        (
            estimates.plug,
            estimates.lo95,
            estimates.hi95,
            estimates.lo80,
            estimates.hi80,
            held.lo95,
            held.hi95,
            held.lo80,
            held.hi80,
        ),  # fmt: skip
        strict=False,
    ):
        rows[column] = pd.Series(
            np.where(shown, values[at], np.nan), index=rows.index, dtype="Float64"
        ).where(shown, pd.NA)
    rows["spread_sd"] = (estimates if library.is_first_edition else held).sd[at]


def _withhold(library: Library, selection: Selection, rows: pd.DataFrame, uncounted: pd.Series) -> None:
    """Takes the estimate from wards and parishes whose own figure has none, with the reason of that figure."""
    for at, code in zip(rows.index, rows.counted_as, strict=True):
        ruled = library.areas[code].ruled_as
        why = why_no_estimate(library, ruled, selection.period, selection.crime, None) or uncounted[at]
        if why:
            rows.loc[at, ["label", "why_not"]] = ["not_shown", why]


def _add_scenario(
    library: Library, selection: Selection, level: str, rows: pd.DataFrame, inspection: str
) -> None:
    groups = groups_of(selection.crime)
    geography = geography_of(library.record, selection.period)
    counts = {g: area_counts(library.record, level, geography, selection.period, g) for g in groups}
    by_lens = {}
    for scenario in scenarios_for(library, dict.fromkeys(groups, 1000.0)):
        odds = {group: (1 - rate) / rate for group, rate in scenario.rates.items()}
        by_lens[scenario.inspection_id] = sum(counts[group] * odds[group] for group in groups)
    national = latest_national(library)
    if national is not None and not library.is_first_edition:
        odds_of_nation = 100 / float(national.recorded_pct) - 1
        by_lens[NATION] = sum(counts[group] * odds_of_nation for group in groups)
    lenses = pd.DataFrame(by_lens).reindex(rows.counted_as)
    rows["estimated_unrecorded"] = lenses[inspection].to_numpy()
    rows["estimated_lower"], rows["estimated_upper"] = (
        lenses.min(axis=1).to_numpy(),
        lenses.max(axis=1).to_numpy(),
    )
    rows["label"] = "scenario"


@dataclass(frozen=True)
class Printed:
    """One row as a page prints it.

    For an audited year the range, rounded outward. For a scenario the least, the chosen and the most of what the listed
    rates would give, each rounded to what two figures of the unrecorded part can carry: no range, so nothing outward.
    """

    low: float
    central: float
    high: float


def printed(row: object) -> Printed:
    """What a page prints of a row with an estimate or a scenario."""
    plug, low, high = (float(getattr(row, name)) for name in COLUMNS[:3])
    if getattr(row, "label", "") == "scenario":
        plug, low, high = (float(step_of_scenario(value)) for value in (plug, low, high))
        return Printed(low, plug, high)
    central, (low, high) = round_outward(plug, low, high, float(row.spread_sd))  # type: ignore[attr-defined]
    return Printed(low, central, high)


def default_period(library: Library, crime: str = ALL) -> Period | None:
    """The latest audited year that is held: where a reader who asks for an estimate is taken."""
    held = [
        audit.applies
        for audit in library.audits
        if audit.applies and audit.applies.first in library.record.vintage_of
    ]
    return max(held) if held else None
