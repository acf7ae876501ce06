"""A scenario: each audited rate on the crimes of a period no inspection measured, and the national one beside them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from portal.domain.record.area import Area
from portal.domain.record.crime import GROUPS
from portal.domain.record.figure import ScenarioRow
from portal.domain.record.period import Period
from portal.estimator import Audit, GroupRate, estimate, rates_of_inspection
from portal.estimator.audits import inspections
from portal.estimator.rates import group_covariance
from portal.measures.record import area_count
from portal.services.library.library import Library
from portal.services.unrecorded.estimates import groups_of, violence_shares

NATION = "England and Wales"
# The edition of the method from which a rate of several kinds of crime says that it is no published one.
WEIGHED_FROM = 3


def scenario_rows(library: Library, area: Area, period: Period, crime: str) -> tuple[ScenarioRow, ...]:
    """The rows for one place, lowest number first. The period must be held."""
    counts = {
        group: float(area_count(library.record, area, period, group) or 0) for group in groups_of(crime)
    }
    return rows_for(library, counts)


def rows_for(library: Library, counts: dict[str, float]) -> tuple[ScenarioRow, ...]:
    """One row for each inspection of the force that measured a group asked for, and one for the nation.

    A range holds the interval published with the rate and chance, and nothing else: no doubt about places or months.
    """
    offered = [_row(library, counts, inspection_id) for inspection_id in inspections(library.audits)]
    rows = [row for row in (*offered, _national_row(library, counts)) if row is not None]
    return tuple(sorted(rows, key=lambda row: row.value))


def _row(library: Library, counts: dict[str, float], inspection_id: str) -> ScenarioRow | None:
    """None where the inspection measured none of the groups. What it left out takes the rate of the latest that did not."""
    found = _rates(library, inspection_id)
    measured = [group for group in counts if group in found]
    if not measured:
        return None
    rest = [group for group in counts if group not in found]
    other = next(
        (key for key in reversed(inspections(library.audits)) if set(rest) <= set(_rates(library, key))), ""
    )
    if rest and not other:
        return None
    used = [found[group] if group in found else _rates(library, other)[group] for group in counts]
    mu, cov = group_covariance(used)
    values = estimate(np.array([list(counts.values())]), mu, cov).at(0)
    whose = library.force.name
    if rest:
        names = " and ".join(GROUPS[group] for group in rest)
        whose = f"{whose}, {' and '.join(GROUPS[group] for group in measured)}, with {names} as in {_year(library, other)}"
    elif len(counts) > 1 and library.data.method_edition >= WEIGHED_FROM:
        # No rate that was published: each group's own, by what was recorded here.
        whose = f"{whose}, weighed by the kinds of crime recorded here"
    return ScenarioRow(
        inspection_id, whose, _year(library, inspection_id), _share(counts, values["plug"]), values["plug"],
        (values["lo95"], values["hi95"]),
    )  # fmt: skip


def _rates(library: Library, inspection_id: str) -> dict[str, GroupRate]:
    return rates_of_inspection(library.audits, inspection_id, violence_shares(library))


def _share(counts: dict[str, float], unrecorded: float) -> float:
    total = sum(counts.values())
    return total / (total + unrecorded)


def _year(library: Library, inspection_id: str) -> int:
    """The last year its rate stands for; of publication where the months are not public."""
    audits: list[Audit] = [audit for audit in library.audits if audit.inspection_id == inspection_id]
    known = [audit.window or audit.applies for audit in audits]
    last = next((period.last for period in known if period), "")
    published = library.inspections.set_index("inspection_id").published_on
    return int((last or published[inspection_id])[:4])


def _national_row(library: Library, counts: dict[str, float]) -> ScenarioRow | None:
    """By the latest rate published for England and Wales, all crime together; without a range, as none was published."""
    national = latest_national(library)
    if national is None:
        return None
    rate = float(national.recorded_pct) / 100
    value = sum(counts.values()) * (1 - rate) / rate
    whose = f"{NATION}, all crime, by the inspectorate"
    return ScenarioRow(national.inspection_id, whose, int(national.audited_to[:4]), rate, value, None)


def national_rates(library: Library) -> pd.DataFrame:
    """Rows of the audit table that hold a rate of all crime for the whole nation, oldest first."""
    rows = library.audit_rows
    whole = rows[(rows.area == NATION) & (rows.group == "all") & (rows.measure == "recording rate")]
    # An inspection of some forces alone gives rows that stand for them and no rate of the nation.
    inspections = library.inspections
    of_the_nation = set(inspections[inspections.area == NATION].inspection_id)
    whole = whole[
        whole.recorded_pct.notna() & (whole.audited_to != "") & whole.inspection_id.isin(of_the_nation)
    ]
    return whole.sort_values("audited_to", kind="stable")


def latest_national(library: Library) -> pd.Series | None:
    """The newest of them; None where the tables hold none."""
    rows = national_rates(library)
    return rows.iloc[-1] if len(rows) else None
