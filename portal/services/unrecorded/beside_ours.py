"""What stands beside an estimate of the whole force: the inspectorate's own figure, and the official total of the year."""

from __future__ import annotations

import pandas as pd

from portal.domain.record.crime import ALL
from portal.domain.record.figure import Figure
from portal.domain.record.period import Period, month_index
from portal.estimator import per_hundred
from portal.services.library.library import Library
from portal.services.library.numbers import number
from portal.services.library.official_years import official_years
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
    for year in official_years(library):
        apart = abs(month_index(year.period.first) - month_index(period.first))
        if apart <= MONTHS_APART and year.held is not None and year.share is not None:
            return (
                f"Our files for {year.period.words} hold {number(year.held)} crimes; the official total is about "
                f"{number(year.official)}. That is {year.share:.1f} in 100, so our figure may be low by as much."
            )
    return ""
