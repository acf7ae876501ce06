"""An audited recording rate as the engine takes it, and which inspection covers a period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

from portal.domain.record.period import Period
from portal.estimator.conversion import check_rate
from portal.estimator.faults import UnusableAudit

GROUPS = ("all", "violence", "sexual")


@dataclass(frozen=True)
class Audit:
    """One audited rate of the force, as proportions. `group` 'violence' is violence against the person alone.

    `window` is the audited period where it is public; `applies` the twelve months the rate may be used for
    (None: no period, so scenarios only); `use` is the reviewed decision, not ours to override here.
    """

    audit_id: str
    inspection_id: str
    group: str
    p: float
    half_width: float | None
    window: Period | None = None
    applies: Period | None = None
    use: bool = True
    source: str = ""

    def __post_init__(self) -> None:
        if self.group not in GROUPS:
            raise UnusableAudit(f"audit {self.audit_id}: '{self.group}' is not one of {', '.join(GROUPS)}")
        check_rate(self.p)

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Audit:
        """From one row of data/audits.csv (text or parsed). Raises UnusableAudit when the row states no
        usable rate."""
        recorded, half = _number(row["recorded_pct"]), _number(row["half_width_pct"])
        if recorded is None:
            raise UnusableAudit(
                f"audit {row['audit_id']} states no recording rate; leave it out of the engine"
            )
        return cls(
            audit_id=row["audit_id"],
            inspection_id=row["inspection_id"],
            group=row["group"],
            # Rounded, so that 81.52 does not become 0.8151999999999999 on its way to a page.
            p=round(recorded / 100, 10),
            half_width=None if half is None else round(half / 100, 10),
            window=_period(row["audited_from"], row["audited_to"]),
            applies=_period(row["applies_from"], row["applies_to"]),
            use=row["use"] == "yes",
            source=row["source_url"],
        )


def usable(audits: Iterable[Audit]) -> list[Audit]:
    """Audits cleared for the engine, in the order given. History and rates without a half-width stay out."""
    return [audit for audit in audits if audit.use and audit.half_width is not None]


def audited_inspection(audits: Iterable[Audit], period: Period) -> str | None:
    """The inspection whose twelve months are exactly `period`; None for every other period, a single month
    included.

    The inspectorate applies a half-year's findings to the twelve months that end with it, and so do we: a
    period that merely overlaps is not audited.
    """
    for audit in usable(audits):
        if audit.applies == period:
            return audit.inspection_id
    return None


def of_inspection(audits: Iterable[Audit], inspection_id: str) -> dict[str, Audit]:
    """The usable audits of one inspection by group."""
    return {audit.group: audit for audit in usable(audits) if audit.inspection_id == inspection_id}


def inspections(audits: Sequence[Audit]) -> list[str]:
    """Inspection ids that hold a usable audit, each once, in the order given."""
    return list(dict.fromkeys(audit.inspection_id for audit in usable(audits)))


def _number(cell: Any) -> float | None:
    """None for an empty cell, however the reader of the table spells empty: '', None, NaN or a missing-value mark."""
    if isinstance(cell, str) and not cell:
        return None
    try:
        value = float(cell)
    except TypeError:
        return None
    return None if isnan(value) else value


def _period(first: Any, last: Any) -> Period | None:
    given = [isinstance(month, str) and month != "" for month in (first, last)]
    return Period(first, last) if all(given) else None
