"""The computations a claim may name in its `finding` column: each makes one sentence from the audits the row gives it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from portal.domain.record.period import Period, month_index, month_words
from portal.errors import BadRequest

log = logging.getLogger(__name__)

LEVEL = 0.95
NOT_COMPUTED = (
    "No sentence is worked out for this card, because what it is worked out from cannot be read. "
    "What was said and what it depends on stand below."
)
_WORDS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
Row = dict[str, Any]


class ClaimTables(Protocol):
    """The frames the computations read: a library has them, and so has `portal data check`."""

    @property
    def inspections(self) -> pd.DataFrame: ...
    @property
    def audit_rows(self) -> pd.DataFrame: ...
    @property
    def force_rates(self) -> pd.DataFrame: ...


@dataclass(frozen=True)
class ClaimBasis:
    """What a computation works from: audit rows in the order given, the share of 100 spoken of, and the tables."""

    audits: tuple[Row, ...]
    share: float | None
    tables: ClaimTables

    def inspection(self, audit: Row) -> Row:
        rows = self.tables.inspections
        found: Row = rows[rows.inspection_id == audit["inspection_id"]].iloc[0].to_dict()
        return found


@dataclass(frozen=True)
class Computation:
    """`takes` is one line for each audit, in order: the columns that must not be empty in it."""

    sentence: Callable[[ClaimBasis], str]
    takes: tuple[tuple[str, ...], ...]
    needs_share: bool = False

    def lacks(self, audits: list[Row | None], share: float | None) -> str:
        """What keeps the sentence from being computed, fit to follow the word 'it'; empty when nothing does."""
        if len(audits) != len(self.takes):
            return f"names {len(audits)} audits, but this finding is worked out from {len(self.takes)}"
        for audit, columns in zip(audits, self.takes, strict=True):
            if audit is None:
                return "names an audit that audits.csv does not list"
            empty = [column for column in columns if _is_empty(audit[column])]
            if empty:
                return f"names {audit['audit_id']}, whose '{empty[0]}' is empty; this finding is worked out from it"
        if self.needs_share and not (share and 0 < share <= 100):
            return "asks whether a share fits; give it in 'finding_share', above 0 and at most 100"
        return ""


def compute(claim: Mapping[str, Any], tables: ClaimTables) -> str:
    """The printable sentence of one row of the claims table, or NOT_COMPUTED: a reader never meets a fault of a table.

    A release kept from before the column `finding` existed names none.
    """
    finding = FINDINGS.get(claim.get("finding", ""))
    if finding is None:
        return NOT_COMPUTED
    listed = {row["audit_id"]: row for row in tables.audit_rows.to_dict("records")}
    given = [listed.get(audit) for audit in claim["finding_audit_ids"].split()]
    share = None if pd.isna(claim["finding_share"]) else float(claim["finding_share"])
    inspections = set(tables.inspections.inspection_id)
    held = tuple(audit for audit in given if audit is not None and audit["inspection_id"] in inspections)
    if finding.lacks(given, share) or len(held) != len(given):
        return NOT_COMPUTED
    try:
        return finding.sentence(ClaimBasis(held, share, tables))
    except (ArithmeticError, ValueError, BadRequest):
        # Cells that fit their contract and not each other, such as more recorded than looked at.
        log.warning("no sentence can be worked out for the claim %s", claim["claim_id"])
        return NOT_COMPUTED


def exact_range(count: int, of: int) -> tuple[float, float]:
    """The exact (Clopper–Pearson) binomial range at 95%, in percent. It covers the chance of the draw and nothing else."""
    from scipy.special import betaincinv

    # Of a beta's quantiles. A ready-made test does the same from a module that takes a server a second and 23 MB.
    tail = (1 - LEVEL) / 2
    low = betaincinv(count, of - count + 1, tail) if count else 0.0
    high = betaincinv(count + 1, of - count, 1 - tail) if count < of else 1.0
    return 100 * float(low), 100 * float(high)


def _is_empty(cell: Any) -> bool:
    return bool(pd.isna(cell)) or cell == ""


def _missing(audit: Row) -> tuple[float, float]:
    of = int(audit["should_have_been_recorded_count"])
    return exact_range(of - int(audit["recorded_count"]), of)


def _ends(audit: Row, joined: str) -> str:
    """Recorded of 100, from the low to the high end of the interval as published."""
    rate, half = audit["recorded_pct"], audit["half_width_pct"]
    return f"{rate - half:.1f} {joined} {rate + half:.1f}"


def _named(inspection: Row) -> str:
    """'inspection of 2021/22', from the years that end its title."""
    years = re.search(r"\d{4}(?:[/-]\d{2})?$", inspection["title"])
    kind = "re-inspection" if "re-inspection" in inspection["title"] else "inspection"
    return f"{kind} of {years[0] if years else inspection['published_on'][:4]}"


def _counted_months(several: int) -> str:
    return f"{_WORDS[several] if several < len(_WORDS) else several} month{'' if several == 1 else 's'}"


def _small_counts(basis: ClaimBasis) -> str:
    """Whether a share fits with two small counts, the later first."""
    share = basis.share or 0
    given = []
    for audit in basis.audits:
        low, high = _missing(audit)
        done, of = int(audit["recorded_count"]), int(audit["should_have_been_recorded_count"])
        given.append(f"{low:.0f} to {high:.0f} of 100 ({done} of {of} recorded)")
    ranges = [_missing(audit) for audit in basis.audits]
    is_inside = all(low <= share <= high for low, high in ranges)
    parts = 100 / share
    words = f"One in {_WORDS[int(parts)]}" if parts in range(2, len(_WORDS)) else f"{share:g} of 100"
    fits = f"{words} is inside both, as are many other shares" if is_inside else f"{words} is not inside both"
    last, first = (basis.inspection(audit)["published_on"] for audit in basis.audits)
    between = _counted_months(month_index(last[:7]) - month_index(first[:7]))
    return (
        f"What inspectors counted in the force's records in {last[:4]} fits with {given[0]} and, {between} earlier, "
        f"{given[1]} not being recorded. {fits}. A sample this small cannot say more, and the inspectorate did not make a "
        "rate of it."
    )


def _middle_of_range(basis: ClaimBasis) -> str:
    """A rate with its months, and the rate of one group in the same inspection."""
    rate, group = basis.audits
    rows = basis.tables.audit_rows
    dates = basis.tables.inspections.set_index("inspection_id").published_on
    alike = rows[(rows.area == rate["area"]) & (rows.group == rate["group"]) & rows.half_width_pct.notna()]
    published = basis.inspection(rate)["published_on"]
    is_followed = (alike.inspection_id.map(dates) > published) & (alike.recorded_pct != rate["recorded_pct"])
    later = " A later inspection found another rate." if is_followed.any() else ""
    return (
        f"The figure is the middle of {_ends(rate, 'to')} of 100 recorded, "
        f"{Period(rate['audited_from'], rate['audited_to']).words}. For {group['group']} the same inspection found "
        f"{_ends(group, 'to')}.{later}"
    )


def _one_group_alone(basis: ClaimBasis) -> str:
    """A rate of one group, and what a later inspection found for the same group."""
    rate, later = basis.audits
    inspection = basis.inspection(rate)
    rows = basis.tables.audit_rows
    whole = rows[(rows.inspection_id == rate["inspection_id"]) & (rows.group == "all")].recorded_pct
    not_measured = "All crime was not measured then. " if whole.isna().all() else ""
    return (
        f"It is about {rate['group']} alone: {_ends(rate, 'to')} of 100 recorded, in the "
        f"{_named(inspection).split()[0]} published in {month_words(inspection['published_on'][:7])}. {not_measured}"
        f"In the {_named(basis.inspection(later))} {later['group']} stood at {_ends(later, 'to')}."
    )


def _yearly_number(basis: ClaimBasis) -> str:
    """The number a year as the middle of what the rate's interval gives for it."""
    (rate,) = basis.audits
    total, missing, half = rate["unrecorded_per_year"], 100 - rate["recorded_pct"], rate["half_width_pct"]
    recorded = total * (100 - missing) / missing
    low, high = (recorded * share / (100 - share) for share in (missing - half, missing + half))
    return (
        f"{int(total):,} is the middle of a range, for the year that the {_named(basis.inspection(rate))} checked. At "
        f"{missing - half:g} to {missing + half:g} of 100 not recorded, the "
        f"crimes it implies as recorded (about {round(recorded, -3):,.0f}) give about {round(low, -2):,.0f} to "
        f"{round(high, -2):,.0f}. That arithmetic is ours."
    )


