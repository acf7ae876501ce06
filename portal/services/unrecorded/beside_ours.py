"""What stands beside an estimate of the whole force: the inspectorate's own figure, and the official total of the year."""

from __future__ import annotations

import pandas as pd

from portal.domain.record.crime import ALL
from portal.domain.record.figure import Figure
from portal.domain.record.period import Period, month_index
from portal.estimator import per_hundred
from portal.measures.record import area_count, missing_months
from portal.services.library.library import Library
from portal.services.library.numbers import number
from portal.services.unrecorded.estimates import groups_of

# A published year may begin this many months from ours and still say how whole our files are.
MONTHS_APART = 3


def beside_ours(library: Library, recorded: Figure, inspection_id: str) -> tuple[str, ...]:
    """Sentences for the force's own figure, and the shortfall of the files for every place in it."""
    own = (
        inspectorates_figure(library, recorded.crime, inspection_id) if recorded.area.level == "force" else ""
    )
    return tuple(said for said in (own, shortfall(library, recorded.period)) if said)


def inspectorates_figure(library: Library, crime: str, inspection_id: str) -> str:
    """The yearly number and the rate as published; empty where the inspection gave none for these crimes."""
    group = ALL if crime == ALL else groups_of(crime)[0]
    rows = library.audit_rows.set_index("audit_id")
    for audit in library.audits:
        if audit.inspection_id == inspection_id and audit.group == group and audit.half_width is not None:
            middle, _ = per_hundred(audit.p, audit.half_width)
            yearly = rows.unrecorded_per_year[audit.audit_id]
            of = "" if pd.isna(yearly) else f"{number(float(yearly))}, "
            what = "" if crime == ALL else " of violence against the person"
            return (
                f"The inspectorate's figure: {of}{middle} in 100{what}, plus or minus {100 * audit.half_width:.2g}. "
                "At which level of confidence it does not say. Ours is from street files."
            )
    return ""


def shortfall(library: Library, period: Period) -> str:
    """What share of a published total our files hold in a year near this one; empty where none can be compared."""
    rows = library.recorded_totals
    name = library.force.name.replace("&", "and")
    own = rows[(rows.area_name == name) & (rows.category == "all crime") & rows.recorded_count.notna()]
    for row in own.itertuples():
        if (
            not row.period_from
            or abs(month_index(row.period_from) - month_index(period.first)) > MONTHS_APART
        ):
            continue
        year = Period(row.period_from, row.period_to)
        if len(year) == 12 and not missing_months(library.record, year):
            held, official = (
                area_count(library.record, library.force, year, ALL) or 0,
                float(row.recorded_count),
            )
            return (
                f"Our files for {year.words} hold {number(held)} crimes; the official total is about {number(official)}. "
                f"That is {100 * held / official:.1f} in 100, so our figure may be low by as much."
            )
    return ""
