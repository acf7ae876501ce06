"""What inspectors found about crime recording in the force: their rates in date order, as published and never pooled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import floor
from statistics import NormalDist
from typing import Any

import pandas as pd

from portal.domain.record.inspection import DIP_SAMPLE, SHOWN_MEASURES
from portal.domain.record.period import Period, month_index
from portal.estimator import HYPER, per_hundred
from portal.services.library.library import Library

# One less than a power of two, so that the steps lie evenly on both sides of the published rate.
OUTCOMES = 15


@dataclass(frozen=True)
class Finding:
    """One result of one inspection of the force. `kind`: rate, sample, not_measured or no_rate.

    Only a 'rate' has an interval, and it is the inspectorate's own. A 'sample' is a count without one: it is history or
    was chosen to look for faults, and stands for nothing but itself.
    """

    audit_id: str
    inspection_id: str
    title: str
    body: str
    published_on: date
    audited: Period | None
    applies: Period | None
    group: str
    kind: str
    recorded_pct: float | None
    half_width_pct: float | None
    recorded_count: int | None
    checked_count: int | None
    grade: str
    seen: str
    reason: str
    note: str
    source_title: str
    source_url: str
    yearly: float | None = None

    @property
    def lower_pct(self) -> float | None:
        return _moved(self.recorded_pct, self.half_width_pct, -1)

    @property
    def upper_pct(self) -> float | None:
        return _moved(self.recorded_pct, self.half_width_pct, +1)

    @property
    def known_until(self) -> date:
        """The day after the months checked, or the day of publication where the months are not public."""
        if self.audited is None:
            return self.published_on
        return _day_after(self.audited)


def findings(library: Library) -> list[Finding]:
    """Every published result of the force's inspections, by date; empty where the tables hold none."""
    own = library.audit_rows[
        (library.audit_rows.area == library.inspected_as) & library.audit_rows.measure.isin(SHOWN_MEASURES)
    ]
    joined = own.merge(library.inspections, on="inspection_id", suffixes=("", "_inspection"))
    found = [_finding(row) for row in joined.to_dict("records")]
    return sorted(found, key=lambda finding: finding.published_on)


def _finding(row: dict[str, Any]) -> Finding:
    # A rate of a whole audit is one without an interval too; a sample has counts, or is said to be a dip sample.
    is_sample = not pd.isna(row["recorded_count"])
    is_rate = row["use"] == "yes" or not (is_sample or row["reason"].startswith(DIP_SAMPLE))
    kind = "rate" if is_rate else "sample"
    if row["measure"] == "no rate":
        kind = "not_measured" if row["reason"].startswith("Not measured") else "no_rate"
    return Finding(
        audit_id=row["audit_id"],
        inspection_id=row["inspection_id"],
        title=row["title"],
        body=row["body"],
        published_on=date.fromisoformat(row["published_on"]),
        audited=_period(row["audited_from"], row["audited_to"]),
        applies=_period(row["applies_from"], row["applies_to"]),
        group=row["group"],
        kind=kind,
        recorded_pct=_number(row["recorded_pct"]),
        half_width_pct=_number(row["half_width_pct"]),
        recorded_count=_whole(row["recorded_count"]),
        checked_count=_whole(row["should_have_been_recorded_count"]),
        grade=row["grade"],
        seen=row["seen"],
        reason=row["reason"],
        note=row["note"],
        source_title=row["source_title"],
        source_url=row["source_url"],
        yearly=_number(row["unrecorded_per_year"]),
    )


def rates(found: list[Finding], group: str | None = None) -> list[Finding]:
    """The published rates with an interval, of one group or of all; samples are never among them."""
    return [
        f for f in found if f.kind == "rate" and f.half_width_pct is not None and group in (None, f.group)
    ]