def _between_forces(basis: ClaimBasis) -> str:
    """How far apart first audits of forces stood, and this force's first and latest."""
    rows = basis.tables.force_rates
    first = rows[(rows.visit == "first") & rows.recorded_pct.notna()]
    rates, years = first.recorded_pct, first.published[first.published != ""].str[:4]
    early, late = basis.audits
    return (
        f"It compares crime as recorded. First audits of {len(rates)} forces, published between {years.min()} and "
        f"{years.max()}, found from {rates.min():g} to {rates.max():g} of 100 crimes "
        "recorded, so the same crime gives different counts in different forces. This force stood between "
        f"{_ends(early, 'and')} in the {_named(basis.inspection(early))} and between {_ends(late, 'and')} in that of "
        f"{_named(basis.inspection(late)).split()[-1]}, intervals as published. This site ranks no place."
    )


_COUNTS = ("recorded_count", "should_have_been_recorded_count", "inspection_id")
_RATE = ("recorded_pct", "half_width_pct", "inspection_id")
FINDINGS = {
    "small-counts": Computation(_small_counts, (_COUNTS, _COUNTS), needs_share=True),
    "middle-of-range": Computation(_middle_of_range, ((*_RATE, "audited_from", "audited_to"), _RATE)),
    "one-group-alone": Computation(_one_group_alone, (_RATE, _RATE)),
    "yearly-number": Computation(_yearly_number, ((*_RATE, "unrecorded_per_year"),)),
    "between-forces": Computation(_between_forces, (_RATE, _RATE)),
}