def of_100(finding: Finding) -> tuple[int, tuple[int, int]]:
    """Unrecorded in every 100 reported: the published rate, then the published interval, in whole numbers."""
    p, half = (finding.recorded_pct or 0) / 100, (finding.half_width_pct or 0) / 100
    return per_hundred(round(p, 10), round(half, 10))


def outcome(finding: Finding, step: int) -> int:
    """Unrecorded in every 100 reported, in one of the outcomes that the published interval allows.

    The same step gives the same outcome. The steps are the quantiles of a normal distribution cut off at the interval's
    ends, in a fixed mixed order: outcomes near the published rate come up more often, each end once, none outside.
    """
    p, half = (finding.recorded_pct or 0) / 100, (finding.half_width_pct or 0) / 100
    share = ((OUTCOMES + 1) * _radical_inverse(1 + step % OUTCOMES) - 1) / (OUTCOMES - 1)
    normal, level = NormalDist(), HYPER.confidence_level
    reach = normal.inv_cdf((1 - level) / 2 + level * share) / normal.inv_cdf((1 + level) / 2)
    return floor(100 * (1 - p - reach * half) + 0.5 + 1e-9)


def _radical_inverse(number: int) -> float:
    """The binary digits of a number mirrored behind the point: 1, 2, 3 → .5, .25, .75."""
    value, place = 0.0, 0.5
    while number:
        value, number, place = value + place * (number % 2), number // 2, place / 2
    return value


def age_words(since: date, today: date) -> str:
    """'10 years 5 months': whole months from one day to another."""
    months = 12 * (today.year - since.year) + today.month - since.month - (today.day < since.day)
    years, rest = divmod(max(months, 0), 12)
    parts = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in ((years, "year"), (rest, "month")) if n]
    return " ".join(parts) or "less than a month"


def first_visits(library: Library) -> pd.DataFrame:
    """The first audit of each of the 43 forces, by name.

    force_name, published, audited_to, drawn_on (a day for the axis), is_dated (False where only the year is known),
    recorded_pct, lower_pct and upper_pct (missing where no interval was seen), is_rounded, is_own, seen, source_url.
    """
    rows = library.force_rates[library.force_rates.visit == "first"].sort_values("force_name")
    half = rows.half_width_pct
    return pd.DataFrame(
        {
            "force_name": rows.force_name,
            "published": rows.published,
            "audited_to": rows.audited_to,
            "drawn_on": [_axis_day(p, t) for p, t in zip(rows.published, rows.inspection_title, strict=True)],
            "is_dated": rows.published != "",
            "recorded_pct": rows.recorded_pct,
            "lower_pct": (rows.recorded_pct - half).round(2),
            "upper_pct": (rows.recorded_pct + half).round(2),
            "is_rounded": rows.recorded_pct_is_rounded == "yes",
            "is_own": rows.force_name == library.inspected_as,
            "seen": rows.seen,
            "source_url": rows.source_url,
        }
    ).reset_index(drop=True)


def _axis_day(published: str, title: str) -> pd.Timestamp:
    """The day of publication; the middle of the month, or of the year in the title, where no more was seen."""
    known = published or f"{title[-4:]}-07"
    return pd.Timestamp(known if len(known) == 10 else f"{known}-15")


def applied_until(finding: Finding) -> date | None:
    """The day after the last month a rate stands for; none where no months are matched to it."""
    months = finding.applies or finding.audited
    if months is None:
        return None
    return _day_after(months)


def _day_after(period: Period) -> date:
    after = month_index(period.last) + 1
    return date(after // 12, after % 12 + 1, 1)


def _moved(pct: float | None, half: float | None, sign: int) -> float | None:
    return None if pct is None or half is None else round(pct + sign * half, 2)


def _number(cell: Any) -> float | None:
    return None if pd.isna(cell) else float(cell)


def _whole(cell: Any) -> int | None:
    return None if pd.isna(cell) else int(cell)


def _period(first: str, last: str) -> Period | None:
    return Period(first, last) if first and last else None
